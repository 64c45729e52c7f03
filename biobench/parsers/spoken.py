"""Numbers written as words, where it is safe to take them for an answer.

"One" and "half" are ordinary words, so a spoken number counts only as the whole answer, before a unit
of the task ("fifty-eight degrees", "half of the transcripts") or, for zero, after "is". Example:
``spoken_numerals("about sixty-two percent", "fraction", False)[0].value`` is ``62.0``.
"""

from __future__ import annotations

import re

from biobench.parsers.numeral import Numeral

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen "
    "sixteen seventeen eighteen nineteen"
)
SMALL_NUMBERS = {word: i for i, word in enumerate(_SMALL_WORDS.split())}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * i for i, word in enumerate(_TENS_WORDS.split(), 2)}
_PARTS = {
    "half": 0.5,
    "one half": 0.5,
    "a half": 0.5,
    "one third": 0.33,
    "a third": 0.33,
    "two thirds": 0.67,
    "a quarter": 0.25,
    "one quarter": 0.25,
    "three quarters": 0.75,
    "a fifth": 0.2,
    "one fifth": 0.2,
    "½": 0.5,
    "¼": 0.25,
    "¾": 0.75,
    "⅓": 0.33,
    "⅔": 0.67,
}
SMALL = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
_WHOLE = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{SMALL}))?|(?:{SMALL})|(?:one |a )hundred)"
_PART = "|".join(sorted(_PARTS, key=len, reverse=True)).replace(" ", "[ -]")
_SPOKEN = re.compile(
    rf"\b(?P<sign>minus |negative )?(?:(?P<part>{_PART})"
    rf"|(?P<whole>{_WHOLE})(?P<point> point(?: (?:{SMALL})){{1,4}})?)\b"
    r"(?:\s?(?P<percent>percent|per cent|%)|\s(?P<celsius>degrees?(?: c(?:elsius)?)?\b|°\s?c"
    r"|celsius)"
    r"|(?P<of>\s+(?:of (?:the|all|its|these)|the)\s+(?:transcripts?|isoforms?|mrnas?|time|cells"
    r"|total|reads|message)))?",
    re.IGNORECASE,
)
_ZERO_BEFORE = re.compile(
    r"(?:'s|\b(?:is|be|of|to|at|equals|about|around|essentially|practically|basically|near|nearly"
    r"|effectively|exactly|virtually)|[:=])\s*$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:about|approximately|roughly|around|nearly|almost|exactly|answer|is|the|probably)\b"
    r"|[\W_]+",
    re.IGNORECASE,
)
#: In a text with digits a spoken number needs one of these.
_TELLING = ("percent", "per cent", "degree", "elsius", "half", "third", "quarter", "fifth")
_ANY = re.compile(
    r"(?:ty|zero|half|third|quarter|fifth|hundred|een|ten|eleven|twelve|one|two|three|four|five"
    r"|six|"
    r"seven|eight|nine)\b|[½¼¾⅓⅔]",
    re.IGNORECASE,
)


def spoken_numerals(text: str, unit: str, digits: bool) -> list[Numeral]:
    """Spoken numbers that can be an answer in a task of this unit, in order.

    ``digits`` says that the text has digits too; then only numbers with a unit are taken.
    """
    if (
        len(text) > 2000
        or (digits and not any(word in text for word in _TELLING))
        or not _ANY.search(text)
    ):
        return []
    found = []
    for match in _SPOKEN.finditer(text):
        value = _value_of(match)
        whole_answer = not digits and not _FILLER.sub(
            "", text[: match.start()] + text[match.end() :]
        )
        kind = "percent" if match["percent"] else "celsius" if match["celsius"] else ""
        if match["of"]:
            fits = unit in ("fraction", "percent") and bool(match["part"])
            value *= 100 if fits and unit == "percent" else 1
        elif kind:
            fits = unit in (("fraction", "percent") if kind == "percent" else ("deg C",))
        else:
            fits = whole_answer or (
                not digits and value == 0 and bool(_ZERO_BEFORE.search(text[: match.start()][-24:]))
            )
            fits = fits or (not digits and bool(match["point"]))
        if fits:
            end = match.end()
            found.append(Numeral(value, match.start(), end, end, kind, "", True))
    return found


def _value_of(match: re.Match[str]) -> float:
    if match["part"]:
        return _PARTS[match["part"].lower().replace("-", " ")]
    words = re.split(r"[ -]", match["whole"].lower())
    value = float(sum(SMALL_NUMBERS.get(w, 0) + _TENS.get(w, 0) for w in words))
    if "hundred" in words:
        value = 100.0
    if match["point"]:
        digits = "".join(str(SMALL_NUMBERS[w]) for w in match["point"].lower().split()[1:])
        value = float(f"{value:g}.{digits}")
    return -value if match["sign"] else value
