r"""The clean stage: what a model wrote, reduced to the text that can hold its answer.

Thinking, special tokens, markup, sequences, loops, the echoed prompt and invented further turns go;
a map of offsets stays, so that an answer's span still points into the model's own text. Example:
``clean("<think>a TATA box ...</think>**No**, ACGTACGTACGTACGTACGT is none.</s>").text`` is
``"No, □ is none."``.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

#: Stands for a sequence that was taken out; no parser reads it as a word.
MASK = "\u25a1"
#: Longer answers keep this much of their beginning and of their end, where verdicts stand.
HEAD, TAIL = 6_000, 10_000


class Cleaned(NamedTuple):
    """Text without what cannot be an answer.

    Attributes
    ----------
    text : the text to be read.
    raw : what the model wrote.
    positions : offset in ``raw`` of each character of ``text``; ``None`` if the text is the same.
    flags : what was met: ``thinking``, ``unclosed_thinking``, ``echo``, ``turns`` (invented ones),
        ``sequence``, ``code``, ``loop``, ``capped``.
    """

    text: str
    raw: str
    positions: Sequence[int] | None = None
    flags: frozenset[str] = frozenset()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the model's text for ``text[start:end]``; an empty piece gives an empty span."""
        if self.positions is None:
            return start, end
        if start >= end or end > len(self.positions):
            at = self.positions[start] if start < len(self.positions) else len(self.raw)
            return at, at
        return self.positions[start], self.positions[end - 1] + 1


class _Editor:
    """A text under change together with the offsets of its characters in the original."""

    __slots__ = ("flags", "positions", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.positions: Sequence[int] | None = None
        self.flags: set[str] = set()

    def keep(self, start: int, end: int | None = None) -> None:
        """Cut down to ``text[start:end]``."""
        end = len(self.text) if end is None else end
        if start == 0 and end == len(self.text):
            return
        self.positions = self._offsets()[start:end]
        self.text = self.text[start:end]

    def drop(self, *cuts: tuple[int, int]) -> None:
        """Take out ``text[start:end]`` of every cut; one may hold others, but none overlaps half."""
        pieces: list[str] = []
        kept: list[int] = []
        at, positions = 0, self._offsets()
        for start, end in (*sorted(cuts), (len(self.text), len(self.text))):
            if start >= at:
                pieces.append(self.text[at:start])
                kept += positions[at:start]
            at = max(at, end)
        self.text, self.positions = "".join(pieces), kept

    def _offsets(self) -> Sequence[int]:
        return range(len(self.text)) if self.positions is None else self.positions

    def sub(self, pattern: re.Pattern[str], repl: str | Callable[[re.Match[str]], str]) -> bool:
        """Replace every match; whether there was one."""
        pieces: list[str] = []
        kept: list[int] = []
        at = 0
        positions = self.positions
        for match in pattern.finditer(self.text):
            if positions is None:
                positions = range(len(self.text))
            new = repl if isinstance(repl, str) else repl(match)
            start, end = match.span()
            pieces += (self.text[at:start], new)
            kept += positions[at:start]
            if new == match[0]:
                kept += positions[start:end]
            else:
                kept += [positions[start]] * (len(new) - 1) + [positions[end - 1]] * bool(new)
            at = end
        if not pieces or positions is None:
            return False
        pieces.append(self.text[at:])
        kept += positions[at:]
        self.text, self.positions = "".join(pieces), kept
        return True


_EAST_ASIAN = re.compile("[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff]")


def space_out(text: str) -> str:
    """A text with blanks around each East Asian character, which makes it a word of its own."""
    return text if text.isascii() else _EAST_ASIAN.sub(r" \g<0> ", text)


def spaced_out(cleaned: Cleaned) -> Cleaned:
    """A cleaned text with :func:`space_out` done to it."""
    if cleaned.text.isascii() or not _EAST_ASIAN.search(cleaned.text):
        return cleaned
    edit = _Editor(cleaned.text)
    if cleaned.positions is not None:
        edit.positions = list(cleaned.positions)
    edit.sub(_EAST_ASIAN, lambda m: f" {m[0]} ")
    return Cleaned(edit.text, cleaned.raw, edit.positions, cleaned.flags)


class _Folding(dict[int, int]):
    """``str.translate`` table, filled as characters are met: one character for one, never more."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        folded = char
        if code > 127 and char not in _KEPT:
            folded = unicodedata.normalize("NFKC", char)
            if unicodedata.category(char) in ("Zs", "Cc"):
                folded = " "
            elif unicodedata.category(char) == "Pd":
                folded = "-"
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


#: Superscripts are exponents, fractions are numbers: folding them to digits would change values. The
#: long dash parts clauses, which a hyphen does not.
_KEPT = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺½¼¾⅓⅔—―\u2009\u202f")
_FOLD = _Folding()
for _to, _from in {
    "-": "−‐‑‒–﹣•",
    "'": "‘’‚‛′´",
    '"': "“”„‟«»″",
    ".": "。",
    ",": "、،",
    ";": "؛",
    "~": "∼〜",
    "|": "｜",
    "\n": "\r\v\f\x85\u2028\u2029",
}.items():
    _FOLD.update((ord(_char), ord(_to)) for _char in _from)
_RARE = {"…": "...", "ﬁ": "fi", "ﬂ": "fl", "℃": "°C", "\u3000": " "}
_UNEQUAL = re.compile("[…ﬁﬂ℃\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]")

_THINK = r"(?:think(?:ing)?|thought|reasoning|reflection|analysis|scratchpad|seed:think)"
# The lookahead spares the many names wherever another tag opens.
_THINK_ANY = re.compile(
    rf"<(?=/?[arst][nech]|\|)(?:(?P<close>/)?{_THINK}>"
    r"|\|(?:begin|(?P<close4>end))_of_thought\|>|\|channel\|>analysis<\|message\|>"
    r"|(?P<close5>\|channel\|>final<\|message\|>))"
    r"|\[(?P<close2>/)?THINK\]|◁(?P<close3>/)?think▷",
    re.IGNORECASE,
)
_OPENS_THINKING = re.compile(rf"(?:<{_THINK}>|\[THINK\]|◁think▷)\s*\Z", re.IGNORECASE)

_END_TOKEN = re.compile(
    r"<\|(?:end_?of_?text|eot_id|eom_id|im_end|end|endofturn|end_of_turn|return|end_of_solution|user|human)\|>"
    r"|</s>|<eos>|<end_of_turn>|<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|\[EOS\]"
    r"|<｜end▁of▁sentence｜>",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"(?:<\|im_start\|>|<\|start_header_id\|>|<start_of_turn>|<\|start\|>)(?:assistant|model)?\s?"
    r"|<[|｜][^<>|｜]{1,40}[|｜]>|</?s>|<(?:pad|unk|bos|eos|sep|mask|end_of_turn)>"
    r"|\[(?:PAD|UNK|SEP|CLS|EOS|BOS|/?INST)\]|<</?SYS>>",
    re.IGNORECASE,
)
_NOTHING_YET = re.compile(rf"(?:\s|{_TOKEN.pattern})*", re.IGNORECASE)
_ROLE = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:assistant|ai|bot|model|response)\s*[:\n]\s*", re.IGNORECASE
)
_TURN = re.compile(
    r"\n[ \t>#*-]{0,8}(?:"
    r"(?:User|USER|Human|HUMAN|Question|QUESTION|Q|Student|Instruction|Prompt|New question"
    r"|Next question|Follow-up question)[ \t]{0,3}#?\d{0,4}[ \t*]{0,4}[:.)]"
    r"|Example[ \t]\d{1,4}[ \t*]{0,4}:|(?i:user|assistant|human|system)[ \t]{0,3}(?=\n|\Z))"
    # Each branch begins with a letter of its own, which the search can run to.
    r"|#{2,4}[ \t]{0,3}(?:Instruction|Input|Question|Human|User|Task)\b"
    r"|M(?<=\sM)y question is\b|\[INST\]"
)
_QUESTION_AFTER_TAG = re.compile(
    r"(?:\n|[.!?}\"]\s)\s{0,8}<(dna|rna|protein)>[^<]*</?\1>[^\n?]{0,300}\?", re.IGNORECASE
)

_TAGGED = re.compile(r"<(dna|rna|protein)>([^<]*)(?:</?\1>|\Z)", re.IGNORECASE)
_NO_ANSWER_YET = re.compile(
    rf"(?:\s|{_TAGGED.pattern.replace(chr(92) + 'Z', '$')})*.?", re.I | re.S
)
_TAG = re.compile(r"</?(?:dna|rna|protein)>", re.IGNORECASE)
_LONG_CAPITALS = re.compile(r"(?<![A-Za-z])(?:[A-Z*-]{20,}|[ACGTUNacgtun]{20,})(?![a-z])")
_FENCE = re.compile(r"`{3,6}[ \t]{0,4}([\w+-]{0,20})[ \t]{0,4}\n([^`]*)(?:`{3,6}|\Z)")
_CODE = re.compile(
    r"^[ \t]*(?:def \w+\(|import \w+|from [\w.]+ import |return\b|print\(|for \w+ in [^\n]*:$"
    r"|(?:if|elif|while) [^\n]*:$|else:$|try:$|class \w[^\n]*:$|#include|library\(|>>> "
    r"|\w+ = (?!\W{0,3}\d)[^\n]*)",
    re.MULTILINE,
)
_CODE_LINE = re.compile(rf"{_CODE.pattern}[^\n]*|^(?:    |\t)[^\n]*", re.MULTILINE)
_MARKUP = re.compile(
    r"~~[^~\n]{1,200}~~|(?<!\d)\*+|\*+(?![\d*])|`+|(?<![\w\\])_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)"
    r"|(?m:^[ \t]{0,8}(?:#{1,6}|>{1,3}(?![ \t]*[-+]?[\d.]))[ \t]+)|\\(?=[_*%&#$\-()\[\],;~])"
    r"|</?(?:b|i|u|em|strong|span|code|sub|sup|font|small|tt|p|br|div|li|ul|ol|hr|h[1-6])"
    r"(?:[ /][^<>]{0,80})?>",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[~*`_#>\\<]")
_RUN = re.compile(r"\w+")
_BULLET = re.compile(r"(?m:^([ \t]{0,8})\*(?=[ \t]))")
#: How often a text that was shortened is looked at for further loops.
_ROUNDS = 4
_SAME_CHARACTER = re.compile(r"([^\s\d.])\1{11,}|\.{7,}")
# A full stop inside a number (1.1.1.1) parts no words.
_SAME_WORD = re.compile(
    r"\b(\w{1,30})(?:(?:[\s,;:/|-]|\.\s)[\s,.;:/|-]{0,3}\1\b){3,}", re.IGNORECASE
)
#: Without any of these characters a short ASCII text of short words needs no cleaning.
_TRIGGERS = "<>*`_#~\\\n[\r"


def _is_plain(text: str) -> bool:
    if not text.isascii():
        return False
    for char in _TRIGGERS:
        if char in text:
            return False
    words = text.split()
    if not words or "My question" in text:
        return not words
    if words[0][-1] == ":" or (len(words) > 24 and len(set(words)) < 0.6 * len(words)):
        return False
    return max(map(len, words)) < 20 and not any(map(operator.eq, words, words[1:]))


def clean(text: str, prompt: str | None = None) -> Cleaned:
    """Take out of a model's text what cannot be its answer.

    Parameters
    ----------
    text : the model's text, of any length; cleaning a cleaned text changes nothing more.
    prompt : what the model was asked; with it an echo at the beginning is recognised.

    Notes
    -----
    Text before a closing thinking tag goes also when the opening tag is missing (chat templates put
    it into the prompt). Of an unclosed block only what stands before it is left. Over-long texts
    lose their middle, so offsets may jump.
    """
    if (
        len(text) < 600
        and _is_plain(text)
        and (not prompt or (text[:20].strip() not in prompt and prompt.rstrip()[-1:] not in "]>▷"))
    ):
        return Cleaned(text, text)
    edit = _Editor(text)
    _cut_thinking(edit, prompt)
    if prompt:
        _cut_echo(edit, prompt)
    if len(edit.text) > HEAD + TAIL:
        edit.drop((HEAD, len(edit.text) - TAIL))
        edit.flags.add("capped")
    if not edit.text.isascii():
        edit.text = edit.text.translate(_FOLD)
        edit.sub(_UNEQUAL, lambda m: _RARE.get(m[0], ""))
    elif "\r" in edit.text:
        edit.text = edit.text.replace("\r", "\n")
    _cut_turns(edit)
    if "<" in edit.text:
        edit.sub(_TAGGED, lambda m: _masked(edit, m))
        edit.sub(_TAG, "")
    if edit.sub(_LONG_CAPITALS, MASK):
        edit.flags.add("sequence")
    if "```" in edit.text:
        edit.sub(_FENCE, lambda m: _fenced(edit, m))
    if len(_CODE.findall(edit.text)) >= 2:
        edit.sub(_CODE_LINE, "")
        edit.flags.add("code")
    if "*" in edit.text:
        edit.sub(_BULLET, lambda m: f"{m[1]}-")
    if _MARKS.search(edit.text):
        edit.sub(_MARKUP, _unmarked)
    _collapse_loops(edit)
    return Cleaned(edit.text, text, edit.positions, frozenset(edit.flags))


def _cut_thinking(edit: _Editor, prompt: str | None) -> None:
    start = 0  # behind the last closing tag
    opening = None  # the first opening tag that nothing closes
    tagged = "<" in edit.text or "[" in edit.text or "◁" in edit.text
    for match in _THINK_ANY.finditer(edit.text) if tagged else ():
        if match.lastgroup:  # it closes
            start, opening = match.end(), None
        elif opening is None:
            opening = match
    if not start and opening is None:
        if prompt and _OPENS_THINKING.search(prompt[-40:]):
            edit.flags.add("unclosed_thinking")
            edit.keep(0, 0)
        return
    edit.flags.add("thinking")
    if opening is not None:
        edit.flags.add("unclosed_thinking")
    edit.keep(start, opening and opening.start())


def _cut_echo(edit: _Editor, prompt: str) -> None:
    text = edit.text
    at = len(text) - len(text.lstrip())
    key = text[at : at + 20]
    found = prompt.find(key) if len(key) == 20 else -1
    if found < 0:
        return
    shared = _shared_prefix(text[at:], prompt[found:])
    if found + shared >= len(prompt.rstrip()):
        end = at + shared
    elif at + shared >= len(text.rstrip()) and (shared >= 60 or "?" in text):
        end = len(text)  # nothing but a part of the prompt
    else:
        end = max(text.rfind("?", at, at + shared), text.rfind("<dna>", at, at + shared)) + 1
        if end <= at:
            return
    edit.flags.add("echo")
    edit.keep(end)


def _shared_prefix(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:  # the longest n with a[:n] == b[:n]
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _cut_turns(edit: _Editor) -> None:
    text = edit.text
    if "[/INST]" in text and text.lstrip()[:6] in ("[INST]", "<s>[IN"):
        edit.keep(text.index("[/INST]") + 7)
    if "<" in edit.text or "[" in edit.text:
        if match := _END_TOKEN.search(edit.text, _end_of(_NOTHING_YET, edit.text)):
            edit.keep(0, match.start())
        edit.sub(_TOKEN, "")
    edit.keep(_end_of(_ROLE, edit.text))
    for pattern in (_TURN, _QUESTION_AFTER_TAG):
        if match := pattern.search(edit.text, _end_of(_NO_ANSWER_YET, edit.text)):
            edit.flags.add("turns")
            edit.keep(0, match.start() + (pattern is _QUESTION_AFTER_TAG))


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _masked(edit: _Editor, match: re.Match[str]) -> str:
    inside = match[2].strip()
    if (len(inside) >= 8 and sum(map(str.islower, inside)) < len(inside) / 4) or (
        len(inside) >= 16 and " " not in inside
    ):
        edit.flags.add("sequence")
        return MASK
    return match[2]


def _fenced(edit: _Editor, match: re.Match[str]) -> str:
    if len(_CODE.findall(match[2])) >= 2 or (
        match[1].lower() in ("python", "py", "r", "bash", "c", "cpp", "java", "javascript", "sql")
        and "{" not in match[2]
        and _CODE.search(match[2])
    ):
        edit.flags.add("code")
        return "\n"
    return f"\n{match[2]}\n"


def _unmarked(match: re.Match[str]) -> str:
    tag = match[0].lower()
    return "\n" if tag[:3] in ("<p>", "<br", "<di", "<li", "</p", "</d", "</l", "<hr") else ""


def _collapse_loops(edit: _Editor) -> None:
    for _ in range(_ROUNDS):
        # Cheap looks first: hardly a text has a long word, the same word twice, or many words again.
        if any(len(w) > 6 and _SAME_CHARACTER.search(w) for w in edit.text.split()) and edit.sub(
            _SAME_CHARACTER, lambda m: m[0][:3]
        ):
            edit.flags.add("loop")
        words = _RUN.findall(edit.text.lower())
        if any(map(operator.eq, words, words[1:])) and edit.sub(_SAME_WORD, lambda m: m[1]):
            edit.flags.add("loop")
        if not (cuts := _repeats(edit.text)):
            return
        edit.flags.add("loop")
        edit.drop(*cuts)


def _repeats(text: str) -> list[tuple[int, int]]:
    """Where up to 59 words stand three times or more in a row: all but the first time.

    A short text, or one of many different words, is left alone; so is the rest once it has become one.
    """
    if len(text) < 300:
        return []
    keys = text.split()
    if (different := len(set(keys))) > 0.6 * len(keys):
        return []
    ids = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    numbers = [ids[key] for key in keys]
    ends = [match.end() for match in _WORD.finditer(text)]
    lengths = list(map(operator.sub, ends, [0, *ends]))  # of each word and the blanks before it
    left = len(text)
    cuts: list[tuple[int, int]] = []
    for period in range(2, 60):
        at = period
        while found := _repeated(numbers, period, at):
            at, end = found
            cuts.append((ends[at - 1], ends[end - 1]))
            left -= sum(lengths[at:end])
            del numbers[at:end], ends[at:end], lengths[at:end]
            if left < 300 or different > 0.6 * len(numbers):
                return cuts
    return cuts


def _repeated(numbers: list[int], period: int, at: int) -> tuple[int, int] | None:
    """The next stretch in which each word is the one ``period`` words before, from ``at`` on.

    It is at least twice that long, so that looks which are that far apart do not miss it.
    """
    step = 2 * period
    look = at + step - 1
    while look < len(numbers):
        if numbers[look] != numbers[look - period]:
            look += step
            continue
        start = end = look
        while start > at and numbers[start - 1] == numbers[start - 1 - period]:
            start -= 1
        while end < len(numbers) and numbers[end] == numbers[end - period]:
            end += 1
        if end - start >= step:
            return start, end
        look = end + step
    return None


_WORD = re.compile(r"\S+")
