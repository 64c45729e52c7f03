"""Models that understand nothing: the floor every table needs.

They see the prompt and, where they need it, the train split; never the label of the row at hand.
They answer in sentences and go through the same parsers as everybody.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from lm_eval.api.instance import Instance
from lm_eval.api.model import LM
from tqdm import tqdm

from biobench import data, harness
from biobench.data.mini import EC_LABELS
from biobench.metrics import mixed, set_of
from biobench.prompts import FORMATS, answer_text
from biobench.spec import TaskSpec


class Baseline(LM):  # type: ignore[misc]  # lm-eval ships no types
    """A model that writes text and gives no likelihoods."""

    #: The name lm-eval knows the model by.
    name: str

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

    name = "biobench-silent"

    def answer(self, doc: Mapping[str, Any]) -> str:
        """Nothing."""
        return ""


class Random(Baseline):
    """Valid answers by chance: a coin, a class, a label, a number from the usual range.

    ``--model_args seed=N`` gives other answers; the same seed gives a row the same answer whatever
    else is asked.
    """

    name = "biobench-random"

    def __init__(self, seed: int = 4, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._seed = int(seed)

    def answer(self, doc: Mapping[str, Any]) -> str:
        """A random answer of the task's kind."""
        task = harness.loaded(doc)
        rng = random.Random(f"{self._seed} {task.spec.id} {doc['id']}")
        return sentence(random_label(task.spec, rng), task.spec, task.prompt_format.name)


class Majority(Baseline):
    """Gives the same answer to all rows of a task: the best constant one of the train split."""

    name = "biobench-majority"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._answers: dict[str, str] = {}

    def answer(self, doc: Mapping[str, Any]) -> str:
        """The task's constant answer."""
        key = doc["load"]
        if key not in self._answers:
            task = harness.loaded(doc)
            labels = [row.label for row in training_rows(task, self.name)]
            label = best_constant_label(task.spec, labels)
            self._answers[key] = sentence(label, task.spec, task.prompt_format.name)
        return self._answers[key]


def sentence(label: Any, spec: TaskSpec, format_name: str) -> str:
    """A label as a model would say it: JSON where the prompt asks for it, else a sentence."""
    prompt_format = FORMATS[format_name]
    text = answer_text(label, spec, prompt_format)
    return text if prompt_format.json_answer else f"The answer is {text}."


def random_label(spec: TaskSpec, rng: random.Random) -> Any:
    """A valid label, drawn without looking at any data."""
    if spec.kind == "binary":
        return rng.random() < 0.5
    if spec.kind == "one_of":
        return rng.choice(spec.labels)
    if spec.kind == "set_of":
        labels = [spec.none_label, *(spec.labels or EC_LABELS)]
        label = rng.choice(labels if spec.none_label else labels[1:])
        return [] if label == spec.none_label else [label]
    values = {v.name: rng.uniform(*(v.typical or (0.0, 1.0))) for v in spec.values}
    return values if spec.kind == "numbers" else values[spec.values[0].name]


def best_constant_label(spec: TaskSpec, labels: Sequence[Any]) -> Any:
    """The one answer that does best on these labels.

    The most frequent class; the median of numbers (no constant has a correlation, the median has the
    least absolute error), for the Mixed Score the number that maximises it; for sets the most
    frequent labels that together maximise Fmax, or the most frequent set where no constant has an AUC
    but 0.5.
    """
    if spec.kind == "number":
        values = np.asarray(labels, dtype=np.float64)
        return mixed.best_number(values) if spec.headline == "mixed" else float(np.median(values))
    if spec.kind == "numbers":
        return {v.name: float(np.median([label[v.name] for label in labels])) for v in spec.values}
    if spec.kind == "set_of" and spec.headline == "fmax":
        return set_of.best_set(labels)
    if spec.kind == "set_of":
        return list(Counter(map(tuple, labels)).most_common(1)[0][0])
    return Counter(labels).most_common(1)[0][0]


def training_rows(task: harness.LoadedTask, model: str) -> list[data.Row]:
    """The train split of a task; :class:`biobench.data.DataError` if the data have none."""
    rows = data.load(task.spec, task.source, "train").rows
    if not rows:
        example = json.dumps({"data": str(task.source), "train": "local:DIR"})
        raise data.DataError(
            f"{model} needs training rows of {task.spec.id}, and {task.source} has none. Name them "
            f"beside the data: --metadata '{example}'."
        )
    return rows
