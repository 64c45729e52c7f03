"""Which of the labels that a text names it denies.

Example: in "No T-loop, so no m1A; m6A and Am can be excluded, unlike Psi." all but Psi are denied.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left

from biobench.parsers.cues import Cue, Words
from biobench.parsers.mention import Mention

_DENIES = Cue(
    "none of(?! th)|no|not|t(?<=n't)|without|neither|nor|excludes|exclude|excluding|rule out|rules out"
    "|ruled out|ruling out|lacks|lack|lacking|absence of|absent|rather than|instead of|unlike"
    "|as opposed to|other than|against|never|cannot be|reject|rejects|rejected|rejecting|discard*|except"
    "|kein*|nicht|pas|pas de|ni|sin|no hay|fail to|fails to|failed to|dismiss|dismissed|hardly"
    "|unlikely to be|unlikely to have|unlikely to contain|unlikely to carry|distinct from|differ from"
    "|differs from|different from|confused with|inconsistent with|incompatible with|argue against"
    "|argues against|scratch|forget|low confidence|low probability|formerly|previously|obsolete"
    "|used to be|was once|once was|withdraw|retract|abandon|old number|having excluded|after excluding"
    "|excluded(?<=I excluded)|excluded(?<=have excluded)|excluded(?<=already excluded)|than"
    "|transferred from|changed from|renumbered from|moved from|reclassified from"
)
_DENIES_HAN = re.compile("[不没無非]|排除")
#: "More likely than": only a comparison in favour of the other denies.
_THAN = re.compile(
    r"\b(?:(?:more|far) (?:likely|plausible|probable|convincing|fitting|suitable|appropriate|common)"
    r"[^;:!?\n]{0,30}|likelier|better|rather|(?<!be )more \S{2,14}) \Z",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\b(?:alternatives?|runner-up|second (?:choice|guess|best|option))\s?:[^.;:!?\n,]{0,60}\Z",
    re.IGNORECASE,
)
#: How far a denial reaches: over no comma, unless one is put in ("not, as one might think, m6A").
_REACH = re.compile(
    r"(?!\s+(?:only|(?:a |any |reasonable )?doubt|question|hesitation)\b)"
    r"(?:,[^.;:!?\n,]{3,60},)?[^.;:!?\n,]{0,60}",
    re.IGNORECASE,
)
_FAR = 90
_BUT = re.compile(
    r"\b(?:but|rather|except|only|however|although|though|instead|yet|while|whereas|leav(?:es"
    r"|ing)|answer|choose|pick|settle|only|other than|besides|so|therefore|hence|thus|I|we)\b"
    r"|\bmore \w+ than\b|[:→]|[-=]>|\s[-–—]\s",
    re.I,
)
#: Neither affirms nor denies: "I wouldn't rule out m5C".
NOT_EXCLUDED = re.compile(
    r"(?:n't|\bnot|\bcannot|\bnor|\bnever|\bhard to|\bunable to)\b[^.;:!?\n,]{0,24}?"
    r"\b(?:rul(?:e|es|ed|ing) out|exclud(?:e|es|ed|ing)|dismiss(?:ed)?|discard(?:ed)?|reject(?:ed)?)\b"
    r"[^.;:!?\n,]{0,40}\Z",
    re.IGNORECASE,
)
#: "No DRACH for m6A, and m5C has its motif".
_NEW_CLAUSE = re.compile(r",\s(?:and\s)?\Z")
_PREDICATE = re.compile(
    r"\s(?:has|is|fits|does|shows|remains|applies|matches|occurs)\b(?! (?:not|no)\b)"
)
#: "Leave Cm aside", "rule m6A out".
_SET = re.compile(r"\b(?:leav|sett?|put|cross|rul|strik|struck|throw)\w*\s\Z", re.IGNORECASE)
_ASIDE = re.compile(r"[\s)*]{0,3}(?:aside|out|off|away)\b", re.IGNORECASE)
#: "3.6.3.14 (now 7.1.2.2)": the number that an entry was moved to is another one than the answer.
_NOW = re.compile(
    r"(?:[,(]\s?(?:now|today|nowadays|currently)|today's)[\s:]{1,2}(?:EC[\s:]?)?\Z",
    re.IGNORECASE,
)
_NAME_COMMA = re.compile(r"(?<=ase|sin|bin|tin|ain|min),\s?\Z")
_PREPOSITION = re.compile(r"without|lack|absence|absent", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:(?<!that )(?<!which )(?:would|is|are|was)|makes?|means?|points? to|suggests?|gives?)\b",
    re.IGNORECASE,
)
_DENIED_RIGHT = re.compile(
    r"[ \t*_`)\]]{0,3}(?:, (?=is\b|are\b|was\b))?(?:modifications? |sites? |marks? |editing "
    r"|methylation |motifs? |is |are |was |were |can |could |can safely |be |also |"
    r"both |all |therefore |thus |should |most likely |likely |very |highly |seems? |appears? "
    r"|here |do |does |has been |have been |been |label |"
    r"(?:,? (?:and|or) (?:all |any )?(?:of )?(?:the )?(?:others?|rest|other \w+|remaining \w+) )"
    r"|(?:considered|weighed|examined) (?:and|but) |"
    r"\([^()\n]{0,40}\) ?|[:=—-]\s?|\? ){0,6}"
    r"(?:excluded|ruled out|unlikely|absent|not\b|no\b(?! doubt)(?P<reason> \w)?|n't|isn't|aren't"
    r"|cannot\b|can't\b|doesn't|don't|rejected|improbable|lacks?\b|lacking|missing|"
    r"out\b(?! of (?!the question))"
    r"|(?:drops?|falls?|goes) (?:out|away|through)|eliminated|impossible|false|discarded|negative"
    r"|dismissed|incompatible"
    r"|inconsistent|✗|❌|✘|×|less likely"
    r"|too (?:weak|far|short|long|low|high|rare|small|large|sparse|different|poor|uncertain|speculative"
    r"|degenerate|unspecific|narrow|broad)|ausgeschlossen|"
    r"unwahrscheinlich|descart|exclu|less probable|(?:as )?(?:my |a |the )?(?:second|runner-up"
    r"|next[- ]best|distant)|would (?:need|require)|needs?\b|requires?\b"
    r"|incorrect|wrong)",
    re.IGNORECASE,
)
_VERDICT_NO = re.compile(
    r"[^.;\n]{0,110}?(?:→|->|=>|:|—)\s?(?:no|absent|unlikely|excluded|✗|❌|✘)\b[^\w]{0,4}\Z",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"(?:\s?,\s?(?:or |nor |and )?|\s(?:or|nor|and)\s|\s?/\s?)\Z")
_LIST_HEAD = re.compile(r"\b(?:none of|neither|no|without|lacks)\s[^.;:\n]{0,60}\Z", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"\s?(?:,(?! (?:but|so|yet))|or\b|nor\b)")
_JOIN = re.compile(r"[\s,/&()\"'`]{0,4}(?:and|or|nor|as well as|und|et|y|,|/)?[\s,/&()\"'`]{0,4}$")


def denials(text: str, found: list[Mention]) -> list[Mention]:
    """The same mentions, marked where the words around them deny them.

    A denial behind a list ("m6A and m5C are unlikely") holds for the whole list.
    """
    if not found:
        return found
    denying = _denying(text, found[-1].end)
    out: list[Mention] = []
    after = False
    alone = len({m.label for m in found}) == 1
    ends = [*(m.start for m in found[1:]), len(text)]
    for mention, end in zip(reversed(found), reversed(ends)):
        joined = bool(out) and _JOIN.match(text[mention.end : end]) is not None
        after = (after and joined) or _denied_after(text, mention, end, alone)
        left = _denied_before(text, mention.start, denying) and not (
            _NEW_CLAUSE.search(text, max(0, mention.start - 6), mention.start)
            and _PREDICATE.match(text, mention.end)
        )
        aside = _is_aside(text, mention, first=mention is found[0])
        out.append(mention._replace(denied=after or left or aside))
    out.reverse()
    for i, (one, two) in enumerate(itertools.pairwise(out), 1):
        ranked = text[one.end : two.start].strip() == ">"
        if ranked or (out[i - 1].denied and _is_listed(text, one, two)):
            out[i] = two._replace(denied=True)
    return out


def _denying(text: str, end: int) -> list[tuple[int, int]]:
    """Where words stand that deny what follows them."""
    found = list(_DENIES.matches(Words(text, 0, end)))
    if not text.isascii():
        found += [m.span() for m in _DENIES_HAN.finditer(text, 0, end)]
        found.sort()
    return found


def _denied_before(text: str, start: int, denying: list[tuple[int, int]]) -> bool:
    """Whether a negation to the left reaches the offset."""
    window = text[max(0, start - _FAR) : start]
    if ":" in window and _SECOND.search(window):
        return True
    stop = start
    if window[-2:].rstrip() == ",":  # "not enolase, EC 4.2.1.11"
        stop -= len(window) - len(_NAME_COMMA.sub("", window))
    for at in range(bisect_left(denying, (start - _FAR, 0)), len(denying)):
        begin, end = denying[at]
        if end > stop:
            break
        if _is_denial(text, begin, end) and _REACH.fullmatch(text, end, stop):
            rest = text[end:stop]
            if _PREPOSITION.match(text, begin) and _FINITE.search(rest):
                return False  # "without a motif this would be m6A"
            return not (_BUT.search(rest) or NOT_EXCLUDED.search(window))
    return False


def _is_denial(text: str, begin: int, end: int) -> bool:
    """Whether a word that may deny does: not the "no" of "no, wait", nor any "than"."""
    word = text[begin:end].lower()
    if word == "than":
        return _THAN.search(text, max(0, begin - 60), begin) is not None
    if word == "other than":
        return not text[:begin].lower().endswith(("none ", "nothing ", "no "))
    return word != "no" or text[end : end + 1] != ","


def _denied_after(text: str, mention: Mention, end: int, alone: bool) -> bool:
    """Whether what follows a label, up to the next one, denies it."""
    right = _DENIED_RIGHT.match(text, mention.end)
    if right and not (alone and right["reason"]):  # "m6A: no other label fits"
        return True
    return _VERDICT_NO.match(text, mention.end, min(end, mention.end + 120)) is not None


def _is_aside(text: str, mention: Mention, first: bool) -> bool:
    """Whether a label is set aside: "leave Cm aside", "3.6.3.14 (now 7.1.2.2)"."""
    before = text[max(0, mention.start - 20) : mention.start]
    if _ASIDE.match(text, mention.end) and _SET.search(before):
        return True
    return not first and _NOW.search(before) is not None


def _is_listed(text: str, one: Mention, two: Mention) -> bool:
    """Whether a label continues the list that a denied one is in: "no m6A, m5C, Psi or any other"."""
    if not _LIST_GAP.match(text, one.end, two.start) or _PREDICATE.match(text, two.end):
        return False
    return bool(_LIST_GOES_ON.match(text, two.end) or _LIST_HEAD.search(text[: one.start][-80:]))
