"""How the sequences of a question are written: as they are, spaced, in lines, or shortened.

In goes the text of a row with its tagged sequences; out comes the text a model will see. A sequence
that does not fit a model's context loses its middle, visibly, so that question and hint stay whole:
``<dna>ACGTACGT...[1840 letters left out]...ACGTACGT<dna> Is this a promoter?``
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from biobench.data.rows import DataError

_TAGGED = re.compile(r"(<(dna|rna|protein)>)([^<>]*)(</?\2>)", re.IGNORECASE)
_GAP = re.compile(r"(\.\.\.\[\d+ letters left out\]\.\.\.)")
#: Tokens kept free for a chat template.
TEMPLATE = 32
#: Letters kept of a sequence however little room there is.
FEWEST = 20


def writer(style: str) -> Callable[[str], str] | None:
    """How a style writes the tagged sequences of a text; ``None`` if it changes nothing.

    Styles: ``plain``; ``spaced`` (a blank between letters, which makes most tokenizers see each);
    ``lines:60`` (a line break after so many letters, as in FASTA files).

    Raises :class:`DataError` for another style.
    """
    if style == "plain":
        return None
    if not isinstance(style, str):
        raise DataError(f"sequences: expected plain, spaced or lines:N, not {style!r}")
    width, between = 1, " "
    if match := re.fullmatch(r"lines:([1-9]\d{0,3})", style):
        width, between = int(match[1]), "\n"
    elif style != "spaced":
        raise DataError(
            f"sequences: {style!r} is none of plain, spaced, lines:N (such as lines:60)"
        )

    def change(match: re.Match[str]) -> str:
        parts = []
        for part in _GAP.split(match[3].strip()):
            pieces = (part[i : i + width] for i in range(0, len(part), width))
            parts.append(part if _GAP.fullmatch(part) else between.join(pieces))
        return f"{match[1]}{''.join(parts)}{match[4]}"

    return lambda text: _TAGGED.sub(change, text)


def shorten(text: str, letters: int) -> tuple[str, int]:
    """Cut the middle out of a text's sequences until they have so many letters together.

    Shorter sequences are left whole as long as the longer ones can give. Returns the text and how
    many letters were left out (0 if it fits).
    """
    lengths = [len(m[3]) for m in _TAGGED.finditer(text)]
    if sum(lengths) <= letters:
        return text, 0
    keep = iter(_shares(lengths, letters))
    left_out = 0

    def cut(match: re.Match[str]) -> str:
        nonlocal left_out
        sequence, kept = match[3], next(keep)
        if kept >= len(sequence):
            return match[0]
        left_out += len(sequence) - kept
        head, tail = sequence[: kept - kept // 2], sequence[len(sequence) - kept // 2 :]
        gap = f"...[{len(sequence) - kept} letters left out]..."
        return f"{match[1]}{head}{gap}{tail}{match[4]}"

    return _TAGGED.sub(cut, text), left_out


def _shares(lengths: list[int], letters: int) -> list[int]:
    """Letters each sequence keeps: equal shares, what a short one does not need goes to the others."""
    keep = [0] * len(lengths)
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for position, number in enumerate(order):
        share = max(FEWEST, letters // (len(order) - position))
        keep[number] = min(lengths[number], share)
        letters -= keep[number]
    return keep


@dataclass(frozen=True, slots=True)
class Room:
    """What fits a model's context.

    ``tokens`` is the context length less the answer; ``count`` counts the tokens of a text, or is
    ``None`` if the tokenizer is out of reach: then a letter of a sequence is taken for a token, and
    other text for one token every three characters. ``letters`` bounds the sequences directly.
    """

    tokens: int | None = None
    count: Callable[[str], int] | None = None
    letters: int | None = None

    def fit(self, text: str, render: Callable[[str], str]) -> tuple[str, int]:
        """The text, shortened if its rendered prompt does not fit, and the letters left out."""
        if self.letters is not None:
            return shorten(text, self.letters)
        assert self.tokens is not None
        prompt = render(text)
        if len(prompt.encode()) + TEMPLATE <= self.tokens:  # a token holds at least a byte
            return text, 0
        letters = sum(len(m[3]) for m in _TAGGED.finditer(text))
        short, left_out, used = text, 0, self._used(prompt)
        while used > self.tokens and letters > FEWEST:
            letters = max(FEWEST, min(letters - 1, letters - (used - self.tokens)))
            short, left_out = shorten(text, letters)
            used = self._used(render(short))
        return short, left_out

    def _used(self, prompt: str) -> int:
        if self.count is not None:
            return self.count(prompt) + TEMPLATE
        letters = sum(len(m[3]) for m in _TAGGED.finditer(prompt))
        return letters + (len(prompt) - letters) // 3 + TEMPLATE


def room_of(metadata: Mapping[str, Any], answer_tokens: int) -> Room | None:
    """The room a model named in ``--model_args`` has, or ``None`` if its context length is unknown.

    ``max_letters`` in ``--metadata`` sets the letters of a row's sequences directly. Otherwise the
    context is ``max_model_len`` (vLLM), ``max_length`` (Hugging Face, API models) or what the
    ``config.json`` of a local checkpoint says.
    """
    if (letters := metadata.get("max_letters")) is not None:
        if not isinstance(letters, int) or letters < FEWEST:
            raise DataError(f"max_letters: expected a whole number from {FEWEST}, not {letters!r}")
        return Room(letters=letters)
    folder = Path(str(metadata.get("pretrained", "")))
    tokens = metadata.get("max_model_len") or metadata.get("max_length") or _context_of(folder)
    if not isinstance(tokens, int):
        return None
    return Room(tokens - answer_tokens, _counter(metadata.get("tokenizer") or folder))


def _context_of(folder: Path) -> int | None:
    config = folder / "config.json"
    if not config.is_file():
        return None
    tokens = json.loads(config.read_text(encoding="utf-8")).get("max_position_embeddings")
    return tokens if isinstance(tokens, int) else None


def _counter(place: str | Path) -> Callable[[str], int] | None:
    """A local checkpoint's tokenizer (``tokenizer.json``); remote ones are not fetched for this."""
    path = Path(place) / "tokenizer.json"
    if not path.is_file():
        return None
    try:
        from tokenizers import Tokenizer
    except ImportError:
        return None
    tokenizer = Tokenizer.from_file(str(path))
    return lambda text: len(tokenizer.encode(text).ids)
