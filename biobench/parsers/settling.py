"""Which of the labels that a text affirms it settles on, if it does.

:func:`choose` takes the conclusion, else all that is affirmed, and tells alternatives, contradictions and
open ends from a choice. Example: "m6A fits. m1A fits as well." gives both, "m6A or m1A fits." neither.
"""

from __future__ import annotations

import itertools
import re

from biobench.parsers.affirming import BREAK, WRAPPING, Group, closing, groups_of
from biobench.parsers.answer import Answer
from biobench.parsers.cues import ADDS, CONCLUDING, OPEN_END, TAKEN_BACK, UNDECIDED, Words
from biobench.parsers.mention import Mention
from biobench.parsers.status import is_cut
from biobench.spec import TaskSpec

OR = re.compile(
    r"[^.;:!?\n]{0,30}?(?:\b(?:or|oder|ou|versus|vs)\b(?! (?:more|less|so|not)\b)|\bo |或|/(?=\s?or))"
    r"[^.;:!?\n]{0,40}\Z",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"[^.;!?\n]{0,40}?[\s(:=~](?:(\d{1,3}(?:\.\d+)?)\s?%|([01]?\.\d+|[01](?:\.0)?)(?![\d.]))"
)
_RANGE = re.compile(r" ?(?:to|through) (?:EC ?)?\Z")
_STOPS = re.compile(r"[.!?:](?=\s)")
_BOTH = re.compile(
    r"\b(?:both (?:reactions|activities|functions|domains)|bifunctional|fusion)\b", re.I
)
_CLAIM = re.compile(
    r"\b(?:it|(?:this|the) (?:rna|sequence|transcript|site))\s(?:\w+\s)?(?:carr|contain|has |bears"
    r"|is modified|harbou?r|shows)",
    re.IGNORECASE,
)
_OR_NONE = re.compile(r"\W{0,3}\s?or (?:none|no |nothing|unmodified)", re.IGNORECASE)


def choose(
    words: Words, named: list[Mention], nothing: tuple[int, int] | None, spec: TaskSpec
) -> Answer | None:
    """The labels a text affirms: its conclusion, else all that it predicts; ``None`` if it breaks off."""
    body = words.text
    affirmed = [m for m in named if not m.denied]
    if likely := _by_share(body, affirmed):
        span = (likely[0].start, likely[-1].end)
        return Answer(sorted({m.label for m in likely}), "parsed", "shares", span)
    groups = groups_of(words, affirmed, len(spec.labels))
    none = Answer([spec.none_label], "parsed", "none", nothing)
    if not groups and nothing is not None:
        return none
    if affirmed and (not groups or _is_echo(affirmed, groups)):
        return Answer(None, "irrelevant", "options", (affirmed[0].start, affirmed[-1].end))
    if not groups:
        return Answer(None, "ambiguous", "denied_only") if named else None
    groups = _after_correction(body, groups)
    final = any(map(_is_final, groups))
    chosen = _strongest(words, groups, single=spec.label_style == "ec")
    picked = precise([m for g in chosen for m in g.mentions])
    span = (picked[0].start, picked[-1].end)
    if nothing is not None and not nothing[0] < span[0] <= nothing[1]:
        outdone = _against_nothing(body, groups, nothing, final)
        if outdone is not None:
            return none if outdone else Answer(None, "ambiguous", "contradiction", span)
    top = max(g.weight for g in groups)
    if top < 0 and not _is_likeness(body, groups, picked, spec):
        return Answer(None, "ambiguous", "tentative", span)
    if not final and (top < 1 or len(_STOPS.findall(body)) > 2) and _breaks_off(body, span[1]):
        return None
    if doubt := _undecided(words, chosen, picked, final, spec):
        return Answer(None, "ambiguous", doubt, span)
    return Answer(sorted({m.label for m in picked}), "parsed", "prose", span)


def _is_final(group: Group) -> bool:
    return group.final and group.weight >= 3


def _strongest(words: Words, groups: list[Group], single: bool) -> list[Group]:
    """The sentences that count: those with a yes, else the last final one, else the weightiest."""
    if sum(g.confirmed for g in groups) > 1:
        return [g for g in groups if g.confirmed]
    if finals := [g for g in groups if _is_final(g)]:
        return finals[-1:]
    top = max(g.weight for g in groups)
    # An enzyme has one number, unless the text says that there is another.
    reach = 0 if single and not ADDS.search(words) else 2
    return [g for g in groups if g.weight >= max(min(top, 1), top - reach)]


def _is_likeness(body: str, groups: list[Group], picked: list[Mention], spec: TaskSpec) -> bool:
    """Whether an enzyme is only likened to others, but to those of one number."""
    alone = len({m.label for m in picked}) == 1 or _BOTH.search(body) is not None
    return spec.label_style == "ec" and alone and any(g.likened for g in groups)


def _undecided(
    words: Words, chosen: list[Group], picked: list[Mention], final: bool, spec: TaskSpec
) -> str | None:
    """Why the labels picked are no choice, if they are none."""
    body, last = words.text, picked[-1].end
    if spec.none_label and _OR_NONE.match(body, last):
        return "alternatives"
    if len({m.label for m in picked}) == 1:
        return None
    if not final and OPEN_END.search(words.part(last)):
        return "open"
    for one, two in itertools.pairwise(picked):
        gap = body[one.end : two.start]
        if one.label != two.label and (OR.match(gap) or _RANGE.match(gap)):
            return "alternatives"
    if len(chosen) == 1 and UNDECIDED.find(body, chosen[0].start, last + 50):
        return "alternatives"
    return None


def _is_echo(affirmed: list[Mention], groups: list[Group]) -> bool:
    """Whether what is left of the labels only begins the list of all once more."""
    left = [m.label for g in groups for m in g.mentions]
    return 1 < len(left) < len(affirmed) - 6 and [m.label for m in affirmed[: len(left)]] == left


def _breaks_off(body: str, at: int) -> bool:
    """Whether a text of some length stops behind its last label, in the middle of a sentence."""
    last = body.rstrip().rpartition("\n")[2].lstrip()
    if len(body) < 60 or last[:1] in ("-", "•") or not body[at:].strip(WRAPPING + ".)"):
        return False
    return is_cut(body[closing(body) :])


def precise(picked: list[Mention]) -> list[Mention]:
    """The same mentions without the partial EC numbers that another one goes on from."""
    labels = {m.label for m in picked}
    return [m for m in picked if not (m.padded and _made_precise(m.label, labels))]


def _made_precise(label: str, others: set[str]) -> bool:
    """Whether another EC number goes on where this one ends."""
    stem = label.split("-", 1)[0]
    return any(other != label and other.startswith(stem) for other in others)


def _by_share(body: str, named: list[Mention]) -> list[Mention]:
    """Of labels with a likelihood each those with the better half of it, or the likeliest."""
    shares: list[tuple[float, Mention]] = []
    for i, mention in enumerate(named):
        end = named[i + 1].start if i + 1 < len(named) else mention.end + 60
        if match := _SHARE.match(body, mention.end, end):
            shares.append((float(match[1] or match[2]) * (1 if match[2] else 0.01), mention))
    if len({m.label for _, m in shares}) < len({m.label for m in named}) or len(shares) < 2:
        return []
    most = max(share for share, _ in shares)
    return [m for share, m in shares if share >= min(0.5, most)]


def _against_nothing(
    body: str, groups: list[Group], nothing: tuple[int, int], final: bool
) -> bool | None:
    """Whether "no modification" outdoes the labels; ``False`` where neither does the other."""
    top = max(g.weight for g in groups)
    last = groups[-1].mentions[-1].end
    if top < 1 or (
        CONCLUDING.find(body[_line_start(body, nothing[0]) : nothing[0]]) and nothing[0] > last
    ):
        return True
    if not final and any(_CLAIM.search(body[g.start : g.mentions[0].start]) for g in groups):
        return False
    leads = not body[: nothing[0]].strip(" \n*`\"'")
    return True if leads or (not final and top < 2) else None


def _after_correction(body: str, groups: list[Group]) -> list[Group]:
    """What is said after the writer last took something back, where that is not just tentative."""
    for i in range(len(groups) - 1, 0, -1):
        if groups[i].weight >= 0 and TAKEN_BACK.find(
            body, groups[i - 1].mentions[-1].end, groups[i].mentions[0].start
        ):
            return groups[i:]
    return groups


def _line_start(body: str, at: int) -> int:
    start = 0
    for cut in BREAK.finditer(body, max(0, at - 300), at):
        start = cut.end()
    return start
