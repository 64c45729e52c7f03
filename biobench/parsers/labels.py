"""Labels in prose: where the members of a set are named, and whether they are denied.

Two lexers give the same :class:`Mention`: one for labels with synonyms (RNA modifications), one for
Enzyme Commission numbers of any depth. Example: in "not Psi, since there is no U, but m1A" the
mention of Psi is ``denied``, that of m1A is not.
"""

from __future__ import annotations

import functools
import re

from biobench.parsers.ec_numbers import ec_mentions
from biobench.parsers.mention import Mention, Pointer, Synonyms, frozen, referring
from biobench.parsers.rejections import denials
from biobench.spec import TaskSpec

#: Mentions of one text that are looked at: the first and the last ones.
MOST = 200


#: Words that run into a label where a model drops the blank ("arePsi", "includem6A").
_GLUE = (
    r"(?<![A-Za-z])(?:includes?|including|is|are|be|was|were|contains?|of|as|and|or|with"
    r"|modifications?|likely|following|by|to|for|suggests|ha(?:ve|s)|carry|carries|bears?|shows?"
    r"|harbou?rs?|predicts?|namely|both|only|labels?|answer)"
)
#: A position may follow ("m1A58"), or a word of a model that drops the blank.
_RIGHT = r"(?:(?![A-Za-z0-9])|(?=\d{1,4}(?![A-Za-z0-9]))|(?=(?:and|or|modif|is|are|site)))"
#: What makes a label part of another thing: a method, an enzyme of its machinery, an English word.
_OTHER_AFTER = re.compile(
    r"[\s-]?(?:seq\b|SAC-seq|CLIP|i?CLIP|Atlas|BLAST|IP\b|MeRIP|DB\b|Base\b)|\s(?:I\b|i\b"
    r"|not sure|writers?\b|readers?\b|"
    r"erasers?\b|demethylase|methyltransferase|machinery|antibod|synthase|consensus|motifs? (?:is"
    r"|are|was) (?:absent|missing|not)|detection|prediction|mapping|calling|profiling|levels?\b|data\b"
    r"|predictors?|callers?|research|sites? can be)",
)
_FILLER_AFTER = re.compile(
    r"\s?(?:,\s(?:I|so|well|let|the|this|it|okay|maybe|that)\b|\.\.\.|\sI\b|\sthe\b)"
)
_UM = re.compile(r"Um(?:,|\.\.\.) [a-z]")
_UNIT_BEFORE = re.compile(r"\bI\s$|\d\s?$|\b(?:\d+(?:\.\d+)?)\s$")


def mentions(text: str, spec: TaskSpec) -> list[Mention]:
    """Every label of ``spec`` that a text names, in order, without regard to ``none_label``."""
    found = (
        ec_mentions(text)
        if spec.label_style == "ec"
        else _label_mentions(
            text,
            spec.labels,
            frozen(spec.synonyms),
            spec.none_label,
        )
    )
    if len(found) > MOST:
        found = found[: MOST // 4] + found[-(MOST - MOST // 4) :]
    if len(found) > 1 and (pointers := referring(text, [(m.start, m.end) for m in found])):
        found = _resolved(text, found, pointers)
    else:
        found = denials(text, found)
    return found[1:] if _is_filler(text, found) else found


def _is_filler(text: str, found: list[Mention]) -> bool:
    """Whether a text opens with "Um, ..." and then names another label."""
    return (
        len(found) > 1
        and not text[: found[0].start].strip()
        and _UM.match(text, found[0].start) is not None
        and all(m.label != found[0].label for m in found[1:])
        and any(not m.denied for m in found[1:])
        and len(text[found[0].end : found[1].start].split()) > 2
    )


def _resolved(text: str, found: list[Mention], pointers: list[Pointer]) -> list[Mention]:
    """Mentions with pointers read as the label they stand for, instead of the two they choose from."""
    gone = {place for p in pointers if p.meant is not None for place in (p.meant, *p.rest)}
    kept = [m for place, m in enumerate(found) if place not in gone]
    others = {}
    for start, end, meant, rest, item in pointers:
        if meant is None:
            inside = [m.label for m in found if item[0] <= m.start < item[1]]
            kept += [Mention(label, start, end) for label in inside[:1]]
        else:
            kept.append(Mention(found[meant].label, start, end))
            if len(rest) == 1:
                others[start] = found[rest[0]].label
    return [
        Mention(others[m.start], m.start, m.end) if m.denied and m.start in others else m
        for m in denials(text, sorted(kept, key=lambda m: m.start))
    ]


@functools.lru_cache(maxsize=64)
def _lexer(
    labels: tuple[str, ...], synonyms: Synonyms, none: str | None
) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    """Patterns for all names, free and glued; whose a name is as written, and in lower case."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    names: list[tuple[str, bool]] = []
    for label in labels:
        if label != none:
            exact[label] = label
            strict = label.isalpha() and len(label) < 3
            names.append((label, strict))
            if not strict:
                folded.setdefault(_plain(label), label)
    for label, others in synonyms:
        if label != none:
            for name in others:
                strict = label.isalpha() and len(label) < 3 and _plain(name) == label.lower()
                names.append((name, strict))
                (exact if strict else folded).setdefault(name if strict else _plain(name), label)
    parts = []
    for name, strict in sorted(names, key=lambda n: len(n[0]), reverse=True):
        body = re.sub(r"(?:\\ |\\-|_|,)+", r"[\\s,_-]{0,2}", re.escape(name)).replace("'", "['’′]?")
        body = re.sub(
            r"(?<=N)(\d)", lambda m: rf"[(^]?(?:{m[1]}|{'⁰¹²³⁴⁵⁶⁷⁸⁹'[int(m[1])]})\)?", body
        )
        if name.isalnum() and re.match(r"[a-z]\d[A-Z]", name):  # m6A: also m⁶A, m(6)A, m^6A, m6 A
            body = re.sub(
                r"^(.)(\d)(.*)$",
                lambda m: rf"{m[1]}(?:\^?\(?\{{?{m[2]}\}}?\)?|{'⁰¹²³⁴⁵⁶⁷⁸⁹'[int(m[2])]}){m[3]}",
                name,
            )
        body = body.replace("of[", rf"of{_DETERMINED}[").replace("at[", rf"at{_DETERMINED}[")
        if re.search(r" [A-Z]\Z", name):  # "of A" is not "of a"
            body, strict = f"(?i:{body[:-1]}){name[-1]}", True
        parts.append(body if strict else f"(?i:{body})")
    names_in = "|".join(parts) or "(?!)"
    first = "".join(sorted({c for name, _ in names for c in name[0].lower() + name[0].upper()}))
    free = re.compile(rf"(?<![A-Za-z0-9^])(?=[{re.escape(first)}])({names_in}){_RIGHT}")
    glued = re.compile(rf"{_GLUE}({names_in}){_RIGHT}")
    return free, glued, exact, folded


@functools.lru_cache(maxsize=64)
def _series(synonyms: Synonyms) -> list[tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]]:
    """Patterns for names that share their head ("2'-O-methylation of A, G and U"), with their tails."""
    heads: dict[str, dict[str, str]] = {}
    for label, names in synonyms:
        for name in names:
            head, _, tail = name.rpartition(" ")
            if head:
                heads.setdefault(head, {})[tail] = label
    out = []
    for head, tails in heads.items():
        if len(set(tails.values())) > 2:
            one = rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, tails))})(?![A-Za-z0-9])"
            start = re.escape(head).replace("'", "['’′]")
            out.append((re.compile(rf"(?i:{start}) {one}{_LINK}{one}"), re.compile(one), tails))
    return out


_DETERMINED = r"(?:\s(?:the|an?|central|middle)(?=\s)){0,2}"
_LINK = (
    r"(?:\s?[,/&]\s?|\s(?=(?:and|or|as|but)\b))(?:(?:and|or|as well as|but)\s)?(?:not\s)?"
    r"(?:(?:of|at|on|in)\s)?"
)
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹’′", "0123456789''")


def _plain(name: str) -> str:
    name = re.sub(rf"(?<=\b(?:of|at)){_DETERMINED}(?=\s)", "", name.translate(_SUPER))
    return re.sub(r"[\s,_^(){}'-]+", "", name).lower()


def _label_mentions(
    text: str,
    labels: tuple[str, ...],
    synonyms: Synonyms,
    none: str | None,
) -> list[Mention]:
    """Labels and their synonyms; English words ("Am I sure?", "Um, well") and units are passed over."""
    free, glued, exact, folded = _lexer(labels, synonyms, none)
    out = []
    matches = [*free.finditer(text), *glued.finditer(text)]
    for match in sorted(matches, key=lambda m: m.start(1)):
        name = match[1]
        label = exact.get(name) or folded.get(_plain(name))
        if label is None:
            continue
        start, end = match.span(1)
        if _OTHER_AFTER.match(text, end):
            continue
        word = name.isalpha() and len(name) < 3
        if not (
            word
            and (
                (name.lower() in ("am", "um") and _FILLER_AFTER.match(text, end))
                or _UNIT_BEFORE.search(text[max(0, start - 4) : start])
            )
        ):
            out.append(Mention(label, start, end))
    return sorted([*out, *_listed(text, synonyms)], key=lambda m: m.start)


def _listed(text: str, synonyms: Synonyms) -> list[Mention]:
    """All but the first of several names that are written with one head."""
    out = []
    for first, tail, owners in _series(synonyms):
        for match in first.finditer(text):
            at = tail.search(text, match.start()).end()  # type: ignore[union-attr]
            while (link := re.compile(_LINK).match(text, at)) and (
                found := tail.match(text, link.end())
            ):
                out.append(Mention(owners[found[0]], *found.span()))
                at = found.end()
    return out
