"""The sentiment fallback on a small RoBERTa with the published model's head, made here in seconds."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from biobench import sentiment
from biobench.metrics.official import evaluate
from biobench.sentiment import Sentiment, columns, load

GOOD = ["Great news, a clear success.", "A wonderful, strong result!", "Excellent and very good."]
BAD = ["Terrible news, a clear failure.", "An awful, poor result!", "Horrible and very bad."]
FLAT = ["The file has four lines.", "It is a sequence of letters.", "Letters follow each other."]
NAMES = ("negative", "neutral", "positive")


def roberta(folder: Path, labels: Sequence[str] = NAMES, steps: int = 40, **config: Any) -> Path:
    """A RoBERTa of two layers that learned nine sentences, saved as ``from_pretrained`` wants it."""
    import torch
    from tokenizers import ByteLevelBPETokenizer
    from transformers import RobertaConfig, RobertaForSequenceClassification, RobertaTokenizerFast

    bpe = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator(
        [*GOOD, *BAD, *FLAT] * 3, vocab_size=400, special_tokens=special, show_progress=False
    )
    folder.mkdir(parents=True, exist_ok=True)
    bpe.save(str(folder / "tokenizer.json"))
    bpe.save_model(str(folder))
    # Like the published model's, this tokenizer states no longest input.
    tokenizer = RobertaTokenizerFast.from_pretrained(folder)
    torch.manual_seed(0)
    shape = {
        "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
        "num_attention_heads": 2, "max_position_embeddings": 514, "vocab_size": len(tokenizer),
        "type_vocab_size": 1, "hidden_dropout_prob": 0.0, "initializer_range": 0.1,
        "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2,
        "id2label": dict(enumerate(labels)), "label2id": {n: i for i, n in enumerate(labels)},
    }  # fmt: skip
    model = RobertaForSequenceClassification(RobertaConfig(**{**shape, **config}))
    order = [BAD, FLAT, GOOD] if len(labels) == 3 else [BAD, GOOD]
    lessons = [(text, at) for at, texts in enumerate(order) for text in texts]
    inputs = tokenizer([text for text, _ in lessons], padding=True, return_tensors="pt")
    wanted = torch.tensor([at for _, at in lessons])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    for _ in range(steps):
        model(**inputs, labels=wanted).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    torch.set_num_threads(threads)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return roberta(tmp_path_factory.mktemp("sentiment") / "tiny")


@pytest.fixture(scope="module")
def model(folder: Path) -> Sentiment:
    return Sentiment("tiny", folder)


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    sentiment._load.cache_clear()
    yield
    sentiment._load.cache_clear()


def many() -> list[str]:
    """Texts of all lengths, up to more than fits; repeats among them."""
    parts = [*GOOD, *BAD, *FLAT]
    texts = [" ".join(parts[(i + j) % 9] for j in range(i % 7)) for i in range(60)]
    return [*texts, *parts, " ".join(parts * 30), "", " ", "Großartig 好的 \U0001f600", *parts]


# --- what it says ----------------------------------------------------------------------------------


def test_it_tells_what_it_learned(model: Sentiment) -> None:
    assert model.positive(GOOD) == [True] * 3
    assert model.positive(BAD) == [False] * 3
    assert all(s.neutral > max(s.negative, s.positive) for s in model.scores(FLAT))


def test_neutral_does_not_count(model: Sentiment) -> None:
    for text, score in zip(FLAT, model.scores(FLAT)):
        assert score.neutral > 0.5
        assert model.positive([text]) == [score.positive > score.negative]


def test_scores_are_probabilities(model: Sentiment) -> None:
    for score in model.scores(many()):
        assert sum(score) == pytest.approx(1)
        assert min(score) >= 0


def test_the_size_of_a_batch_changes_nothing(model: Sentiment) -> None:
    texts = many()
    one, three, all_at_once = (model.scores(texts, size) for size in (1, 3, 64))
    for other in (three, all_at_once):
        assert [tuple(s) for s in other] == [pytest.approx(tuple(s), abs=1e-5) for s in one]
    decisions = [model.positive(texts, size) for size in (1, 3, 64)]
    assert decisions[0] == decisions[1] == decisions[2]
    assert set(decisions[0]) == {True, False}


def test_a_close_call_is_made_without_neighbours(
    model: Sentiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neighbours that would tip a tie one way or the other do not get to."""
    real = model._probabilities

    def tipped(batch: Sequence[str]) -> list[list[float]]:
        tilt = 1e-4 * (len(batch) - 1)
        return [[0.4, 0.2 - tilt, 0.4 + tilt] if t == "tie" else real([t])[0] for t in batch]

    monkeypatch.setattr(model, "_probabilities", tipped)
    assert model.positive(["tie", *GOOD]) == [False, True, True, True]
    assert model.positive(["tie"]) == [False]


def test_the_order_of_the_texts_is_kept_and_equal_texts_agree(model: Sentiment) -> None:
    texts = many()
    scores = model.scores(texts)
    assert model.scores(texts[::-1]) == [pytest.approx(s, abs=1e-5) for s in scores[::-1]]
    assert scores[60:69] == scores[-9:]


def test_no_texts_no_scores(model: Sentiment) -> None:
    assert model.scores([]) == model.positive([]) == []


def test_what_stands_behind_512_tokens_is_not_seen(model: Sentiment) -> None:
    start = "It is a sequence of letters. " * 200
    assert model.scores([start + GOOD[0]]) == model.scores([start + BAD[0]])


def test_any_text_that_json_can_hold_is_read(model: Sentiment) -> None:
    assert len(model.positive(["\ud83d half a letter", "\x00", "\n" * 9999])) == 3


def test_a_shorter_model_cuts_earlier(tmp_path: Path) -> None:
    short = Sentiment("short", roberta(tmp_path, steps=1, max_position_embeddings=34))
    assert len(short.positive(many())) == len(many())
    assert short._limit == 32


def test_without_memory_the_cpu_goes_on(
    model: Sentiment, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import torch

    real = model._probabilities

    def crowded(batch: Sequence[str]) -> list[list[float]]:
        if model.device != "cpu":
            raise torch.cuda.OutOfMemoryError("crowded")
        return real(batch)

    monkeypatch.setattr(model, "_probabilities", crowded)
    monkeypatch.setattr(model, "device", "cuda")
    assert model.positive(GOOD) == [True] * 3
    assert "going on by CPU" in caplog.text


def test_the_published_evaluator_takes_it(model: Sentiment) -> None:
    rows = [
        {"task": "Solubility-Solubility", "label": label, "output": text}
        for label, text in (("positive", GOOD[1]), ("negative", BAD[1]), ("negative", GOOD[2]))
    ]
    assert evaluate(rows, sentiment=model) == {"Solubility": {"Acc": 66.67}}


# --- labels ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        (["negative", "neutral", "positive"], [0, 1, 2]),
        (["Positive", "Negative", "Neutral"], [1, 2, 0]),
        (["LABEL_0", "LABEL_1", "LABEL_2"], [0, 1, 2]),
    ],
)
def test_labels_are_found_by_name(labels: list[str], wanted: list[int]) -> None:
    assert [columns(dict(enumerate(labels)))[name] for name in NAMES] == wanted


def test_a_head_without_neutral_will_do(tmp_path: Path) -> None:
    two = Sentiment("two", roberta(tmp_path, labels=["NEGATIVE", "POSITIVE"]))
    assert two.positive([*GOOD, *BAD]) == [True] * 3 + [False] * 3
    assert two.scores(GOOD)[0].neutral == 0


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1"], ["joy", "anger", "sadness"]])
def test_a_head_of_other_labels_is_refused(labels: list[str]) -> None:
    with pytest.raises(ValueError, match=r"its labels are .*, not negative, neutral, positive"):
        columns(dict(enumerate(labels)))


# --- loading ---------------------------------------------------------------------------------------


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [r.getMessage() for r in caplog.records if r.name == "biobench"]


def test_a_folder_is_loaded_once_and_without_words(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = load(str(folder))
    assert found is not None
    assert found is load(str(folder))
    assert found.name == str(folder)
    assert not warnings(caplog)


def test_the_hash_is_that_of_the_weights(model: Sentiment, folder: Path) -> None:
    weights = (folder / "model.safetensors").read_bytes()
    assert model.sha256 == hashlib.sha256(weights).hexdigest()


def test_weights_in_the_older_format_give_the_same_scores(
    model: Sentiment, folder: Path, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    older = tmp_path / "older"
    shutil.copytree(folder, older)
    torch.save(load_file(older / "model.safetensors"), older / "pytorch_model.bin")
    (older / "model.safetensors").unlink()
    found = load(str(older))
    assert found is not None
    assert found.scores(GOOD) == model.scores(GOOD)
    assert found.sha256 != model.sha256


def test_the_environment_names_the_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIOBENCH_SENTIMENT", str(folder))
    found = load()
    assert found is not None
    assert found.positive(GOOD[:1]) == [True]


def test_off_is_silent(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("BIOBENCH_SENTIMENT", "off")
    assert load() is None
    assert load("off") is None
    assert not caplog.records


def test_without_network_and_cache_one_warning_names_the_way_out(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert load() is None
    assert load() is None
    (message,) = warnings(caplog)
    assert message == (
        "sentiment fallback: cardiffnlp/twitter-roberta-base-sentiment-latest cannot be loaded "
        "(it is not in the cache, and the hub cannot be reached). Answers that need it stay "
        "undecided. Name a local folder that holds the model in BIOBENCH_SENTIMENT, or set it to off."
    )


def test_what_the_hub_client_cached_is_found_without_network(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from huggingface_hub import constants

    home = tmp_path / "models--cardiffnlp--twitter-roberta-base-sentiment-latest"
    shutil.copytree(folder, home / "snapshots" / "abc123")
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text("abc123")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    found = load()
    assert found is not None
    assert found.name == sentiment.DEFAULT
    assert found.positive(GOOD) == [True] * 3


def _no_weights(place: Path) -> None:
    (place / "model.safetensors").unlink()


def _broken_weights(place: Path) -> None:
    (place / "model.safetensors").write_bytes(b"not weights")


def _no_head(place: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(place / "model.safetensors")
    kept = {name: t for name, t in tensors.items() if not name.startswith("classifier")}
    save_file(kept, place / "model.safetensors", metadata={"format": "pt"})


def _no_config(place: Path) -> None:
    (place / "config.json").write_text("{}")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (_no_weights, "no model*.safetensors or pytorch_model*.bin in "),
        (_broken_weights, ""),
        (_no_head, "its weights lack classifier."),
        (_no_config, ""),
        (shutil.rmtree, "there is no such folder"),
    ],
)
def test_a_folder_without_the_model_is_one_warning(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: Any, reason: str
) -> None:
    place = tmp_path / "copy"
    shutil.copytree(folder, place)
    damage(place)
    assert load(str(place)) is None
    (message,) = warnings(caplog)
    assert f"{place} cannot be loaded ({reason}" in message


def test_without_torch_the_warning_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    assert load(str(folder)) is None
    assert "pip install 'biobench[hf]'" in warnings(caplog)[0]


def test_the_module_itself_is_cheap() -> None:
    code = (
        "import sys, biobench.sentiment as s; s.load('off'); "
        "print([m for m in ('torch', 'transformers', 'huggingface_hub') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
