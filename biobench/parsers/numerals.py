"""Numbers in prose: where they stand, what they are worth, and which of them can be no answer.

:func:`numerals` turns a text into :class:`~biobench.parsers.numeral.Numeral` objects. A biology
answer is full of numbers that answer nothing, so each carries a ``role``: in "For this 5' leader of
50 nt I'd predict an MRL of 6.81." the 5 has the role ``prime``, the 50 ``quantity`` and only 6.81 has
the empty role of a value.
"""

from __future__ import annotations

import functools
import re

from biobench.parsers.numeral import Numeral
from biobench.parsers.ranges import compositions, pair_up, share_nouns, without_items
from biobench.parsers.roles import role_of
from biobench.parsers.units import UNIT

#: A text with more numbers than this is no answer; its beginning and its end are kept.
MOST = 240

_FOLD = str.maketrans(
    "０１２３４５６７８９．，％－＋～٠١٢٣٤٥٦٧٨٩−﹣",
    "0123456789.,%-+~0123456789--",
)
_MINUS = "-–‐‑"
_NUMBER = re.compile(
    r"\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*"
    r"(?P<exp>[eE][-+–]?\d{1,3}(?!\w)"
    r"|\s?(?:[xX×*·⋅]|\\times|\\cdot)\s?10(?:\^|\*\*)?\s?[{(]?[-+–⁻⁺]?[\d⁰¹²³⁴-⁹]{1,3}[)}]?"
    r"|(?<=(?<!\d)10)(?:\^|\*\*)\s?[{(]?[-+–]?\d{1,3}[)}]?|(?<=(?<!\d)10)[⁻⁺]?[⁰¹²³⁴-⁹]{1,3})?"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺–", "0123456789-+-")
_MINUS_WORD = re.compile(
    r"(?:\b(?:minus|negative|moins|menos|meno)\s|负|負|マイナス)\s?$", re.IGNORECASE
)
_MINUS_ENDS = frozenset(" \t负負ス")
_SPACED_SIGN = re.compile(r"(?:[:=(≈~]|\bis|\bof|\bat)\s?[*_]{0,2}$")
_GLUED = re.compile(r"(?<![^\W_])[a-z]{2,12}$|[a-z]{3}$")
_COMMA_LANGUAGE = re.compile(
    r"\b(?:der|die|das|ist|liegt|beträgt|wert|und|für|etwa|ungefähr|est|les|une|valeur|environ|la"
    r"|el|los|del|valor|"
    r"aproximadamente|es|por|são|é|di|il|är|och|het|een)\b|\d,\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_RATE = re.compile(r"/|\s(?:per|a|each) ")
_LETTER = re.compile(r"[A-Za-zÀ-ɏΑ-ωµ_]")


def _fold_digits(text: str) -> str:
    """Full-width and Arabic-Indic digits and minus signs as ASCII, character by character.

    Offsets stay valid.
    """
    return text if text.isascii() else text.translate(_FOLD)


def numerals(text: str) -> list[Numeral]:
    """All numbers of a text, in order, those that can be no answer with their role.

    A range gives two numbers with the role ``range``: no end of it is a point estimate. A decimal
    comma is told from a thousands separator by its digits ("0,35"; "2,204") and, where both fit,
    by the language of the text. At most :data:`MOST` numbers are returned, the first and the last.
    """
    text = _fold_digits(text)
    matches = list(_NUMBER.finditer(text))
    if len(matches) > MOST:
        matches = matches[: MOST // 4] + matches[-(MOST - MOST // 4) :]
    found: list[Numeral] = []
    for match in matches:
        found.extend(_read(text, match))
    if len(found) < 2:
        return found
    return compositions(text, pair_up(text, share_nouns(text, without_items(text, found))))


def _read(text: str, match: re.Match[str]) -> list[Numeral]:
    """The number or, for glued lists such as ``0.07,1.15``, the numbers of one match."""
    start, end = match.span()
    exponent = match["exp"]
    if text[start - 1 : start] == "." and not (
        start > 1 and (text[start - 2].isalnum() or text[start - 2] in "_.)")
    ):
        start -= 1  # .75
    body = text[start : match.start("exp") if exponent else end]
    parts = _split(text, body)
    if parts is None:
        return [Numeral(0.0, start, end, end, role="dotted")]
    if len(parts) > 1:
        out = []
        for offset, part in parts:
            at = start + offset
            out.append(_numeral(text, at, at + len(part), float(part), "." in part))
        return out
    plain = parts[0][1]
    decimal = "." in plain
    if exponent:
        power = exponent.translate(_SUPERSCRIPT).strip()
        if power[0] in "xX×*·⋅\\" and not power.startswith("**"):
            power = power.replace("10", "", 1)
        elif power[0] not in "eE":
            plain = "1"
        plain = f"{plain}e{re.sub(r'[^0-9+-]', '', power)}"
        decimal = True
    try:
        value = float(plain)
    except ValueError:
        return [Numeral(0.0, start, end, end, role="word")]
    if value in (float("inf"), float("-inf")):
        return [Numeral(0.0, start, end, end, role="word")]
    return [_numeral(text, start, end, value, decimal)]


def _split(text: str, body: str) -> list[tuple[int, str]] | None:
    """Plain decimal texts inside a glued body, with offsets; ``None`` for dotted codes."""
    if len(body) > 200:
        return None
    if body.isdigit():
        return [(0, body)]
    if body[0] == ".":
        return [(0, body)] if body[1:].isdigit() else None
    for mark in "'’\u00a0\u2009\u202f":
        if mark in body:
            groups = body.split(mark)
            if (
                all(len(g.split(".")[0].split(",")[0]) == 3 for g in groups[1:])
                and len(groups[0]) < 4
            ):
                return _split(text, body.replace(mark, ""))
            return None
    dots, commas = body.count("."), body.count(",")
    if not commas:
        return [(0, body)] if dots == 1 else None
    if commas == 1 and not dots:
        whole, part = body.split(",")
        thousands = len(part) == 3 and whole != "0" and len(whole) < 4
        if thousands and not _has_decimal_commas(text):
            return [(0, whole + part)]
        return [(0, f"{whole}.{part}")]
    groups = body.split(",")
    if (
        all(len(g.split(".")[0]) == 3 for g in groups[1:])
        and dots <= 1
        and "." not in "".join(groups[:-1])
        and len(groups[0]) < 4
        and groups[0] != "0"
    ):
        return [(0, body.replace(",", ""))]
    if (
        commas == 1
        and all(len(g) == 3 for g in groups[0].split(".")[1:])
        and dots > 1 - ("." in groups[1])
        and "." not in groups[1]
    ):
        return [(0, body.replace(".", "").replace(",", "."))]
    if (
        commas == 1
        and dots == 1
        and "." in groups[0]
        and len(groups[0].split(".")[1]) == 3
        and len(groups[1]) < 3
    ):
        return [(0, groups[0].replace(".", "") + "." + groups[1])]
    if any(g.count(".") > 1 for g in groups):
        return None
    out, offset = [], 0
    for group in groups:
        out.append((offset, group))
        offset += len(group) + 1
    return out


@functools.lru_cache(maxsize=1)
def _has_decimal_commas(text: str) -> bool:
    """Whether a text is in a language with decimal commas; asked for one number after another."""
    return _COMMA_LANGUAGE.search(text) is not None


def _numeral(text: str, start: int, end: int, value: float, decimal: bool) -> Numeral:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    left = text[max(0, start - 70) : start]
    role = ""
    sign_at = start
    if before in _MINUS and before:
        prior = text[start - 2] if start > 1 else ""
        if (
            not prior
            or prior in " \t\n([{=:,;|*_`\"'$>~≈</→±^（：，＝"
            or not (prior.isdigit() or _LETTER.match(prior) or prior in "%°℃.)]-")
        ):
            value, sign_at = -value, start - 1
        elif not decimal and _LETTER.match(prior):
            role = "word"
        left = left[:-1]
    elif before == "+":
        sign_at = start - 1
        left = left[:-1]
    elif before and _LETTER.match(before):
        if not (decimal and _GLUED.search(left)) or left.endswith("version"):
            role = "word"
    elif (
        before == " " and start > 2 and text[start - 2] in _MINUS and _SPACED_SIGN.search(left[:-2])
    ):
        value, sign_at = -value, start - 2
        left = left[:-2]
    if left[-1:] in _MINUS_ENDS and _MINUS_WORD.search(left[-16:]):
        value = -value
    unit, stop = "", end
    if after and not role:
        match = UNIT.match(text, end)
        if match:
            unit, stop = match.lastgroup or "", match.end()
            if unit == "quantity" or (unit == "celsius" and _RATE.match(text, stop)):
                unit, role = "", "quantity"
        elif _LETTER.match(after) or (after == "-" and text[end + 1 : end + 2].isalpha()):
            role = "word"
    if not role:
        role = role_of(text, left, Numeral(value, start, end, stop, unit, "", decimal))
    return Numeral(value, sign_at, end, stop, unit, role, decimal)
