"""Several labels, or none: RNA modifications, EC numbers.

A JSON answer, a box or a tag comes first, then the sentence that concludes, then what the text
affirms. Example: "m6A can be excluded for lack of DRACH; that leaves m1A." gives ``["m1A"]``,
"This RNA is not modified." gives ``["none"]``.
"""

from __future__ import annotations

import itertools
import re
from typing import Any, NamedTuple

from biobench.parsers.anchors import find_boxed, find_tagged
from biobench.parsers.answer import Answer
from biobench.parsers.cues import (
    AFFIRMS,
    CONCLUDING,
    STOP,
    TAKEN_BACK,
    TENTATIVE,
    UNDECIDED,
    Words,
    word_set,
)
from biobench.parsers.labels import Mention, mentions
from biobench.parsers.nothing import nothing_applies
from biobench.parsers.number import background, scalars
from biobench.parsers.status import missing, refusal_at
from biobench.parsers.structured import ANSWER_KEYS, json_objects, plain_key
from biobench.parsers.text import clean
from biobench.spec import TaskSpec

_KEYS = frozenset(map(plain_key, ANSWER_KEYS))
_BREAK = re.compile(
    STOP + r"|,?\s(?=(?:but|whereas|while|however|so|thus|therefore|hence|leaving|yet|although"
    r"|though)\b)"
    r"|\s(?=I (?:choose|pick|predict|would|say|go|assign|prefer|favou?r|settle)\b)"
    r"|,\s(?=(?:which leaves|since|because|given|unlike|not|this|it|that|here|the|I|we|my)\b)"
)
_OR = re.compile(
    r"[\s\"'`)(]*(?:\([^()]{0,30}\)\s*)?(?:(?:,\s*)?(?:or|oder|o|ou|或)|/(?=\s?or)|versus"
    r"|vs\.?)\s+(?:even |alternatively,? |else |also |possibly |maybe |perhaps |an? "
    r"|with )?[\"'`(]*$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:[a-z]+ase|modifi\w+|methylated|possible|hydrolytic|editing)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]{2,}")
_OR_NONE = re.compile(r"\W{0,3}\s?or (?:none|no |nothing|unmodified)", re.IGNORECASE)
#: Whole answers that mean the empty set.
_NO = word_set(
    "no none nothing absent unmodified nein kein keine ninguna ninguno aucune non 无 無 没有 なし"
)
#: Words that open a list of candidates.
_CHOICES = frozenset(("of", "among", "between", "from", "out of"))
_WRAPPING = " \t\n*`\"'-:([#>"
_LEADS = re.compile(r"[\"')\]]{0,2}(?:[,.;:\n(]|\s[(—–-]|\s(?:because|since|as it|given)\b)")
_COLON = re.compile(r"(?::|→|->|=>)\s*[\"'`*(]?(?:EC\s?)?\Z")
_JOINED = re.compile(r"\b(?:and|und|et|or|EC|also|as|well)\b")
_YES_AFTER = re.compile(
    r"[\s*_`)\]]{0,3}(?:\([^()\n]{0,40}\))?\s?[:=|-]+[\s*_]{0,3}(?:yes|present|likely|detected"
    r"|positive|true|predicted|✓|✔|✅|☑)",
    re.IGNORECASE,
)
_ASIDE_AFTER = re.compile(
    r"[\s,(]{0,3}(?:perhaps|maybe|possibly|conceivably)\b|[\s,*_`)\]]{0,3}(?:modifications? "
    r"|sites? |also |both |itself |alone )?(?:would|could|might|may|can|is possible|are possible"
    r"|is (?:written|read|erased|installed|deposited|catalysed|catalyzed|mediated|removed"
    r"|recogni[sz]ed|typically|usually|common|known|the most (?:common|abundant|prevalent|studied"
    r"|frequent))"
    r"|are (?:typically|usually|common|known|both|the (?:modifications?|marks)|the most (?:common"
    r"|abundant"
    r"|prevalent|studied"
    r"|frequent))|remains? possible|cannot be ruled out|is another)\b",
    re.IGNORECASE,
)


def parse(text: str | None, spec: TaskSpec, prompt: str | None = None) -> Answer:
    """Read a set of labels.

    Parameters
    ----------
    text : the model's text; ``None`` if the request failed.
    spec : labels with synonyms, or ``label_style`` ``ec``; ``none_label`` names the empty set.
    prompt : what the model was asked.

    Notes
    -----
    The value is a sorted list, ``[none_label]`` for the empty set. Labels that are denied, compared
    with or listed as options are left out; "m5U or Psi" is ``ambiguous``. A partial EC number is
    dropped where the same answer goes on to a more specific one.
    """
    if text is None:
        return Answer(None, "failed")
    cleaned = clean(text, prompt)
    body = cleaned.text
    marked = _marked(body, spec)
    if marked is not None:
        labels, method, span = marked
        if labels:
            return Answer(sorted(set(labels)), "parsed", method, cleaned.span(*span))
    named = mentions(body, spec) or _bare(body, spec)
    if not named and spec.none_label and body.strip(_WRAPPING + ".!").lower() in _NO:
        return Answer([spec.none_label], "parsed", "none", cleaned.span(0, len(body)))
    words = Words(body)
    nothing = _nothing(words, spec)
    if (named or nothing) and not _declined(body, named, nothing):
        answer = _choose(words, named, nothing, spec)
        if answer is not None:
            if answer.span is not None:
                answer = answer._replace(span=cleaned.span(*answer.span))
            if answer.parsed or missing(cleaned).status not in ("truncated", "refused", "empty"):
                return answer
    status = missing(cleaned, background=bool(named))
    if status.status == "undecided" and named:
        return Answer(None, "ambiguous", "unchosen")
    if (
        (status.status == "undecided" or status.method == "off_topic")
        and len(body) < 200
        and _VAGUE.search(body)
    ):
        return Answer(None, "ambiguous", "unspecific")
    return background(status, cleaned)


def _declined(body: str, named: list[Mention], nothing: tuple[int, int] | None) -> bool:
    """Whether the labels only illustrate a refusal."""
    first = min(
        [m.start for m in named if not m.denied] + ([nothing[0]] if nothing else []), default=0
    )
    lead = body[:first].strip(" \n\"'`*:-")
    if len(lead) < 12 or refusal_at(body[:first]) is None:
        return False
    return not re.search(
        r"\b(?:but|however|nevertheless|still|best guess|that said|if i (?:had|have|must)|i(?:'d"
        r"| would)|answer|most likely|likely|therefore|prediction)\b",
        body[max(0, first - 200) : first],
        re.I,
    )


def _nothing(words: Words, spec: TaskSpec) -> tuple[int, int] | None:
    """Where the text says that no label applies, if it does and the task knows that answer."""
    return nothing_applies(words) if spec.none_label is not None else None


def _marked(body: str, spec: TaskSpec) -> tuple[list[str], str, tuple[int, int]] | None:
    """Labels of a box, a tag or JSON; an empty list if there is such a place without a label."""
    results: list[tuple[list[str], str, tuple[int, int]]] = []
    for piece in [*find_boxed(body), *find_tagged(body)]:
        results.append((_in_piece(piece.text, spec), piece.method, (piece.start, piece.end)))
    if not results:
        for found in json_objects(body):
            labels = _in_json(found.data, spec)
            if labels is not None:
                results.append((labels, "json", (found.start, found.end)))
    if not results:
        return None
    return next((r for r in reversed(results) if r[0]), results[-1])


def _in_piece(text: str, spec: TaskSpec) -> list[str]:
    named = [m for m in mentions(text, spec) if not m.denied]
    if not named:
        named = _bare(text, spec)
    if not named and spec.none_label and text.strip(" .!\"'`*\n").lower() in _NO:
        return [spec.none_label]
    if len(named) == 2 and _OR.match(text[named[0].end : named[1].start]):
        return []
    if named:
        return [m.label for m in named]
    if spec.none_label and (_nothing(Words(text), spec) or not text.strip("[]() ")):
        return [spec.none_label] if text.strip() else []
    return []


def _bare(text: str, spec: TaskSpec) -> list[Mention]:
    """Labels in any case where the text is nothing but labels ("am, cm")."""
    folded = {label.lower(): label for label in spec.labels if label != spec.none_label}
    out = []
    if len(text) > 200:
        return []
    for match in re.finditer(r"[^\s,;/&|]+", text):
        word = match[0].strip("\"'`*()[].").lower()
        if word in ("and", ""):
            continue
        if word not in folded:
            return []
        out.append(Mention(folded[word], match.start(), match.end()))
    return out


def _in_json(data: Any, spec: TaskSpec) -> list[str] | None:
    if isinstance(data, list) and not data:
        return None
    pairs = scalars(data)
    verdicts = _verdicts(data, spec)
    if verdicts is not None:
        return verdicts
    answers = [
        v for k, v in pairs if plain_key(k) in _KEYS or plain_key(k.rpartition(" ")[2]) in _KEYS
    ]
    if not answers:
        answers = [
            v
            for k, v in pairs
            if re.search(r"modif|label|ec\b|enzyme|number|class|predict|answer", k, re.I)
        ]
    if not answers:
        answers = [
            v
            for k, v in pairs
            if not re.search(r"reason|explan|comment|note|justif|evidence|analysis", k, re.I)
        ]
    if not answers and not pairs and _is_empty_list(data) and spec.none_label:
        return [spec.none_label]
    out: list[str] = []
    for value in answers:
        out += [label for label in _in_piece(str(value), spec) if label not in out]
    if spec.none_label in out and len(out) > 1:
        out.remove(spec.none_label)
    return out


def _is_empty_list(data: Any) -> bool:
    return isinstance(data, dict) and any(v == [] for v in data.values())


def _verdicts(data: Any, spec: TaskSpec) -> list[str] | None:
    """Labels of ``{"m6A": true, "m5C": false}``; ``None`` if the keys are no labels."""
    if not isinstance(data, dict):
        return None
    inner = data
    for value in data.values():
        if isinstance(value, dict) and len(value) > 1:
            inner = value
    out, known = [], 0
    for key, value in inner.items():
        named = mentions(str(key), spec) or _bare(str(key), spec)
        if len(named) != 1 or isinstance(value, (dict, list)):
            continue
        known += 1
        if (
            value is True
            or value == 1
            or str(value).strip().lower() in ("yes", "present", "true", "1", "positive")
        ):
            out.append(named[0].label)
    if known < 2 or known < len(inner) / 2:
        return None
    return out or ([spec.none_label] if spec.none_label else None)


class _Group(NamedTuple):
    """The labels one sentence affirms, and how strongly."""

    weight: int
    mentions: list[Mention]
    start: int
    end: int
    final: bool = False
    confirmed: bool = False


def _groups(words: Words, affirmed: list[Mention], every: int) -> list[_Group]:
    """Sentences that affirm a label. A list under "Final answer:" is as final as its heading."""
    body = words.text
    cuts = [0, *(m.end() for m in _BREAK.finditer(body)), len(body)]
    out: list[_Group] = []
    i = at = 0
    previous_end = 0
    while i < len(affirmed):
        while at + 2 < len(cuts) and cuts[at + 1] <= affirmed[i].start:
            at += 1
        start = cuts[at]
        end = next((c for c in cuts[at + 1 :] if c >= affirmed[i].end), len(body))
        inside = [affirmed[i]]
        i += 1
        while i < len(affirmed) and affirmed[i].start < end:
            inside.append(affirmed[i])
            i += 1
        split = next(
            (
                k
                for k in range(len(inside) - 1, 0, -1)
                if _COLON.search(body[inside[k - 1].end : inside[k].start])
            ),
            0,
        )
        if split and _WORD.search(body[inside[split - 1].end : inside[split].start]):
            inside = inside[split:]  # "between A and B the context decides: A"
        if not every or len({m.label for m in inside}) < max(6, every - 4):
            before = body[max(previous_end, inside[0].start - 300) : inside[0].start]
            out.append(_group(words, inside, start, end, before, out[-1] if out else None))
        previous_end = inside[-1].end
    return out


def _group(
    words: Words, inside: list[Mention], start: int, end: int, before: str, previous: _Group | None
) -> _Group:
    body = words.text
    first, last = inside[0].start, inside[-1].end
    lead_from = start
    lead, tail = body[start:first], body[last:end]
    heading = (
        before.rstrip(" \t\n-*([\"'`#").rpartition("\n")[2]
        if not lead.strip(" \t-*`\"'([#>1234567890.)")
        else ""
    )
    if heading.endswith((":", "=")):
        lead_from = first - len(before) + before.rfind(heading)
    between = "".join(body[a.end : b.start] for a, b in itertools.pairwise(inside))
    bare = (
        len(_WORD.findall(lead))
        + len(_WORD.findall(tail))
        + len(_WORD.findall(between))
        - len(_JOINED.findall(between))
        <= 1
    )
    opening, rest = words.part(lead_from, first), words.part(first, end)
    final = CONCLUDING.search(opening) is not None
    weight = 4 if final else 0
    if (
        previous is not None
        and previous.final
        and not _WORD.search(body[previous.mentions[-1].end : first])
    ):
        final, weight = True, previous.weight  # the next item of a final list
    elif bare and not body[:start].strip(_WRAPPING):
        final, weight = True, weight + 4  # the answer leads
    elif not body[:first].strip(_WRAPPING) and _LEADS.match(body, last):
        final, weight = True, weight + 3
    elif bare:
        weight += 2
    confirmed = bool(_YES_AFTER.match(body, last))
    weight += 3 * confirmed
    if AFFIRMS.search(opening) or AFFIRMS.search(rest):
        weight += 1
    if TENTATIVE.search(opening) or _ASIDE_AFTER.match(tail) or lead.strip().lower() in _CHOICES:
        weight -= 5
        final = final and weight > 0
    elif not final and TENTATIVE.search(rest):
        weight = max(weight - 1, 0)
    if body[start:end].rstrip().endswith("?"):
        weight, final = weight - 6, False
    return _Group(weight, inside, start, end, final, confirmed)


def _choose(
    words: Words, named: list[Mention], nothing: tuple[int, int] | None, spec: TaskSpec
) -> Answer | None:
    """The labels a text affirms: its conclusion, else all that it predicts."""
    body = words.text
    affirmed = [m for m in named if not m.denied]
    groups = _groups(words, affirmed, len(spec.labels))
    none = Answer([spec.none_label], "parsed", "none", nothing)
    if not groups:
        if nothing is not None:
            return none
        if affirmed:
            return Answer(None, "irrelevant", "options", (affirmed[0].start, affirmed[-1].end))
        return Answer(None, "ambiguous", "denied_only") if named else None
    groups = _after_correction(body, groups)
    top = max(g.weight for g in groups)
    finals = [g for g in groups if g.final and g.weight >= 3]
    if sum(g.confirmed for g in groups) > 1:
        chosen = [g for g in groups if g.confirmed]
    elif finals:
        chosen = [finals[-1]]
        for group in finals[-2::-1]:
            if not _WORD.search(body[group.mentions[-1].end : chosen[0].mentions[0].start]):
                chosen.insert(0, group)
            else:
                break
    else:
        least = 1 if top >= 1 else top
        chosen = [g for g in groups if g.weight >= max(least, top - 2)]
    picked = [m for g in chosen for m in g.mentions]
    span = (picked[0].start, picked[-1].end)
    if nothing is not None and not nothing[0] < span[0] <= nothing[1]:
        concludes = CONCLUDING.find(body[_line_start(body, nothing[0]) : nothing[0]])
        if (
            top < 1
            or not body[: nothing[0]].strip(" \n*`\"'")
            or (concludes and nothing[0] > span[1])
            or (not finals and top < 2)
        ):
            return none
    if top < 0:
        return Answer(None, "ambiguous", "tentative", span)
    if spec.none_label and _OR_NONE.match(body, picked[-1].end):
        return Answer(None, "ambiguous", "alternatives", span)
    if len({m.label for m in picked}) > 1:
        for one, two in itertools.pairwise(picked):
            if one.label != two.label and _OR.match(body[one.end : two.start]):
                return Answer(None, "ambiguous", "alternatives", span)
        if UNDECIDED.find(body, max(0, span[0] - 50), span[1] + 50) and len(chosen) == 1:
            return Answer(None, "ambiguous", "alternatives", span)
    return Answer(sorted({m.label for m in picked}), "parsed", "prose", span)


def _after_correction(body: str, groups: list[_Group]) -> list[_Group]:
    """What is said after the writer last took something back, where that is not just tentative."""
    for i in range(len(groups) - 1, 0, -1):
        if groups[i].weight >= 0 and TAKEN_BACK.find(
            body, groups[i - 1].mentions[-1].end, groups[i].mentions[0].start
        ):
            return groups[i:]
    return groups


def _line_start(body: str, at: int) -> int:
    start = 0
    for cut in _BREAK.finditer(body, max(0, at - 300), at):
        start = cut.end()
    return start
