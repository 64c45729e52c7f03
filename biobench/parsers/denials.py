"""Which of the labels that a text names it denies.

Example: in "No T-loop, so no m1A; m6A and Am can be excluded, unlike Psi." all but Psi are denied.
"""

from __future__ import annotations

import re

from biobench.parsers.mention import Mention

_DENIED_LEFT = re.compile(
    r"(?:\b(?:none of(?! th)|no|not|without|neither|nor|excludes?|excluding|exclude|rul(?:e|es|ed"
    r"|ing) out"
    r"|lacks?|lacking|absence of|absent|rather than|"
    r"instead of|unlike|as opposed to|other than|against|never|isn't|aren't|doesn't|don't"
    r"|cannot be|can't be|reject(?:s|ed|ing)?|"
    r"discard(?:s|ed|ing)?|except|n't|kein\w*|nicht|pas(?: de)?|ni|sin|no hay|fail(?:s|ed)? to"
    r"|dismiss(?:ed)?|hardly|unlikely to (?:be|have|contain|carry)|"
    r"distinct from|differs? from|different from|confused with|not to be confused with"
    r"|inconsistent with|incompatible with|argues? against|scratch|forget|low (?:confidence"
    r"|probability)|formerly|previously|obsolete|used to be|was once|once was|withdraw|retract|abandon"
    r"|old number|having excluded|I(?:'ve| have)? (?:already )?excluded|after excluding"
    r"|(?:more|far) (?:likely|plausible|probable|convincing|fitting|suitable|appropriate|common)"
    r"[^;:!?\n]{0,30} than|likelier than|better than|(?<!be )more \S{2,14} than"
    r"|(?:transferred|changed|renumbered|moved|reclassified) from)\b"
    r"|\b(?:alternatives?|runner-up|second (?:choice|guess|best|option))\s?:|[不没無非]|排除)"
    r"(?!\s+(?:only|(?:a |any |reasonable )?doubt|question|hesitation)\b)"
    r"(?:(?<!\bno),[^.;:!?\n,]{3,60},)?[^.;:!?\n,]{0,60}\Z",
    re.IGNORECASE,
)
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
    r"(?:,? (?:and|or) (?:all |any )?(?:of )?(?:the )?(?:others?|rest|other \w+|remaining \w+) )|"
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
    out: list[Mention] = []
    after = False
    alone = len({m.label for m in found}) == 1
    for i in range(len(found) - 1, -1, -1):
        mention = found[i]
        joined = i + 1 < len(found) and bool(_JOIN.match(text[mention.end : found[i + 1].start]))
        limit = found[i + 1].start if i + 1 < len(found) else len(text)
        right = _DENIED_RIGHT.match(text, mention.end)
        if alone and right and right["reason"]:
            right = None  # "m6A: no other label fits"
        after = (after and joined) or bool(
            right or _VERDICT_NO.match(text, mention.end, min(limit, mention.end + 120))
        )
        left = denied_before(text, mention.start) and not (
            _NEW_CLAUSE.search(text[max(0, mention.start - 6) : mention.start])
            and _PREDICATE.match(text, mention.end)
        )
        aside = _NOW.search(text[max(0, mention.start - 16) : mention.start]) is not None and i > 0
        aside |= _SET.search(text[max(0, mention.start - 20) : mention.start]) is not None and (
            _ASIDE.match(text, mention.end) is not None
        )
        out.append(mention._replace(denied=after or left or aside))
    out.reverse()
    for i in range(1, len(out)):  # "no m6A, m5C, Psi or any other"
        one, two = out[i - 1], out[i]
        if text[one.end : two.start].strip() == ">":
            out[i] = two._replace(denied=True)
        listed = one.denied and _LIST_GAP.match(text[one.end : two.start])
        if (
            listed
            and not _PREDICATE.match(text, two.end)
            and (_LIST_GOES_ON.match(text, two.end) or _LIST_HEAD.search(text[: one.start][-80:]))
        ):
            out[i] = two._replace(denied=True)
    return out


def denied_before(text: str, start: int) -> bool:
    """Whether a negation to the left reaches the offset."""
    window = text[max(0, start - 90) : start]
    if text[start : start + 1] in "Ee":  # "not enolase, EC 4.2.1.11"
        window = re.sub(r"(?<=ase|sin|bin|tin|ain|min),\s?\Z", " ", window)
    match = _DENIED_LEFT.search(window)
    if match is None or NOT_EXCLUDED.search(window):
        return False
    reach = window[match.start() :]
    word = re.match(
        r"(?:alternatives?|runner-up|second \w+)\s?:|\w+(?:['’]t)?(?: (?:than|of|to|from))?", reach
    )
    rest = reach[word.end() :] if word else reach
    if word and _PREPOSITION.match(word[0]) and _FINITE.search(rest):
        return False  # "without a motif this would be m6A"
    return not _BUT.search(rest)
