"""The pages say what is so: rendered parts are fresh, links and names exist, the walk can be walked.

Also the rule of ARCHITECTURE.md on who may import whom, since the page is where it stands.
"""

from __future__ import annotations

import ast
import csv
import importlib.util
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from biobench import harness, registration
from biobench.cli import _parser
from biobench.parsers import STATUSES, parse
from biobench.spec import TASKS_FOLDER, SpecError, _load_yaml, builtin_specs

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
MODULES = sorted((ROOT / "biobench").rglob("*.py"))


def text_of(page: str | Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)


@cache
def renderer() -> Any:
    place = ROOT / "scripts" / "render-docs.py"
    spec = importlib.util.spec_from_file_location("render_docs", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- rendered parts --------------------------------------------------------------------------------


def test_rendered_parts_show_what_the_package_says() -> None:
    pages = renderer().pages()
    assert len(pages) >= 6, "the task pages and the page on prompts have rendered parts"
    stale = [
        str(p.relative_to(ROOT)) for p in pages if renderer().rendered(text_of(p)) != text_of(p)
    ]
    assert not stale, f"run `python scripts/render-docs.py`: {', '.join(stale)}"


def test_a_part_of_unknown_name_is_an_error_and_not_silence() -> None:
    with pytest.raises(ValueError, match="'taks' is none of tasks, "):
        renderer().rendered("<!-- render: taks -->\n<!-- /render -->")


def test_every_task_has_its_section_with_facts_and_traps() -> None:
    for spec in builtin_specs().values():
        page = text_of(f"docs/tasks/{spec.omics}.md")
        section = page.partition(f"##### {spec.id}\n")[2].partition("\n##### ")[0]
        assert f"<!-- render: task {spec.id} -->" in section, spec.id
        assert "Beware:\n- " in section, spec.id
        assert f"`{spec.id}`" in page.partition("### Results in the paper")[2], spec.id


# --- links and names -------------------------------------------------------------------------------


def links(page: Path) -> Iterator[tuple[str, str]]:
    """Relative links of a page: target and anchor. Code is left out."""
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"[a-z]+:", target):
            place, _, anchor = target.partition("#")
            yield place, anchor


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ +(.+?) *$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for place, anchor in links(page):
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), f"{page.relative_to(ROOT)} -> {place}"
        if anchor:
            assert anchor in anchors(target), f"{page.relative_to(ROOT)} -> {place}#{anchor}"


@cache
def names() -> set[str]:
    return set(registration.configs(_load_yaml))


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_task_name_mentioned_exists(page: Path) -> None:
    made_up = set(re.findall(r"^task: (\w+)", text_of(page), re.MULTILINE))
    found = re.findall(r"\bbiobench_[a-z]\w*(?!\w*\.pth)\b", text_of(page))
    unknown = {n for n in found if not n.startswith("biobench_lm_eval")} - names() - made_up
    assert not unknown, sorted(unknown)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_subcommand_mentioned_exists(page: Path) -> None:
    (actions,) = (a.choices for a in _parser()._actions if a.dest == "command")
    found = re.findall(r"(?:`|^|\$ |\$\()biobench ([a-z]+)", text_of(page), re.MULTILINE)
    assert set(found) <= set(actions), sorted(set(found) - set(actions))


def test_every_key_of_results_and_records_is_explained() -> None:
    page = text_of("docs/plugin.md")
    for path in TASKS_FOLDER.glob("_*.yaml"):
        for metric in _load_yaml(path).get("metric_list", ()):
            name = metric["metric"].removesuffix("_stderr")
            assert f"`{name}`" in page, name
    for status in STATUSES:
        assert f"`{status}`" in page, status


def test_every_setting_of_metadata_is_explained() -> None:
    of_lm_eval = {"config_source", "pretrained", "tokenizer"}
    sources = text_of("biobench/harness.py") + text_of("biobench/data/writing.py")
    keys = set(re.findall(r'metadata\.get\("(\w+)"', sources)) - of_lm_eval
    assert keys >= {"data", "train", "revision", "on_bad_row"}
    pages = text_of("docs/data.md") + text_of("docs/prompts.md")
    assert not [key for key in sorted(keys) if f"`{key}`" not in pages]


# --- the walk of CONTRIBUTING.md -------------------------------------------------------------------


@pytest.fixture
def walk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which the reader of the page has done what it says."""
    (facts,) = blocks("CONTRIBUTING.md", "yaml")
    (table,) = blocks("CONTRIBUTING.md", "csv")
    assert "include: /PATH/TO/biobench/tasks/_binary.yaml" in facts
    tasks, rows = tmp_path / "my-tasks", tmp_path / "my-data" / "biobench_splice_donor"
    tasks.mkdir()
    rows.mkdir(parents=True)
    facts = facts.replace("/PATH/TO/biobench/tasks", str(TASKS_FOLDER))
    (tasks / "splice_donor.yaml").write_text(facts, encoding="utf-8")
    (rows / "test.csv").write_text(table, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = dict(harness.TASKS)
    yield tmp_path
    harness.TASKS.clear()
    harness.TASKS.update(before)


def evaluate(model: Any, **metadata: str) -> Any:
    import lm_eval
    from lm_eval.tasks import TaskManager

    manager = TaskManager(include_path="my-tasks", include_defaults=False, metadata=metadata)
    name = "biobench_splice_donor"
    return lm_eval.simple_evaluate(model, tasks=[name], task_manager=manager)["results"][name]


def test_the_task_of_the_walk_runs_on_mini_and_on_its_table(walk: Path) -> None:
    from biobench.models.baselines import Silent

    assert evaluate(Silent(), data="mini")["bb_score,biobench"] == 0
    results = evaluate(Silent(), data="local:my-data")
    table = list(csv.DictReader(io.StringIO(blocks("CONTRIBUTING.md", "csv")[0])))
    assert results["sample_len"] == len(table) == 4


def test_the_walk_shows_the_score_it_gets(walk: Path) -> None:
    from biobench.models.baselines import Majority

    results = evaluate(Majority(), data="mini")
    cell = "{bb_score,biobench:.2f} ± {bb_score_stderr,biobench:.2f}".format(**results)
    assert re.search(rf"^biobench_splice_donor +{cell}$", text_of("CONTRIBUTING.md"), re.MULTILINE)


def test_the_walk_shows_the_message_of_a_mistake(walk: Path) -> None:
    from biobench.models.baselines import Silent

    path = walk / "my-tasks" / "splice_donor.yaml"
    path.write_text(path.read_text().replace("headline: accuracy", "headline: f1"))
    with pytest.raises(SpecError) as problem:
        evaluate(Silent(), data="mini")
    shown = str(problem.value).replace(f"{walk}/", "")
    assert shown in text_of("CONTRIBUTING.md")


def test_the_yaml_of_the_walk_holds_all_facts_that_must_be_there() -> None:
    config = yaml.safe_load(blocks("CONTRIBUTING.md", "yaml")[0])
    assert set(config) == {"include", "task", "metadata"}
    assert config["metadata"]["biobench"]["id"] == config["task"]


def test_answers_are_read_as_the_page_about_them_says() -> None:
    rows = re.findall(
        r"(?m)^\| `(biobench_\w+)` \| (.*?) \| `(.*?)` \|$", text_of("docs/answers.md")
    )
    assert len(rows) >= 15
    for task, answer, said in rows:
        found = parse(answer, builtin_specs()[task])
        assert said == (json.dumps(found.value) if found.parsed else found.status), answer


# --- arrows run one way ----------------------------------------------------------------------------


@cache
def rules() -> dict[str, tuple[tuple[str, ...], bool]]:
    """The table of ARCHITECTURE.md: room to what it may import, and whether lm_eval too."""
    table = text_of("ARCHITECTURE.md").partition("## Who may import whom")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| `([\w/]+)` \| (.*?) \| (yes|no) \|$", table, re.MULTILINE)
    return {
        room: (
            ("",) if what == "everything" else tuple(re.findall(r"`([\w.]+)`", what)),
            lm == "yes",
        )
        for room, what, lm in lines
    }


def room_of(module: Path) -> str:
    """``metrics/official`` for biobench/metrics/official_scores.py, ``data`` for data/hub.py."""
    parts = module.relative_to(ROOT / "biobench").with_suffix("").parts
    special = "/".join(parts[:2])
    return next((r for r in rules() if "/" in r and special.startswith(r)), parts[0])


def imports(module: Path) -> Iterator[tuple[int, str]]:
    """Every module that is imported anywhere in a file, with its line."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: relative import"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=[str(m.relative_to(ROOT)) for m in MODULES])
def test_arrows_run_one_way(module: Path) -> None:
    room = room_of(module)
    if room == "__init__":
        allowed: tuple[str, ...] = ()
        lm_eval = False
    else:
        assert room in rules(), f"{room} has no row in the table of ARCHITECTURE.md"
        allowed, lm_eval = rules()[room]
    own = room.partition("/")[0]
    for line, name in imports(module):
        place = f"{module.relative_to(ROOT)}:{line}: {name}"
        if name.partition(".")[0] == "lm_eval":
            assert lm_eval, place
        if name.startswith("biobench.") and name != "biobench.__version__":
            inside = name.removeprefix("biobench.")
            fits = any(a == "" or f"{inside}.".startswith(f"{a}.") for a in (own, *allowed))
            assert fits, f"{place}; {room} may import {', '.join(allowed) or 'nothing'}"


def test_the_table_of_rooms_has_no_room_that_is_gone() -> None:
    rooms = {room_of(module) for module in MODULES} - {"__init__"}
    assert rooms == set(rules())


def test_the_picture_is_plain_and_well_formed() -> None:
    from xml.etree import ElementTree

    picture = ElementTree.fromstring(text_of("docs/way-of-one-answer.svg"))
    words = " ".join(
        "".join(t.itertext()) for t in picture.iter("{http://www.w3.org/2000/svg}text")
    )
    for word in ("data", "prompts", "model", "parsers", "metrics", "results"):
        assert word in words
    assert not list(picture.iter("{http://www.w3.org/2000/svg}script"))


def test_the_example_of_predictions_prints_what_its_page_says(
    tmp_path: Path, monkeypatch: Any
) -> None:
    page = text_of("docs/predictions.md")
    code = page.partition("```python\n")[2].partition("```")[0]
    command = page.partition("```\nbiobench score")[2].partition("```")[0].replace("\\\n", " ")
    output = page.partition("<!-- output -->\n```\n")[2].partition("```")[0]
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "docs/predictions.md", "exec"), {})
    script = Path(sys.executable).with_name("biobench")
    done = subprocess.run(
        [script, "score", *command.split()], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == output.strip()
    assert list((tmp_path / "runs" / "logistic-regression").glob("results_*.json"))
