"""Baselines that learn from the train split in seconds: k-mer regression, and the nearest neighbour.

The first shows how far composition goes without any language model, the second how far memory goes.
Both predict from the sequences of a row alone and answer in sentences like any model.
"""

from __future__ import annotations

import hashlib
import os
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from biobench import __version__, data, harness
from biobench.cache import cache_folder
from biobench.models.baselines import Baseline, sentence, training_rows
from biobench.models.kmers import Matrix, features, sizes
from biobench.spec import TaskSpec

Array = npt.NDArray[np.float64]
#: Larger train splits are sampled: more rows change little and cost minutes.
MOST_ROWS = 30_000
#: Rows the longest k and the penalty are chosen on; the weights are fitted on all.
CHOICE_ROWS = 3_000
SEED = 20241226
PENALTIES = tuple(float(a) for a in np.logspace(-1, 5, 13))


class Learned(Baseline):
    """A baseline that is fitted for each task and predicts all its rows at once."""

    def generate_until(self, requests: Sequence[Any], disable_tqdm: bool = False) -> list[str]:
        """One sentence for each request; tasks are fitted one after the other."""
        by_task: dict[str, list[int]] = {}
        for number, request in enumerate(requests):
            by_task.setdefault(request.doc["load"], []).append(number)
        answers = [""] * len(requests)
        for numbers in tqdm(by_task.values(), disable=disable_tqdm, desc=type(self).__name__):
            docs = [requests[number].doc for number in numbers]
            task = harness.loaded(docs[0])
            rows = training_rows(task, self.name)
            if len(rows) > MOST_ROWS:
                rows = random.Random(SEED).sample(rows, MOST_ROWS)
            labels = self.predict(task.spec, rows, [doc["sequences"] for doc in docs])
            for number, label in zip(numbers, labels):
                answers[number] = sentence(label, task.spec, task.prompt_format.name)
        return answers

    def predict(
        self, spec: TaskSpec, train: Sequence[data.Row], sequences: Sequence[Sequence[str]]
    ) -> list[Any]:
        """A label for each row of sequences."""
        raise NotImplementedError


class NearestNeighbour(Learned):
    """The label of the training row whose k-mers are most alike (cosine of square roots)."""

    name = "biobench-nn"

    def predict(
        self, spec: TaskSpec, train: Sequence[data.Row], sequences: Sequence[Sequence[str]]
    ) -> list[Any]:
        """A label for each row of sequences."""
        size = sizes(spec.molecules)[-1]
        known = _unit(features([row.sequences for row in train], spec.molecules, size))
        found: list[Any] = []
        for start in range(0, len(sequences), 1000):
            part = _unit(features(sequences[start : start + 1000], spec.molecules, size))
            found += [train[i].label for i in np.argmax(part @ known.T, axis=1)]
        return found


def _unit(matrix: Matrix) -> Matrix:
    length = np.linalg.norm(matrix, axis=1, keepdims=True).astype(np.float32)
    length[length == 0] = 1.0
    unit: Matrix = matrix / length
    return unit


class Kmer(Learned):
    """Ridge regression on k-mer frequencies.

    The longest k and the penalty are those with the least leave-one-out error on part of the train
    split (scikit-learn's ``RidgeCV``), the weights are fitted on all of it; decisions on sets are
    tuned by cross-validation. Fitted weights are kept in the cache, as plain arrays.
    """

    name = "biobench-kmer"

    def predict(
        self, spec: TaskSpec, train: Sequence[data.Row], sequences: Sequence[Sequence[str]]
    ) -> list[Any]:
        """A label for each row of sequences."""
        encode, decode = _targets(spec, [row.label for row in train])
        path = cache_folder() / "kmer" / f"{_fingerprint(spec, train)}.npz"
        # One thread: the matrices are small, and threads waiting for a busy core cost far more.
        with threadpool_limits(1):
            model = _read(path) or _fit(spec, train, encode, path)
        values = []
        for start in range(0, len(sequences), 5000):
            matrix = features(sequences[start : start + 5000], spec.molecules, int(model["size"]))
            values.append((matrix - model["mean"]) / model["scale"] @ model["weights"].T)
        return decode(np.concatenate(values) + model["offset"], model["threshold"])


def _fingerprint(spec: TaskSpec, train: Sequence[data.Row]) -> str:
    digest = hashlib.sha256(f"{__version__} {spec.id} {spec.version} {spec.headline}".encode())
    for row in train:
        digest.update(f"{row.sequences}{row.label}".encode())
    return digest.hexdigest()[:24]


def _read(path: Path) -> Mapping[str, Array] | None:
    if not path.is_file():
        return None
    try:
        with np.load(path, allow_pickle=False) as stored:
            return dict(stored)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):  # a torn file is fitted again
        return None


def _fit(
    spec: TaskSpec, train: Sequence[data.Row], encode: Callable[[Any], list[float]], path: Path
) -> Mapping[str, Array]:
    from sklearn.linear_model import Ridge, RidgeCV

    sequences = [row.sequences for row in train]
    target = np.array([encode(row.label) for row in train], dtype=np.float32)
    middle, width = target.mean(axis=0), target.std(axis=0)
    width[width == 0] = 1.0
    target = (target - middle) / width
    some = np.random.default_rng(SEED).permutation(len(train))[:CHOICE_ROWS]
    best: tuple[float, int, float] | None = None
    for size in sizes(spec.molecules):
        matrix, _, _ = _standard(features([sequences[i] for i in some], spec.molecules, size))
        found = RidgeCV(PENALTIES, gcv_mode="svd", fit_intercept=False).fit(matrix, target[some])
        if best is None or found.best_score_ > best[0]:
            best = (float(found.best_score_), size, float(found.alpha_))
    assert best is not None
    _, size, penalty = best
    matrix, mean, scale = _standard(features(sequences, spec.molecules, size))
    fitted = Ridge(penalty, fit_intercept=False, solver="cholesky").fit(matrix, target)
    threshold = np.zeros(target.shape[1])
    if spec.kind == "set_of":
        threshold = _thresholds(spec, matrix, target * width + middle, penalty)
    model = {
        "size": np.array(size),
        "mean": mean,
        "scale": scale,
        "weights": np.atleast_2d(fitted.coef_) * width[:, None],
        "offset": middle,
        "threshold": threshold,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.npz")
    np.savez(part, **model)
    part.replace(path)
    return model


def _standard(matrix: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """Columns with mean 0 and deviation 1, and the means and deviations they had."""
    mean, scale = matrix.mean(axis=0), matrix.std(axis=0)
    scale[scale < 1e-6] = 1.0
    return (matrix - mean) / scale, mean, scale


def _thresholds(spec: TaskSpec, matrix: Matrix, target: Matrix, penalty: float) -> Array:
    """From which predicted value on a label is answered, tuned on left-out thirds.

    AUC: for each label where true positive plus true negative rate is greatest; Fmax: one for all.
    """
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import KFold

    guess = np.zeros_like(target)
    for fit, held in KFold(3, shuffle=True, random_state=SEED).split(matrix):
        model = Ridge(penalty).fit(matrix[fit], target[fit])
        guess[held] = model.predict(matrix[held]).reshape(len(held), -1)
    if spec.headline == "auc":
        return np.array([_youden(guess[:, i], target[:, i] > 0.5) for i in range(target.shape[1])])
    tried = np.quantile(guess.max(axis=1), np.linspace(0, 0.98, 50))
    best = max(tried, key=lambda limit: _f1(guess >= limit, target > 0.5))
    return np.full(target.shape[1], best)


def _youden(guess: Matrix, truth: npt.NDArray[np.bool_]) -> float:
    order = np.argsort(guess)[::-1]
    hits = np.cumsum(truth[order]) / max(1, truth.sum())
    alarms = np.cumsum(~truth[order]) / max(1, (~truth).sum())
    return float(guess[order][np.argmax(hits - alarms)])


def _f1(said: npt.NDArray[np.bool_], truth: npt.NDArray[np.bool_]) -> float:
    both = (said & truth).sum(axis=1)
    given = said.any(axis=1)
    precision = (both[given] / said[given].sum(axis=1)).mean() if given.any() else 0.0
    recall = (both / np.maximum(1, truth.sum(axis=1))).mean()
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def _targets(
    spec: TaskSpec, labels: Sequence[Any]
) -> tuple[Callable[[Any], list[float]], Callable[[Array, Array], list[Any]]]:
    """How labels become numbers to regress on, and predicted numbers labels again."""
    if spec.kind == "binary":
        return lambda label: [float(label)], lambda v, t: [bool(x) for x in v[:, 0] > 0.5]
    if spec.kind == "number":
        return lambda label: [label], lambda v, t: [float(x) for x in v[:, 0]]
    if spec.kind == "numbers":
        names = tuple(v.name for v in spec.values)
        return (
            lambda label: [label[name] for name in names],
            lambda v, t: [dict(zip(names, map(float, row))) for row in v],
        )
    if spec.kind == "one_of":
        return (
            lambda label: [float(label == name) for name in spec.labels],
            lambda v, t: [spec.labels[i] for i in v.argmax(axis=1)],
        )
    members = tuple(sorted({member for label in labels for member in label}))

    def decode(values: Array, threshold: Array) -> list[Any]:
        found = []
        for row in values:
            said = [name for name, x, limit in zip(members, row, threshold) if x >= limit]
            # A task without a word for "none" wants at least one label.
            found.append(said or ([] if spec.none_label else [members[int(row.argmax())]]))
        return found

    return lambda label: [float(name in label) for name in members], decode
