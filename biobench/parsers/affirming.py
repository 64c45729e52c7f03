"""What a text affirms of the labels it names, sentence by sentence.

The labels of a sentence are a :class:`Group`, which weighs the more the plainer the sentence says that
they apply. Example: of "m6A needs DRACH. I see GUUCRA. Hence m1A." the last sentence is final.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from biobench.parsers.cues import (
    ADDS,
    AFFIRMS,
    CONCLUDING,
    DOUBTS,
    INFERS,
    LIKENS,
    STOP,
    TAKEN_BACK,
    WEIGHS,
    Words,
)
from biobench.parsers.mention import Mention
from biobench.parsers.rejections import NOT_EXCLUDED

BREAK = re.compile(
    STOP + r"|(?i:,?\s(?=(?:but|whereas|while|however|so|thus|therefore|hence|leaving|yet|although"
    r"|though)\b)"
    r"|\s(?=I(?:'ll|'d)? (?:choose|pick|predict|would|will|say|go|assign|prefer|favou?r|settle|stick|give"
    r"|report|annotate|label|vote|opt|call)\b)"
    r"|,\s(?=(?:which leaves|since|because|given|unlike|not|this|it|that|here|the|I|we|my)\b)"
    r"|\s(?=\((?!EC|and |plus |also |as well)[A-Za-z'+]+ [a-z])"
    r"|:\s(?=(?:this|it|that|here|I|we|my)\b)"
    r"|(?:\A|(?<=[.;!?\n]))\s{0,3}(?:although|though|even though|while|whereas|even if|despite|in spite"
    r" of|in contrast to|considering)\b[^,.;:!?\n]{0,150},(?= ))"
)
_OWNED = re.compile(
    r"[\s*_`)\]\"',]{0,3}(?:and |which |that |this |it ){0,2}(?:is|are|would be|remains?|gets?"
    r"|it is|they are|seems|seems to be|appears to be|looks like|makes|strikes me as)"
    r" (?:therefore |thus |also |then |probably |most likely )?(?:what I|(?:my|the|our)"
    r" (?:final |best |predicted |own |most likely |likeliest |only |closest |correct |right |overall )?"
    r"(?:answer|pick|choice|prediction|call|verdict|bet|guess|vote|conclusion|ones? I|fit|match|candidate"
    r"|label|option|number|one that)\b"
    r"|the (?:best|most likely|likeliest|only one|closest)(?=\s?(?:[.,;!)]|\Z|of\b)))",
    re.IGNORECASE,
)
#: The writer commits: "I'd give it ...", "I stick with ...".
_COMMITS = re.compile(
    r"\bI(?:'ll|'d| will| would| shall)? (?:therefore |thus |then |rather |still |also |hence )?(?:stick"
    r"|go (?:with|for)|give|take|use|put|answer|choose|pick|say|call|settle|opt|report|assign"
    r"|annotate|label|list|enter|return|submit|vote)\b",
    re.IGNORECASE,
)
#: It speaks of the case at hand.
_POINTS = re.compile(
    r"\b(?:(?:this|the (?:present|given|query)) (?:one|enzyme|protein|sequence|rna|chain)|mine|ours|it)"
    r"(?:'s| is| must be| should be| has| carries| belongs)\b",
    re.IGNORECASE,
)
#: What a colon announces is the conclusion: "...: it's malate dehydrogenase, 1.1.1.37".
_ANNOUNCED = re.compile(r"[:—]\s{0,2}(?:it|this|that|we|I)\b", re.IGNORECASE)
_ITEM = re.compile(
    r"\s{0,8}(?P<mark>[-•–]|\(?\d{1,2}[.)])?\s{0,3}(?:[\w'’/+-]{1,24} ){0,5}[(:\[]?\s?(?:EC[\s:]?)?",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:pos|res|nt|ca|resp|approx|fig)\.\s?\Z", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b", re.IGNORECASE)
#: "Common RNA modifications are ...", "RNA modifications include ...".
_IN_GENERAL = re.compile(
    r"(?:\A|[.!?\n])\s{0,3}(?:(?:common|typical|known|frequent|major|important|abundant|various|many|several"
    r"|different) (?:\w+ )?modifications (?:are|include|comprise)"
    r"|(?:m?RNA |chemical )modifications (?:include|comprise))\b[^.!?\n]{0,40}\Z",
    re.IGNORECASE,
)
#: "Which of 3.4.22.1 and 3.4.22.2 it is can't be said".
_WHICH = re.compile(r"\s{0,3}(?:which|whether|what)\b", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\b(?:can't|cannot|can not|unclear|unknown|open|not clear|undecided)\b", re.IGNORECASE
)
#: "Methylisocitrate lyases (4.1.3.30) have ...": such enzymes in general.
_FAMILY = re.compile(
    r"\s{0,3}(?:(?!are |is |these |this )[\w-]+ ){0,3}[\w-]+ases \((?:EC[\s:]?)?", re.I
)
_WORD = re.compile(r"[^\W_]{2,}")
#: Words that open a list of candidates.
_CHOICES = frozenset(("of", "among", "between", "from", "out of"))
WRAPPING = " \t\n*`\"'-:([#>"
_LEADS = re.compile(r"[\"')\]]{0,2}(?:[,.;:\n(]|\s[(—–-]|\s(?:because|since|as it|given)\b)")
_COLON = re.compile(r"(?::|→|->|=>)\s*[\"'`*(]?(?:EC\s?)?\Z")
_JOINED = re.compile(r"\b(?:and|und|et|or|EC|also|as|well)\b")
_YES_AFTER = re.compile(
    r"[\s*_`)\]]{0,3}(?:\([^()\n]{0,40}\))?\s?[:=|–-]+[\s*_]{0,3}(?:(?:yes|present|likely|detected"
    r"|positive|true|predicted|✓|✔|✅|☑)"
    r"|(?:(?!\b(?:no|not|without|lacks?|isn't|aren't)\b)[^;.\n]){2,30}, (?:fits|applies|matches)\b)",
    re.IGNORECASE,
)
_BEHIND = r"[\s,*_`)\]]{0,3}(?:modifications? |marks? |sites? |also |both |itself |alone )?"
#: A label is possible: "m6A may be present".
_MAYBE_AFTER = re.compile(
    r"[\s,(]{0,3}(?:perhaps|maybe|possibly|conceivably)\b"
    rf"|{_BEHIND}(?:could(?! well)|might(?! well)|may(?! well)|(?:is|are|remains?) (?:also )?(?:possible"
    r"|conceivable|imaginable|an? (?:possibility|option|candidate))"
    r"|cannot be ruled out|(?:is|are) (?:equally|just as|as) (?:likely|plausible|possible|probable))\b",
    re.IGNORECASE,
)
#: A label is spoken of in general: "m6A is written by METTL3".
_ASIDE_AFTER = re.compile(
    rf"{_BEHIND}(?:would|can(?! (?:safely |only |well )?be [a-z]+(?:ed|n|d)\b)|is another|among others"
    r"|is (?:written|read|erased|installed|deposited|catalysed|catalyzed|mediated|removed|recogni[sz]ed)"
    r"|(?:is|are) (?:typically|usually|common|known|involved"
    r"|the most (?:common|abundant|prevalent|studied|frequent))"
    r"|are (?:the |both )?(?:known )?(?:modifications?|marks|both)"
    r"|(?:comes?|came|springs) to mind"
    r"|regulates?|affects?|plays?|influences?|controls?|promotes?|modulates?"
    r"|(?:has|have) been (?!predicted|detected|identified|found|called|assigned)"
    r"|was (?:first )?discovered|denotes?|stands? for|refers? to|describes?)\b",
    re.IGNORECASE,
)


class Group(NamedTuple):
    """The labels one sentence affirms, and how strongly."""

    weight: int
    mentions: list[Mention]
    start: int
    end: int
    final: bool = False
    confirmed: bool = False
    likened: bool = False


def groups_of(words: Words, affirmed: list[Mention], every: int) -> list[Group]:
    """Sentences that affirm a label. A list under "Final answer:" is as final as its heading."""
    body = words.text
    cuts = [
        0,
        *(m.end() for m in BREAK.finditer(body) if not _is_within(body, m, affirmed)),
        len(body),
    ]
    out: list[Group] = []
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
            out.append(_group(words, inside, start, end, before))
        previous_end = inside[-1].end
    return _as_list(body, out)


def _is_within(body: str, cut: re.Match[str], affirmed: list[Mention]) -> bool:
    """Whether what looks like the end of a sentence stands within one: "pos. 51", "not only ... but".

    An aside in parentheses is a sentence of its own if it names a label.
    """
    if body[cut.end() : cut.end() + 1] == "(":
        end = body.find(")", cut.end())
        return not any(cut.end() < m.start < end for m in affirmed)
    before = body[max(0, cut.start() - 60) : cut.end()]
    if cut[0].strip(", ") == ".":
        return _ABBREVIATED.search(before) is not None
    return body[cut.end() : cut.end() + 3] == "but" and _NOT_ONLY.search(before) is not None


def _group(words: Words, inside: list[Mention], start: int, end: int, before: str) -> Group:
    body = words.text
    first, last = inside[0].start, inside[-1].end
    opening, rest = (
        words.part(_lead_start(body, start, first, before), first),
        words.part(first, end),
    )
    owned = _OWNED.match(body, last) is not None
    final = (
        owned
        or CONCLUDING.search(opening) is not None
        or _COMMITS.search(body, opening.start, first) is not None
        or _ANNOUNCED.match(body, max(0, start - 2)) is not None
    )
    bare = _is_bare(body, inside, start, end)
    weight = 4 if final else 0
    if bare and _opens(body, start):
        final, weight = True, weight + 4  # the answer leads
    elif _opens(body, first) and _LEADS.match(body, last):
        final, weight = True, weight + 3
    elif _closes(body, inside, start):
        final, weight = True, weight + 4
    elif bare:
        weight += 2
    confirmed = bool(_YES_AFTER.match(body, last))
    weight += 3 * confirmed
    if AFFIRMS.search(opening) or AFFIRMS.search(rest) or ADDS.search(rest):
        weight += 1
    weight += 2 * (_POINTS.search(body, start, first) is not None)
    likened = False
    if owned:
        pass
    elif _is_doubted(body, inside, start, opening):
        weight, final = min(weight - 5, -1), False
    elif _is_weighed(body, inside, start, end, opening):
        weight, final = weight - 5, final and weight > 5
    elif LIKENS.search(words.part(_end_of_inference(opening), first)):
        weight, final, likened = weight - 5, final and weight > 5, True
    elif not final and any(cue.search(rest) for cue in (DOUBTS, WEIGHS, LIKENS)):
        weight = max(weight - 1, 0)
    if body[last:end].rstrip().endswith("?"):
        weight, final = weight - 6, False
    return Group(weight, inside, start, end, final, confirmed, likened)


def _as_list(body: str, groups: list[Group]) -> list[Group]:
    """The same groups, the items of a list as one that is as final as its heading."""
    out: list[Group] = []
    for group in groups:
        before = out[-1] if out else None
        if before is None or not _goes_on(body, before, group):
            out.append(group)
            continue
        out[-1] = before._replace(
            weight=max(before.weight, group.weight) if before.weight >= 0 else before.weight,
            mentions=[*before.mentions, *group.mentions],
            end=group.end,
            final=before.final or group.final,
        )
    return out


def _opens(body: str, at: int) -> bool:
    """Whether nothing stands before an offset, in the text or in its last paragraph."""
    last = closing(body)
    return not body[last if at >= last else 0 : at].strip(WRAPPING)


def _closes(body: str, inside: list[Mention], start: int) -> bool:
    """Whether the labels stand in a short paragraph of their own that ends the text."""
    at = closing(body)
    if not 0 < at <= max(start, inside[0].start - 60) or inside[0].start < at:
        return False
    return len(_WORD.findall(body[at:])) <= 8 + len(inside)


def closing(body: str) -> int:
    """Where the last paragraph begins."""
    return body.rstrip().rfind("\n\n") + 2 if "\n\n" in body.rstrip() else 0


def _lead_start(body: str, start: int, first: int, before: str) -> int:
    """Where the words that introduce the first label begin: at times with the heading of a list."""
    if body[start:first].strip(" \t-*`\"'([#>1234567890.)"):
        return start
    heading = before.rstrip(" \t\n-*([\"'`#").rpartition("\n")[2]
    return first - len(before) + before.rfind(heading) if heading.endswith((":", "=")) else start


def _is_bare(body: str, inside: list[Mention], start: int, end: int) -> bool:
    """Whether a sentence holds hardly a word but its labels."""
    between = "".join(body[a.end : b.start] for a, b in itertools.pairwise(inside))
    around = f"{body[start : inside[0].start]} {body[inside[-1].end : end]} {between}"
    return len(_WORD.findall(around)) - len(_JOINED.findall(between)) <= 1


def _is_doubted(body: str, inside: list[Mention], start: int, opening: Words) -> bool:
    """Whether the labels are only possible."""
    first = inside[0].start
    return (
        DOUBTS.search(opening) is not None
        or NOT_EXCLUDED.search(body, max(start, first - 90), first) is not None
        or any(_MAYBE_AFTER.match(body, m.end) for m in inside)
    )


def _is_weighed(body: str, inside: list[Mention], start: int, end: int, opening: Words) -> bool:
    """Whether the labels are compared with others, spoken of in general, or listed to choose from."""
    first = inside[0].start
    return (
        WEIGHS.search(opening) is not None
        or any(_ASIDE_AFTER.match(body, m.end) for m in inside)
        or body[start:first].strip().lower() in _CHOICES
        or (_WHICH.match(body, start) and _UNKNOWN.search(body, start, end)) is not None
        or _IN_GENERAL.search(body, max(0, start - 1), first) is not None
        or _FAMILY.fullmatch(body, start, first) is not None
    )


def _end_of_inference(opening: Words) -> int:
    """The end of the last word that infers something; the beginning where there is none."""
    return max((end for _, end in INFERS.matches(opening)), default=opening.start)


def _goes_on(body: str, before: Group, group: Group) -> bool:
    """Whether a group is the next item of the list that another one belongs to."""
    if before.confirmed or group.confirmed or group.weight < 0:
        return False
    gap = body[before.mentions[-1].end : group.mentions[0].start]
    if "?" in gap or TAKEN_BACK.find(gap):
        return False
    if not _WORD.search(gap.replace("EC", "")):
        return True
    one, two = _item(body, before.mentions[-1]), _item(body, group.mentions[0])
    return one is not None and one == two and before.weight >= 0


def _item(body: str, mention: Mention) -> bool | None:
    """Whether a line that holds little but a label has a bullet or a number; ``None`` if it is none."""
    start = max(body.rfind(mark, 0, mention.start) for mark in "\n;:") + 1
    match = _ITEM.fullmatch(body, start, mention.start)
    if match is None:
        return None
    marked = match["mark"] is not None
    line = body[mention.end :].split("\n", 1)[0].split(";", 1)[0]
    return marked if marked or len(_WORD.findall(line)) < 3 else None
