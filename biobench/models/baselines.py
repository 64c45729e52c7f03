"""Models that understand nothing: the floor every table needs.

They see the prompt and, where they need it, the train split; never the label of the row at hand.
They answer in sentences and go through the same parsers as everybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from lm_eval.api.instance import Instance
from lm_eval.api.model import LM
from tqdm import tqdm

from biobench import data, harness
from biobench.metrics import mixed
from biobench.prompts import FORMATS, answer_text
from biobench.spec import TaskSpec


class Baseline(LM):  # type: ignore[misc]  # lm-eval ships no types
    """A model that writes text and gives no likelihoods."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__()

    @property
    def tokenizer_name(self) -> str:
        """Baselines have no tokenizer."""
        return ""

    def apply_chat_template(
        self, chat_history: Sequence[Mapping[str, str]], add_generation_prompt: bool = True
    ) -> str:
        """The turns, one after the other."""
        return "\n\n".join(turn["content"] for turn in chat_history)

    def chat_template(self, chat_template: bool | str = False) -> str:
        """Baselines have no chat template."""
        return ""

    def loglikelihood(self, requests: Sequence[Instance]) -> list[tuple[float, bool]]:
        """Not available: biobench tasks ask for text."""
        raise NotImplementedError(f"{type(self).__name__} gives no likelihoods, it writes answers")

    loglikelihood_rolling = loglikelihood

    def generate_until(self, requests: Sequence[Instance], disable_tqdm: bool = False) -> list[str]:
        """One answer for each request."""
        return [
            self.answer(request.doc)
            for request in tqdm(requests, disable=disable_tqdm, desc=type(self).__name__)
        ]

    def answer(self, doc: Mapping[str, Any]) -> str:
        """The text for one row."""
        raise NotImplementedError


class Silent(Baseline):
    """Says nothing: what a table rewards although no question was answered."""

    def answer(self, doc: Mapping[str, Any]) -> str:
        """Nothing."""
        return ""


class Majority(Baseline):
    """Gives the same answer to all rows of a task: the best constant one of the train split."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._answers: dict[tuple[str, str, str], str] = {}

    def answer(self, doc: Mapping[str, Any]) -> str:
        """The task's constant answer."""
        key = doc["task"], doc["data"], doc["format"]
        if key not in self._answers:
            task = harness.loaded(doc)
            rows = training_rows(task, "biobench-majority")
            label = best_constant_label(task.spec, [row.label for row in rows])
            self._answers[key] = answer_text(label, task.spec, FORMATS[doc["format"]])
        return self._answers[key]


def best_constant_label(spec: TaskSpec, labels: Sequence[Any]) -> Any:
    """The one answer that does best on these labels.

    The most frequent class or set; the median of numbers (no constant has a correlation, the median
    has the least absolute error); for the Mixed Score the number that maximises it.
    """
    if spec.kind == "number":
        values = np.asarray(labels, dtype=np.float64)
        return mixed.best_number(values) if spec.headline == "mixed" else float(np.median(values))
    if spec.kind == "numbers":
        return {v.name: float(np.median([label[v.name] for label in labels])) for v in spec.values}
    if spec.kind == "set_of":
        return list(Counter(map(tuple, labels)).most_common(1)[0][0])
    return Counter(labels).most_common(1)[0][0]


def training_rows(task: harness.LoadedTask, model: str) -> list[data.Row]:
    """The train split of a task; :class:`biobench.data.DataError` if the data have none."""
    rows = data.load(task.spec, task.source, "train").rows
    if not rows:
        raise data.DataError(
            f"{model} needs training rows of {task.spec.id}, and {task.source} has none. Name them "
            'beside the data: --metadata \'{"data": "hub", "train": "local:DIR"}\'.'
        )
    return rows
