"""One answer's whole way through lm-eval, on real code paths with models that need no weights."""

from __future__ import annotations

import json
import math
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import lm_eval
import pytest
from lm_eval.api.model import LM
from lm_eval.tasks import TaskManager

import biobench.plugin
from biobench import harness, prompts
from biobench.data import DataError
from biobench.metrics import official as metrics_official
from biobench.models.baselines import Majority, Silent
from biobench.spec import TASKS_FOLDER, SpecError, _load_yaml, builtin_specs

biobench.plugin.install()
TASKS = list(builtin_specs())


class Parrot(LM):
    """Answers what a function says, given the prompt; keeps what it was handed."""

    tokenizer_name = ""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer, self.seen = answer, []

    def generate_until(self, requests: Sequence[Any], disable_tqdm: bool = False) -> list[str]:
        self.seen += requests
        return [self.answer(request) for request in requests]

    def loglikelihood(self, requests: Any) -> Any:
        raise NotImplementedError

    loglikelihood_rolling = loglikelihood

    def apply_chat_template(self, chat_history: Any, add_generation_prompt: bool = True) -> str:
        return "".join(f"<{turn['role']}>{turn['content']}" for turn in chat_history)

    def chat_template(self, chat_template: bool | str = False) -> str:
        return "parrot"


def evaluate(
    model: LM, tasks: Sequence[str], metadata: dict[str, Any] | None = None, **kw: Any
) -> Any:
    manager = TaskManager(include_defaults=False, metadata={"data": "mini", **(metadata or {})})
    return lm_eval.simple_evaluate(model, tasks=list(tasks), task_manager=manager, **kw)


#: The metrics of the five kinds of answer, as lm-eval's table names them.
METRICS = {"bb_mcc", "bb_acc", "bb_spearman", "bb_pearson", "bb_r2", "bb_auc", "bb_fmax"}


@pytest.fixture(scope="module")
def silent() -> Any:
    return evaluate(Silent(), ["biobench"])


def test_silence_is_worth_chance_and_below_the_best_constant(silent: Any) -> None:
    cpd, ncrna = (silent["results"][task] for task in ("biobench_cpd", "biobench_ncrna"))
    assert cpd["bb_score,biobench"] == cpd["bb_norm,biobench"] == cpd["bb_parsed,biobench"] == 0
    assert ncrna["bb_score,biobench"] == 0
    assert ncrna["bb_norm,biobench"] < 0


def test_every_number_is_finite_and_has_its_standard_error(silent: Any) -> None:
    for name, row in silent["results"].items():
        values = {k: v for k, v in row.items() if k.endswith(",biobench") and v != "N/A"}
        for key, value in values.items():
            assert math.isfinite(value), (name, key)
        assert "bb_norm_stderr,biobench" in values
        if "bb_score,biobench" in values:
            assert {"bb_score_stderr,biobench", "bb_parsed_stderr,biobench"} <= set(values)
        for metric in METRICS & {key.removesuffix(",biobench") for key in values}:
            assert f"{metric}_stderr,biobench" in values, (name, metric)


def test_samples_hold_all_that_scores_are_made_of_as_strict_json(silent: Any) -> None:
    for task, samples in silent["samples"].items():
        assert {s["filter"] for s in samples} == {"biobench", "official"}
        sample = json.loads(json.dumps(samples[0], default=str, allow_nan=False))
        assert set(sample["bb_score"]) >= {"gold", "value", "status", "subset", "cluster", "index"}
        assert len(sample["metrics"]) <= 12, task
        assert set(sample["metrics"]) <= set(sample)


def test_no_label_is_within_a_models_reach() -> None:
    model = Parrot(lambda request: "Yes")
    evaluate(model, ["biobench_cpd"], limit=7)
    for request in model.seen:
        handed = json.dumps([request.doc, request.arguments])
        assert "label" not in request.doc
        assert "positive" not in handed
        assert "negative" not in handed


def test_a_perfect_model_gets_100_in_every_format() -> None:
    def answer(request: Any) -> str:
        return harness.target(request.doc)

    names = [
        f"{task}{suffix}" for task in TASKS for suffix in ("", "_closed", "_chat", "_reasoning")
    ]
    results = evaluate(Parrot(answer), names)["results"]
    for name in names:
        assert results[name]["bb_norm,biobench"] == pytest.approx(100), name
        assert results[name]["bb_parsed,biobench"] == 1, name


def test_every_format_puts_its_own_prompt() -> None:
    model = Parrot(lambda request: "Yes")
    evaluate(model, [f"biobench_cpd{s}" for s in ("", "_closed", "_chat", "_reasoning")],
             limit=1, apply_chat_template=True)  # fmt: skip
    plain, closed, chat, reasoning = (request.arguments[0] for request in model.seen)
    assert plain.startswith("<user>My question is <dna>")
    assert closed.startswith("<user>You are an expert biology AI assistant")
    assert chat.startswith("<system>You are a knowledgeable and helpful biology assistant.")
    assert reasoning.startswith("<system>You are a highly knowledgeable AI assistant")
    lengths = [request.arguments[1]["max_gen_toks"] for request in model.seen]
    assert lengths == sorted(lengths)
    assert lengths[-1] >= 1024, "reasoning is not cut before its verdict"
    assert all("\n\n" not in request.arguments[1]["until"] for request in model.seen)


def test_few_shot_examples_come_from_the_dev_split_with_their_answers() -> None:
    model = Parrot(lambda request: "Yes")
    evaluate(model, ["biobench_cpd_closed"], limit=5, num_fewshot=2)
    for request in model.seen:
        text = request.arguments[0]
        assert text.count('{"answer": "Yes"}\n\n') + text.count('{"answer": "No"}\n\n') == 2
        assert text.count("<dna>") == 6


def test_too_few_dev_rows_for_few_shot_is_said_plainly(real_data: Path) -> None:
    metadata = {"data": f"local:{real_data}"}
    evaluate(Silent(), ["biobench_cpd"], metadata, limit=2)
    with pytest.raises(DataError, match=r"--num_fewshot 2: the data have 0 dev rows"):
        evaluate(Silent(), ["biobench_cpd"], metadata, limit=2, num_fewshot=2)


def test_limit_takes_the_same_shuffled_rows_every_time() -> None:
    runs = [
        evaluate(Silent(), ["biobench_ncrna"], limit=9)["samples"]["biobench_ncrna"] for _ in "ab"
    ]
    indices = [[s["doc"]["index"] for s in samples] for samples in runs]
    assert indices[0] == indices[1] != list(range(9))


def test_the_majority_model_answers_the_most_frequent_training_class(real_data: Path) -> None:
    tasks = [t for t in TASKS if (real_data / t).is_dir()]
    results = evaluate(Majority(), tasks, {"data": f"local:{real_data}"}, limit=40)
    for task in tasks:
        assert len({s["resps"][0][0] for s in results["samples"][task]}) == 1
        assert results["results"][task]["bb_parsed,biobench"] == 1


def test_models_that_need_training_rows_say_how_to_name_them(tmp_path: Path) -> None:
    folder = tmp_path / "cpd" / "test"
    folder.mkdir(parents=True)
    folder.joinpath("data.jsonl").write_text(
        '{"input": "<dna>ACGT<dna> ?", "label": "positive", "task": "cpd-prom_core_tata"}\n'
    )
    metadata = {"data": f"local:{tmp_path}"}
    with pytest.raises(
        DataError, match=r'needs training rows of biobench_cpd.*"train": "local:DIR"'
    ):
        evaluate(Majority(), ["biobench_cpd"], metadata)
    result = evaluate(Majority(), ["biobench_cpd"], {**metadata, "train": "mini"})
    assert result["results"]["biobench_cpd"]["bb_parsed,biobench"] == 1


def test_run_time_keys_cannot_replace_the_facts_of_a_task() -> None:
    with pytest.raises(SpecError, match="do not use them in --metadata"):
        evaluate(Silent(), ["biobench_cpd"], {"biobench": 3})


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "made_up.yaml").write_text(
        f"""\
include: {Path(harness.__file__).parent / "tasks" / "_binary.yaml"}
task: biobench_made_up
metadata:
  version: 1.0
  biobench:
    id: biobench_made_up
    title: Made up
    abbreviation: MU
    omics: dna
    kind: binary
    headline: accuracy
    molecules: [dna]
    official: [made-up]
    question: "{{0}} Is it?"
    hint: binary
"""
    )
    yield tmp_path
    harness.TASKS.pop(("biobench_made_up", "mini"), None)


def test_a_new_task_takes_one_yaml_and_no_python(made_up: Path) -> None:
    manager = TaskManager(
        include_path=str(made_up), include_defaults=False, metadata={"data": "mini"}
    )
    model = Parrot(lambda request: harness.target(request.doc))
    results = lm_eval.simple_evaluate(model, tasks=["biobench_made_up"], task_manager=manager)
    assert results["results"]["biobench_made_up"]["bb_score,biobench"] == pytest.approx(100)
    assert "<dna> Is it?" in model.seen[0].arguments[0]


def test_row_values_survive_the_way_between_processes() -> None:
    value = harness._row_value(1.0, {"gold": True})
    copy = pickle.loads(pickle.dumps(value))
    assert copy == 1.0
    assert copy.record == {"gold": True}


def test_options_of_the_prompt_reach_the_model_and_the_record() -> None:
    model = Parrot(lambda request: "1.00 and 2.00")
    options = {"hints": "released", "sequences": "spaced", "max_letters": 60}
    results = evaluate(model, ["biobench_enhancer"], options, limit=3)
    for request, sample in zip(model.seen, results["samples"]["biobench_enhancer"]):
        text = request.arguments[0]
        assert "regression values of 'Housekeeping enhancer activity'" in text
        assert "l e t t e r s" not in text
        assert "[189 letters left out]" in text
        assert text.endswith("Do not explain or repeat.")
        assert sample["bb_score"]["left_out"] == 189
        assert sample["bb_score"]["hints"] == "released"
    assert results["configs"]["biobench_enhancer"]["metadata"]["sequences"] == "spaced"


def official(results: Any, task: str) -> Any:
    return results["results"][task]["bb_score,official"]


def test_the_published_reading_stands_beside_ours_in_every_run(caplog: Any) -> None:
    # "No doubt: yes" is a yes to both; "unknown" is a no to the published evaluator alone.
    answers = {True: "No doubt about it: yes.", False: "This annotation is unknown to me."}
    model = Parrot(lambda request: answers[harness.label_of(request.doc)])
    results = evaluate(model, ["biobench_cpd"])
    assert official(results, "biobench_cpd") == pytest.approx(100)
    assert results["results"]["biobench_cpd"]["bb_parsed,biobench"] < 1
    assert results["results"]["biobench_cpd"]["bb_score,biobench"] < 100


def test_without_the_sentiment_model_a_published_score_may_be_missing(
    monkeypatch: Any, caplog: Any
) -> None:
    monkeypatch.setattr(harness, "_sentiment_model", lambda name: None)
    results = evaluate(Parrot(lambda request: "Binding detected."), ["biobench_cpd"])
    assert official(results, "biobench_cpd") is None
    assert "no official score: 100 of 100 answers need the sentiment model" in caplog.text


class Optimist:
    """A sentiment model that likes everything with an exclamation mark."""

    sha256 = "0123456789abcdef" * 4

    def positive(self, texts: Sequence[str]) -> list[bool]:
        return ["!" in text for text in texts]


def test_what_the_sentiment_model_says_is_reported_apart_from_the_headline(
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr(harness, "_sentiment_model", lambda name: Optimist())

    def answer(request: Any) -> str:
        label = harness.label_of(request.doc)
        return "Such a lovely sequence!" if label is True else "Such a sad sequence."

    results = evaluate(Parrot(answer), ["biobench_cpd", "biobench_apa"])
    scores = results["results"]["biobench_cpd"]
    assert scores["bb_score,biobench"] == scores["bb_parsed,biobench"] == 0
    assert scores["bb_score_fallback,biobench"] == pytest.approx(100)
    assert official(results, "biobench_cpd") == pytest.approx(100)
    assert "bb_score_fallback,biobench" not in results["results"]["biobench_apa"]
    flags = {
        s["bb_score"]["flags"]
        for s in results["samples"]["biobench_cpd"]
        if s["filter"] == "biobench"
    }
    which = "sentiment:0123456789abcdef"
    assert flags == {("sentiment_positive", which), ("sentiment_negative", which)}


def test_published_fmax_does_not_depend_on_the_shuffling() -> None:
    model = Parrot(
        lambda request: harness.target(request.doc) if request.doc["index"] % 3 else "2.7.7.7"
    )
    results = evaluate(model, ["biobench_ec"])
    rows = sorted(
        (s["bb_score"] for s in results["samples"]["biobench_ec"] if s["filter"] == "official"),
        key=lambda r: r["index"],
    )
    published_rows = [
        {"task": "FunctionEC-FunctionEC", "label": ",".join(f"EC{m}" for m in r["gold"]),
         "output": ", ".join(r["value"])} for r in rows
    ]  # fmt: skip
    expected = metrics_official.evaluate(published_rows, sentiment=lambda text: True)
    assert round(official(results, "biobench_ec"), 2) == expected["FunctionEC"]["Fmax"]


def table(folder: Path, split: str, label: str) -> None:
    home = folder / "biobench_cpd"
    home.mkdir(exist_ok=True)
    lines = [f"{i},{'ACGT' * (i + 5)},{label},cpd-prom_core_tata" for i in range(10)]
    (home / f"{split}.csv").write_text("\n".join(["id,seq,label,subset", *lines]) + "\n")


def test_rows_of_two_splits_may_have_the_same_ids(tmp_path: Path) -> None:
    table(tmp_path, "test", "positive")
    table(tmp_path, "dev", "negative")
    results = evaluate(Silent(), ["biobench_cpd"], {"data": f"local:{tmp_path}"})
    assert {s["bb_score"]["gold"] for s in results["samples"]["biobench_cpd"]} == {True}


def test_rows_keep_the_labels_they_were_loaded_with(tmp_path: Path) -> None:
    def load() -> Any:
        manager = TaskManager(include_defaults=False, metadata={"data": f"local:{tmp_path}"})
        return manager.load(["biobench_cpd"])["tasks"]["biobench_cpd"]

    table(tmp_path, "test", "positive")
    first = load()
    table(tmp_path, "test", "negative")
    second = load()
    assert {harness.label_of(doc) for doc in first.eval_docs} == {True}
    assert {harness.label_of(doc) for doc in second.eval_docs} == {False}


def test_bad_rows_that_were_left_out_are_counted_in_the_records(tmp_path: Path) -> None:
    table(tmp_path, "test", "positive")
    path = tmp_path / "biobench_cpd" / "test.csv"
    path.write_text(path.read_text() + "x,AC?T,positive,cpd-prom_core_tata\n")
    metadata = {"data": f"local:{tmp_path}", "on_bad_row": "skip"}
    results = evaluate(Silent(), ["biobench_cpd"], metadata)
    assert {s["bb_score"]["bad_rows"] for s in results["samples"]["biobench_cpd"]} == {1}


@pytest.mark.parametrize(
    ("metadata", "warning"),
    [
        ({"dta": "mini"}, "'data'"),
        ({"on_bad_rows": "skip"}, "'on_bad_row'"),
        ({"hint": "x"}, "'hints'"),
    ],
)
def test_a_misspelt_option_is_pointed_out(metadata: Any, warning: str, caplog: Any) -> None:
    evaluate(Silent(), ["biobench_cpd"], metadata, limit=1)
    assert f"does nothing; did you mean {warning}?" in caplog.text


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ({"on_bad_row": "ignore"}, "'ignore' is none of error, skip"),
        ({"hints": "mine"}, "'mine' is none of paper, released"),
        ({"sequences": 5}, "expected plain, spaced or lines:N, not 5"),
        ({"version": 2}, "version 2 of biobench_cpd, whose YAML says 1"),
        ({"biobench": {"title": "x"}}, "do not use them in --metadata"),
    ],
)
def test_an_impossible_option_is_refused_whatever_the_data(metadata: Any, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        evaluate(Silent(), ["biobench_cpd"], metadata, limit=1)


def test_a_new_task_cannot_claim_a_published_name_of_another(made_up: Path) -> None:
    path = made_up / "made_up.yaml"
    path.write_text(path.read_text().replace("[made-up]", "[cpd-prom_core_tata]"))
    manager = TaskManager(
        include_path=str(made_up), include_defaults=False, metadata={"data": "mini"}
    )
    with pytest.raises(SpecError, match="'cpd-prom_core_tata' belongs to biobench_cpd already"):
        manager.load(["biobench_made_up"])


def test_without_a_chat_template_the_system_prompt_is_set_apart_and_warned_about(
    caplog: Any,
) -> None:
    harness._warn_once.cache_clear()
    model = Parrot(lambda request: "Yes")
    evaluate(model, ["biobench_cpd_chat"], limit=3)
    assert "please return a number.\n\n<dna>" in model.seen[0].arguments[0]
    assert caplog.text.count("a system prompt is written as plain text") == 1


def test_a_long_answer_leaves_less_room_for_the_prompt() -> None:
    seen = {}
    for suffix in ("", "_reasoning"):
        model = Parrot(lambda request: "Yes")
        evaluate(model, [f"biobench_solubility{suffix}"], {"max_length": 2600})
        seen[suffix] = sum("letters left out" in r.arguments[0] for r in model.seen)
        assert all(r.arguments[0].strip().endswith(("repeat.", "soluble?")) for r in model.seen)
    assert seen[""] == 0
    assert seen["_reasoning"] > 0


def test_the_room_for_answers_is_what_the_formats_ask_for() -> None:
    for name, prompt_format in prompts.FORMATS.items():
        settings = _load_yaml(TASKS_FOLDER / f"_format_{name}.yaml")["generation_kwargs"]
        assert prompt_format.answer_tokens == settings["max_gen_toks"]
