"""How well answers are read: our parsers and the published evaluator on a labelled file, side by side.

Usage: python scripts/extraction-report.py [FILE] [--errors] [--json] [--sentiment MODEL]

FILE holds JSON lines with ``task``, ``output``, ``gold`` (null unless there is an answer) and
``status``; ``id``, ``prompt``, ``kind`` and ``tags`` (the phenomena a text shows) are used where they
are there. What is counted: values that agree with the label where there is an answer, and answers
given where there is none. The published evaluator asks a sentiment model where its keywords do not
decide; ``--sentiment`` names one (as in docs/fallback.md), or ``positive`` or ``negative`` for a
stand-in that always says so. Without it those answers count as not read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the parsers of this checkout, not what else may be installed

from biobench import sentiment  # noqa: E402
from biobench.parsers import official, parse  # noqa: E402
from biobench.parsers.answer import STATUSES, Answer  # noqa: E402
from biobench.spec import builtin_specs  # noqa: E402

FILE = ROOT.parent / "shared" / "data" / "extraction_dev.jsonl"
READERS = ("biobench", "official")
STAND_INS: Mapping[str, Callable[[str], bool]] = {
    "positive": lambda text: True,
    "negative": lambda text: False,
}


class BadFile(ValueError):
    """The labelled file is not there, or a line of it is no labelled answer."""


@dataclass(frozen=True)
class Item:
    """A labelled answer and what each reader made of it."""

    id: str
    task: str
    kind: str
    tags: Sequence[str]
    output: str
    status: str
    gold: Any
    read: Mapping[str, Answer]

    @property
    def answered(self) -> bool:
        """Whether the text holds an answer, by its label."""
        return self.status == "parsed"

    def right(self, reader: str) -> bool:
        """The value agrees; where there is no answer: none was read."""
        answer = self.read[reader]
        return agrees(answer.value, self.gold) if self.answered else not answer.parsed


def agrees(value: Any, gold: Any) -> bool:
    """Whether a value is that of the label: numbers within 1e-6, sets in any order, all else equal."""
    if isinstance(gold, bool) or isinstance(value, bool) or value is None:
        return value is gold
    if isinstance(gold, dict):
        same = isinstance(value, dict) and set(value) == set(gold)
        return same and all(agrees(value[name], gold[name]) for name in gold)
    if isinstance(gold, list):
        return isinstance(value, list) and set(value) == set(gold)
    if isinstance(gold, (int, float)):
        return isinstance(value, (int, float)) and abs(value - gold) <= 1e-6
    return bool(value == gold)


def read_file(path: Path, mood: Callable[[str], bool] | None) -> list[Item]:
    """Every labelled answer of a file, read by both; :class:`BadFile` names the line that is none."""
    if not path.is_file():
        raise BadFile(
            f"{path} does not exist: name a labelled file (JSON lines with task, output, gold, status)"
        )
    items = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                items.append(_item(line, f"{path}:{number}", mood))
    if not items:
        raise BadFile(f"{path} holds no labelled answers")
    return items


def _item(line: str, where: str, mood: Callable[[str], bool] | None) -> Item:
    try:
        row = json.loads(line)
        task, output, status, gold = row["task"], row["output"], row["status"], row["gold"]
    except (ValueError, TypeError, KeyError) as problem:
        raise BadFile(f"{where}: expected task, output, gold and status ({problem})") from None
    spec = builtin_specs().get(task)
    if spec is None:
        raise BadFile(f"{where}: {task!r} is none of {', '.join(builtin_specs())}")
    if status not in STATUSES:
        raise BadFile(f"{where}: status {status!r} is none of {', '.join(STATUSES)}")
    if (gold is None) == (status == "parsed"):
        raise BadFile(f"{where}: gold is {gold!r}, but the status is {status}")
    answers = (parse(output, spec, row.get("prompt")), official.extract(output, spec, mood))
    return Item(
        id=str(row.get("id", where)),
        task=task,
        kind=row.get("kind", spec.kind),
        tags=tuple(row.get("tags", ())),
        output=output,
        status=status,
        gold=gold,
        read=dict(zip(READERS, answers)),
    )


# --- counting --------------------------------------------------------------------------------------


def counts(items: Iterable[Item]) -> dict[str, Any]:
    """Of how many items with an answer it was read right, and of how many others one was read."""
    items = list(items)
    answered = [item for item in items if item.answered]
    others = [item for item in items if not item.answered]
    return {
        "answers": len(answered),
        "others": len(others),
        **{
            reader: {
                "right": sum(item.right(reader) for item in answered),
                "made_up": sum(not item.right(reader) for item in others),
            }
            for reader in READERS
        },
    }


def summary(items: Sequence[Item]) -> dict[str, Any]:
    """All counts: in all, by kind, task and phenomenon, statuses and what was misread."""

    def by(names: Callable[[Item], Iterable[str]]) -> dict[str, Any]:
        found = sorted({name for item in items for name in names(item)})
        return {name: counts(i for i in items if name in names(i)) for name in found}

    return {
        "all": counts(items),
        "kind": by(lambda item: [item.kind]),
        "task": by(lambda item: [item.task]),
        "phenomenon": by(lambda item: item.tags),
        "status": {reader: confusion(items, reader) for reader in READERS},
        "waiting_for_sentiment": sum(i.read["official"].status == "undecided" for i in items),
        "misread": {
            reader: [misread(item, reader) for item in items if not item.right(reader)]
            for reader in READERS
        },
    }


def confusion(items: Iterable[Item], reader: str) -> dict[str, dict[str, int]]:
    """How often each labelled status was read as which."""
    found = Counter((item.status, item.read[reader].status) for item in items)
    labelled = [s for s in STATUSES if any(s == pair[0] for pair in found)]
    return {s: {t: found[s, t] for t in STATUSES if found[s, t]} for s in labelled}


def misread(item: Item, reader: str) -> dict[str, Any]:
    """One item that was read otherwise than labelled."""
    answer = item.read[reader]
    return {
        "id": item.id, "task": item.task, "tags": list(item.tags),
        "labelled": item.gold if item.answered else item.status,
        "read": answer.value if answer.parsed else answer.status,
        "method": answer.method, "output": item.output,
    }  # fmt: skip


# --- showing ---------------------------------------------------------------------------------------


def as_text(found: Mapping[str, Any], errors: bool) -> str:
    """The report as tables."""
    blocks = [_table("", {"all": found["all"]})]
    blocks += [_table(f"by {name}", found[name]) for name in ("kind", "task", "phenomenon")]
    blocks += [_statuses(reader, found["status"][reader]) for reader in READERS]
    if waiting := found["waiting_for_sentiment"]:
        blocks.append(
            f"{waiting} answers wait for the sentiment model in official and count as not read "
            "(see --sentiment)"
        )
    if errors:
        blocks += [_misread(reader, found["misread"][reader]) for reader in READERS]
    return "\n\n".join(blocks)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:4.0%}" if whole else "-"


def _table(title: str, groups: Mapping[str, Any]) -> str:
    head = (title, "right: ours", "right: official", "made up: ours", "made up: official")
    lines = [
        (
            name,
            *(_share(group[reader]["right"], group["answers"]) for reader in READERS),
            *(_share(group[reader]["made_up"], group["others"]) for reader in READERS),
        )
        for name, group in groups.items()
    ]
    return _columns([head, *lines])


def _statuses(reader: str, found: Mapping[str, Mapping[str, int]]) -> str:
    read = [s for s in STATUSES if any(s in row for row in found.values())]
    rows = [(name, *(str(row.get(s, "")) for s in read)) for name, row in found.items()]
    return _columns([(f"{reader}: labelled, read as", *read), *rows])


def _columns(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths))
        ).rstrip()
        for row in rows
    )


def _misread(reader: str, items: Sequence[Mapping[str, Any]]) -> str:
    lines = [f"misread by {reader}: {len(items)}"]
    for item in items:
        text = json.dumps(item["output"], ensure_ascii=True)
        shown = text if len(text) < 240 else f"{text[:120]} ... {text[-110:]}"
        head = (
            f"{item['id']} {item['task']} [{', '.join(item['tags'])}] labelled {item['labelled']}, "
            f"read {item['read']} ({item['method']})"
        )
        # Nothing in a file may command the terminal.
        lines += ["  " + "".join(c for c in head if c.isprintable()), f"    {shown}"]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the report; exit status 2 if there is nothing to report on."""
    assert __doc__ is not None
    parser = argparse.ArgumentParser(
        prog="extraction-report.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--errors", action="store_true", help="list what was misread")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--sentiment", default=sentiment.OFF, metavar="MODEL")
    chosen = parser.parse_args(arguments)
    mood = STAND_INS.get(chosen.sentiment) or sentiment.load(chosen.sentiment)
    try:
        found = summary(read_file(chosen.file, mood))
    except BadFile as problem:
        print(f"extraction-report: {problem}", file=sys.stderr)
        return 2
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1))
    else:
        print(as_text(found, chosen.errors))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
