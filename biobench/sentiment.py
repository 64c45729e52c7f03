"""The sentiment model of the published evaluator: texts in, positive or negative out.

The published evaluator asks Twitter-RoBERTa where no keyword decides a yes-or-no answer, and takes
the larger of the positive and the negative score; neutral does not count (paper, A.3). Here it is
never part of a headline score; ``docs/fallback.md`` says what it gets to see. Example:
``load("folder/of/a/roberta").positive(["Great news: it binds!"])`` gives ``[True]``.
"""

from __future__ import annotations

import functools
import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from biobench.data import hub

log = logging.getLogger("biobench")

DEFAULT = "cardiffnlp/twitter-roberta-base-sentiment-latest"
#: Names the model to use: one on the hub, a local folder, or ``off``.
VARIABLE = "BIOBENCH_SENTIMENT"
OFF = "off"
#: The published evaluator cuts texts here; the rest is never seen.
MAX_TOKENS = 512
#: Scores closer than this are computed again, one text at a time: what else is in a batch moves a
#: score by a hair (more where a program allows TF32), and a hair must not decide.
_CLOSE = 0.01
_LABELS = ("negative", "neutral", "positive")
_WEIGHTS = ("model*.safetensors", "pytorch_model*.bin")
_TOKENIZERS = ("tokenizer.json", "vocab.json", "vocab.txt", "*.model")
#: Families whose position numbers begin behind the padding token's.
_SHIFTED = ("roberta", "xlm-roberta", "camembert")


class Scores(NamedTuple):
    """Probabilities of the three labels, which add up to 1; ``neutral`` is 0 for a head without it."""

    negative: float
    neutral: float
    positive: float


class Sentiment:
    """A sentiment model, loaded; :func:`load` finds one.

    Parameters
    ----------
    name : what to call it in records.
    folder : configuration, tokenizer and weights (safetensors, else ``pytorch_model.bin``).
    device : where it runs; by default a GPU if there is one.

    Attributes
    ----------
    sha256 : hash of the weights; for one file what ``sha256sum`` prints.

    Raises
    ------
    ImportError
        Without torch and transformers.
    ValueError, OSError
        For a folder that holds no such model: files missing, no positive and negative label, a head
        without weights.
    """

    def __init__(self, name: str, folder: Path, device: str | None = None) -> None:
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer

        self.name = name
        self.device = device or ("cuda" if torch.cuda.is_available() else "cpu")
        self.sha256 = _hash(_weights(folder))
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        if self._tokenizer.pad_token_id is None:
            raise ValueError("its tokenizer has no token for padding")
        self._model, loaded = AutoModelForSequenceClassification.from_pretrained(
            folder, local_files_only=True, dtype=torch.float32, output_loading_info=True
        )
        # transformers fills what a checkpoint lacks with random numbers.
        if missing := sorted(loaded["missing_keys"]):
            raise ValueError(f"its weights lack {', '.join(missing[:3])}")
        self._columns = columns(self._model.config.id2label)
        self._limit = _limit(self._model.config, self._tokenizer)
        self._model.eval()
        self._to(self.device)

    def positive(self, texts: Sequence[str], batch_size: int = 64) -> list[bool]:
        """Whether each text is more positive than negative; see :meth:`scores`."""
        return [s.positive > s.negative for s in self.scores(texts, batch_size)]

    def __call__(self, text: str) -> bool:
        """:meth:`positive` of one text, as ``biobench.metrics.official.evaluate`` asks for it."""
        return self.positive([text])[0]

    def scores(self, texts: Sequence[str], batch_size: int = 64) -> list[Scores]:
        """The scores of each text, in the order of the texts, the same for any batch size.

        Texts are taken as they stand, empty ones too, and cut at 512 tokens. Equal texts are scored
        once. Where a GPU has no memory left, the CPU goes on.
        """
        from tqdm import tqdm

        # The longest first: texts of a batch are padded to one length, and what does not fit into
        # memory shows at once.
        unique = sorted(dict.fromkeys(texts), key=len, reverse=True)
        found: dict[str, Scores] = {}
        with tqdm(total=len(unique), desc="sentiment", unit="text", delay=2, disable=None) as bar:
            for start in range(0, len(unique), batch_size):
                batch = unique[start : start + batch_size]
                found.update(zip(batch, self._scored(batch)))
                bar.update(len(batch))
        for text, score in found.items():
            if abs(score.positive - score.negative) < _CLOSE:
                found[text] = self._scored([text])[0]
        return [found[text] for text in texts]

    def _scored(self, batch: Sequence[str]) -> list[Scores]:
        import torch

        try:
            rows = self._probabilities(batch)
        except torch.cuda.OutOfMemoryError:
            if self.device == "cpu":
                raise
            log.warning("sentiment fallback: no memory left on %s, going on by CPU", self.device)
            self._to("cpu")
            torch.cuda.empty_cache()
            rows = self._probabilities(batch)
        return [
            Scores(*(0.0 if at is None else row[at] for at in map(self._columns.get, _LABELS)))
            for row in rows
        ]

    def _probabilities(self, batch: Sequence[str]) -> list[list[float]]:
        import torch

        # Half a surrogate pair, which JSON can hold, is no text for a tokenizer.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in batch]
        inputs = self._tokenizer(
            clean, padding=True, truncation=True, max_length=self._limit, return_tensors="pt"
        ).to(self.device)
        with torch.inference_mode():
            logits = self._model(**inputs).logits
        rows: list[list[float]] = logits.double().softmax(-1).tolist()
        return rows

    def _to(self, device: str) -> None:
        self.device = device
        self._model.to(device)


def load(name: str | None = None) -> Sentiment | None:
    """The sentiment model to use, or ``None``.

    Parameters
    ----------
    name : a model on the hub, a local folder, or ``off``; by default BIOBENCH_SENTIMENT, else
        :data:`DEFAULT`.

    Returns
    -------
    The model, loaded once in a process. ``None`` if it is ``off``, or cannot be loaded: the first
    call says why in one warning. Without network and cache that takes about a second.
    """
    name = name or os.environ.get(VARIABLE) or DEFAULT
    return None if name == OFF else _load(name)


@functools.cache
def _load(name: str) -> Sentiment | None:
    try:
        return Sentiment(name, _folder(name))
    except ImportError as problem:
        reason = f"{problem}; pip install 'biobench[hf]'"
    except Exception as problem:  # files of others fail in many ways; no run may end for this one
        reason = str(problem) or type(problem).__name__
    log.warning(
        "sentiment fallback: %s cannot be loaded (%s). Answers that need it stay undecided. "
        "Name a local folder that holds the model in %s, or set it to %s.",
        name, " ".join(reason.split())[:300], VARIABLE, OFF,
    )  # fmt: skip
    return None


def columns(id2label: Mapping[int, str]) -> Mapping[str, int]:
    """Where a head keeps which label: by their names, or LABEL_0 to LABEL_2 from negative to positive.

    Raises ``ValueError`` for a head without a positive and a negative label.
    """
    names = {str(label).casefold(): int(at) for at, label in id2label.items()}
    if set(names) == {"label_0", "label_1", "label_2"}:
        return {label: names[f"label_{at}"] for at, label in enumerate(_LABELS)}
    if not {"negative", "positive"} <= set(names):
        raise ValueError(f"its labels are {', '.join(names)}, not {', '.join(_LABELS)}")
    return {label: names[label] for label in _LABELS if label in names}


def _limit(config: Any, tokenizer: Any) -> int:
    """The most tokens of a text that the model and the published evaluator look at."""
    positions = getattr(config, "max_position_embeddings", MAX_TOKENS)
    if config.model_type in _SHIFTED:
        positions -= config.pad_token_id + 1
    return min(MAX_TOKENS, int(positions), int(tokenizer.model_max_length))


# --- files -----------------------------------------------------------------------------------------


def _folder(name: str) -> Path:
    """The folder of a model: a local one, else the one in the hub's cache, filled if need be.

    Raises ``OSError`` where it cannot be had.
    """
    local = Path(name).expanduser()
    if local.is_dir():
        return local
    if name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise OSError("there is no such folder")
    import huggingface_hub

    cached = huggingface_hub.try_to_load_from_cache(name, "config.json")
    if isinstance(cached, str) and _complete(folder := Path(cached).parent):
        return folder
    if not hub.reachable():
        raise OSError("it is not in the cache, and the hub cannot be reached")
    offered = huggingface_hub.HfApi().list_repo_files(name)
    # One format of the weights will do; safetensors hold nothing but numbers.
    chosen = next((w for w in _WEIGHTS if any(Path(f).match(w) for f in offered)), _WEIGHTS[0])
    wanted = ["*.json", "*.txt", "*.model", chosen]
    return Path(huggingface_hub.snapshot_download(name, allow_patterns=wanted))


def _complete(folder: Path) -> bool:
    """Whether a snapshot holds weights and a tokenizer: other programs fetch single files."""
    return all(any(any(folder.glob(p)) for p in some) for some in (_WEIGHTS, _TOKENIZERS))


def _weights(folder: Path) -> list[Path]:
    """The files that transformers takes the weights from, in the order of their names."""
    for pattern in _WEIGHTS:
        if found := sorted(folder.glob(pattern)):
            return found
    raise OSError(f"no {' or '.join(_WEIGHTS)} in {folder}")


def _hash(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as handle:
            while block := handle.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
