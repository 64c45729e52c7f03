"""Stored answers are scored again to the same numbers; predictions are checked before they count."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lm_eval
import pytest
from lm_eval.loggers import EvaluationTracker
from lm_eval.tasks import TaskManager

from biobench import data
from biobench.cli import main
from biobench.models.baselines import Random
from biobench.runs import model_name, read_runs
from biobench.spec import builtin_specs
from tests.test_judge import Server, said

TASKS = ["biobench_cpd", "biobench_prs", "biobench_modification_closed", "biobench_ncrna"]


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a plain lm_eval evaluation, as its command stores it."""
    folder = tmp_path_factory.mktemp("run")
    manager = TaskManager(include_defaults=False, metadata={"data": "mini"})
    tracker = EvaluationTracker(output_path=str(folder))
    results = lm_eval.simple_evaluate(
        Random(), tasks=TASKS, task_manager=manager, evaluation_tracker=tracker, log_samples=True
    )
    samples = results.pop("samples")
    tracker.save_results_aggregated(results=results, samples=samples)
    for task in TASKS:
        tracker.save_results_samples(task_name=task, samples=samples[task])
    return folder


def stored(folder: Path) -> dict[str, dict[str, Any]]:
    path = next(folder.rglob("results_*.json"))
    results: dict[str, dict[str, Any]] = json.loads(path.read_text())["results"]
    return results


@pytest.mark.parametrize("again", [(), ("--stored",)])
def test_stored_answers_give_the_same_scores_without_a_model(
    run_folder: Path, capsys: Any, again: tuple[str, ...]
) -> None:
    assert main(["score", str(run_folder), "--json", *again]) == 0
    reports = {r["task"]: r for r in json.loads(capsys.readouterr().out)["tasks"]}
    assert set(reports) == set(TASKS)
    for task, row in stored(run_folder).items():
        assert reports[task]["score"]["value"] == row["bb_score,biobench"]
        assert reports[task]["score"]["stderr"] == row["bb_score_stderr,biobench"]
        assert reports[task]["norm"]["value"] == row["bb_norm,biobench"]
        assert reports[task]["official"]["value"] == pytest.approx(row["bb_score,official"])
        low, high = reports[task]["score"]["interval"]
        assert low <= reports[task]["score"]["value"] <= high
    assert reports["biobench_modification_closed"]["settings"]["format"] == "closed"
    assert set(reports["biobench_cpd"]["subsets"]) == {"cpd-prom_core_notata", "cpd-prom_core_tata"}


def test_the_table_for_people_names_model_interval_and_rows(run_folder: Path, capsys: Any) -> None:
    assert main(["score", str(run_folder), "--subsets"]) == 0
    out = capsys.readouterr().out
    assert "95 % interval" in out
    assert "  cpd-prom_core_tata" in out


def test_a_folder_without_samples_says_how_to_get_them(tmp_path: Path, capsys: Any) -> None:
    assert main(["score", str(tmp_path)]) == 1
    assert "--log_samples" in capsys.readouterr().err


# --- predictions ---


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records))
    return path


def labels(task: str) -> list[dict[str, Any]]:
    rows = data.load(builtin_specs()[task], data.parse_source("mini"), "test").rows
    return [{"id": row.id, "value": row.label if row.label != [] else "none"} for row in rows]


def score(path: Path, *more: str, task: str = "biobench_prs") -> int:
    return main(
        ["score", "--predictions", str(path), "--tasks", task, "--data", "mini", "--json", *more]
    )


@pytest.mark.parametrize("task", builtin_specs())
def test_right_predictions_of_every_kind_are_perfect(
    task: str, tmp_path: Path, capsys: Any
) -> None:
    assert score(write(tmp_path / "p.jsonl", labels(task)), task=task) == 0
    (report,) = json.loads(capsys.readouterr().out)["tasks"]
    assert report["norm"]["value"] == pytest.approx(100)
    assert report["model"] == "p"


def test_null_is_a_missing_answer(tmp_path: Path, capsys: Any) -> None:
    records = labels("biobench_ncrna")
    for record in records[:50]:
        record["value"] = None
    assert score(write(tmp_path / "p.jsonl", records), task="biobench_ncrna") == 0
    (report,) = json.loads(capsys.readouterr().out)["tasks"]
    assert report["score"]["value"] == pytest.approx(50)
    assert report["score"]["parsed_only"]["value"] == pytest.approx(100)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda r: r.pop(),
            "1 of 100 rows of biobench_prs have no value, such as mini:prs:test:99",
        ),
        (lambda r: r.append(dict(r[0])), "p.jsonl:101: 'mini:prs:test:0' has a value already"),
        (lambda r: r[3].update(id="x"), "p.jsonl:4: no row 'x' in the test split of biobench_prs"),
        (lambda r: r[3].update(value=0.5), "p.jsonl:4: value 0.5 is no mapping"),
        (lambda r: r[3].pop("value"), 'p.jsonl:4: expected {"id": ..., "value": ...}'),
        (lambda r: r[0]["value"].pop("ON"), "p.jsonl:1: value"),
    ],
)
def test_predictions_are_refused_with_their_line(
    tmp_path: Path, capsys: Any, change: Any, problem: str
) -> None:
    records = labels("biobench_prs")
    change(records)
    assert score(write(tmp_path / "p.jsonl", records)) == 1
    assert problem in capsys.readouterr().err


def test_predictions_are_admitted_where_runs_are(tmp_path: Path, capsys: Any) -> None:
    records = [{**r, "task": t} for t in ("biobench_prs", "biobench_cpd") for r in labels(t)]
    path = write(tmp_path / "p.jsonl", records)
    out = tmp_path / "out"
    tasks = "biobench_prs,biobench_cpd"
    assert score(path, "--output", str(out), "--model", "my-encoder", task=tasks) == 0
    first = json.loads(capsys.readouterr().out)["tasks"]
    assert main(["score", str(out), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)["tasks"]
    for a, b in zip(sorted(first, key=str), sorted(again, key=str)):
        assert {**a, "source": ""} == {**b, "source": ""}
    assert {run.model for run in read_runs([out])} == {"my-encoder"}
    assert main(["show", str(out)]) == 0
    shown = capsys.readouterr().out
    assert "my-encoder" in shown
    assert "biobench_prs" in shown
    assert "synthetic" in shown


def test_either_runs_or_predictions(capsys: Any) -> None:
    assert main(["score"]) == 1
    assert "name folders of runs, or a file with --predictions" in capsys.readouterr().err
    assert main(["score", "--predictions", "x.jsonl"]) == 1
    assert "--predictions needs --tasks" in capsys.readouterr().err


def test_the_doctor_finds_what_is_installed(capsys: Any) -> None:
    main(["doctor", "--json"])
    found = {f["name"]: f for f in json.loads(capsys.readouterr().out)}
    assert found["lm-eval"]["state"] == "ok"
    assert found["plain lm_eval"]["state"] == "ok"
    assert found["hub"]["state"] == "missing"
    assert "local:DIR" in found["hub"]["advice"]


def test_the_doctor_sees_that_the_hook_is_off(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setenv("BIOBENCH_LM_EVAL_HOOK", "0")
    main(["doctor"])
    assert "switched off by BIOBENCH_LM_EVAL_HOOK" in capsys.readouterr().out


@pytest.fixture(scope="module")
def other_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other")
    records = [{**r, "task": t} for t in ("biobench_prs", "biobench_cpd") for r in labels(t)]
    path = write(folder / "p.jsonl", records)
    arguments = ["--predictions", str(path), "--data", "mini", "--output", str(folder / "run")]
    assert (
        main(["score", *arguments, "--tasks", "biobench_prs,biobench_cpd", "--model", "oracle"])
        == 0
    )
    return folder / "run"


def test_models_are_compared_on_the_same_rows(
    run_folder: Path, other_run: Path, capsys: Any
) -> None:
    assert main(["compare", str(other_run), str(run_folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (pair,) = found["pairs"]
    assert {d["task"] for d in pair["tasks"]} == {"biobench_prs", "biobench_cpd"}
    for d in pair["tasks"]:
        assert d["first"] == pytest.approx(100)
        assert d["value"] == pytest.approx(d["first"] - d["second"])
        assert d["interval"][0] > 0
        assert d["q"] < 0.05
    assert pair["clear_wins"] == 2
    assert "not answered by oracle" in found["left_out"]["biobench_ncrna"]
    assert main(["compare", str(other_run), str(run_folder)]) == 0
    out = capsys.readouterr().out
    assert "first wins 2, loses 0, ties 0 of 2 tasks" in out
    assert "detectable" in out


def test_a_model_is_not_better_than_itself(run_folder: Path, capsys: Any) -> None:
    assert main(["compare", str(run_folder), str(run_folder), "--json"]) == 0
    (pair,) = json.loads(capsys.readouterr().out)["pairs"]
    assert pair["first"] != pair["second"], "runs of one model are told apart"
    assert all(d["value"] == 0 and d["p"] == 1 for d in pair["tasks"])


def test_different_rows_or_formats_are_compared_only_when_told(
    run_folder: Path, tmp_path: Path, capsys: Any
) -> None:
    (source,) = run_folder.rglob("samples_biobench_ncrna_*.jsonl")
    lines = source.read_text().splitlines(keepends=True)
    fewer = tmp_path / "fewer" / source.name
    fewer.parent.mkdir()
    fewer.write_text("".join(lines[:60]))
    assert main(["compare", str(source), str(fewer)]) == 1
    assert "were not scored on the same rows" in capsys.readouterr().err
    assert main(["compare", str(source), str(fewer), "--shared-rows"]) == 0
    chat = tmp_path / "chat" / source.name
    chat.parent.mkdir()
    chat.write_text("".join(lines).replace('"format": "open"', '"format": "chat"'))
    capsys.readouterr()
    assert main(["compare", str(source), str(chat)]) == 1
    assert "was asked in format, hints and style open, paper" in capsys.readouterr().err
    assert main(["compare", str(source), str(chat), "--any-format"]) == 0
    assert main(["compare", str(source)]) == 1


def test_the_sentiment_models_word_stands_beside_the_headline_with_its_share_of_rows(
    run_folder: Path, tmp_path: Path, capsys: Any
) -> None:
    (source,) = run_folder.rglob("samples_biobench_cpd_*.jsonl")
    asked = tmp_path / source.name
    samples = [json.loads(line) for line in source.read_text().splitlines()]
    for sample in samples[::4]:
        if sample["filter"] == "biobench":
            word = "sentiment_positive" if sample["bb_score"]["gold"] else "sentiment_negative"
            sample["resps"] = [["Such a sight!"]]
            sample["bb_score"] |= {"value": None, "status": "undecided", "flags": [word]}
    asked.write_text("".join(json.dumps(sample) + "\n" for sample in samples))
    ours = [s for s in samples if s["filter"] == "biobench"]
    share = sum(s["bb_score"]["status"] == "undecided" for s in ours) / len(ours)
    assert 0 < share < 1
    assert main(["score", str(asked), "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["tasks"]
    assert report["rates"]["undecided"]["value"] == pytest.approx(share)
    assert report["with_fallback"]["value"] > report["score"]["value"]
    assert report["with_fallback"]["decided"]["value"] == pytest.approx(share)
    low, high = report["with_fallback"]["decided"]["interval"]
    assert low < share < high
    assert main(["score", str(asked)]) == 0
    assert "with the sentiment model's word on " in capsys.readouterr().out


def test_a_judge_reads_what_stayed_unparsed_and_is_reported_apart(
    run_folder: Path, tmp_path: Path, capsys: Any
) -> None:
    server = Server()
    (source,) = run_folder.rglob("samples_biobench_ncrna_*.jsonl")
    silent = tmp_path / source.name
    samples = [json.loads(line) for line in source.read_text().splitlines()]
    for sample in samples:
        sample["resps"] = [["Everything here speaks for the thing that carries amino acids."]]
    silent.write_text("".join(json.dumps(sample) + "\n" for sample in samples))
    server.rule = lambda question: said("tRNA", "carries amino acids")
    command = ["score", str(silent), "--json", "--judge", "reader", "--judge-url", server.url]
    assert main(command) == 0
    out = capsys.readouterr()
    (report,) = json.loads(out.out)["tasks"]
    assert report["score"]["value"] == 0
    golds = [s["bb_score"]["gold"] for s in samples if s["filter"] == "biobench"]
    assert report["with_judge"]["value"] == pytest.approx(100 * golds.count("tRNA") / len(golds))
    assert report["with_judge"]["decided"]["value"] == 1
    assert '"read": 100' in out.err
    assert main(command[:2]) == 0
    assert "with the judge's word" not in capsys.readouterr().out
    assert main([*command[:2], "--judge", "reader"]) == 1
    assert "--judge MODEL and --judge-url URL go together" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"pretrained": "base"}, "base"),
        ({"pretrained": "base", "peft": "lora"}, "base + lora"),
        ({"pretrained": "base", "lora_local_path": "lora", "max_lora_rank": 32}, "base + lora"),
        ("pretrained=base,peft=lora,dtype=float32", "base + lora"),
        ({"model": "gpt-4o"}, "gpt-4o"),
        ({}, "hf"),
    ],
)
def test_an_adapter_is_part_of_the_name_of_a_model(arguments: Any, name: str) -> None:
    assert model_name({"config": {"model": "hf", "model_args": arguments}}, "folder") == name


def test_groups_of_tasks_have_a_mean_with_an_interval(tmp_path: Path, capsys: Any) -> None:
    tasks = [s.id for s in builtin_specs().values() if s.omics == "rna"]
    records = [{**r, "task": t} for t in tasks for r in labels(t)]
    for record in records[:50]:
        record["value"] = None
    path = write(tmp_path / "p.jsonl", records)
    assert score(path, task=",".join(tasks)) == 0
    found = json.loads(capsys.readouterr().out)
    (group,) = found["groups"]
    norms = [r["norm"]["value"] for r in found["tasks"]]
    assert group["group"] == "biobench_rna"
    assert group["norm"]["value"] == pytest.approx(sum(norms) / len(norms))
    low, high = group["norm"]["interval"]
    assert low < group["norm"]["value"] < high
    arguments = ["--predictions", str(path), "--tasks", ",".join(tasks), "--data", "mini"]
    assert main(["score", *arguments]) == 0
    assert "biobench_rna (norm)" in capsys.readouterr().out


def test_two_models_in_one_folder_are_told_apart_by_their_dates(
    run_folder: Path, tmp_path: Path
) -> None:
    (source,) = run_folder.rglob("samples_biobench_ncrna_*.jsonl")
    (results,) = run_folder.rglob("results_*.json")
    content = json.loads(results.read_text())
    task = "samples_biobench_{}_2026-01-0{}T00-00-00.000000.jsonl"
    for day, model, name in ((1, "base", "ncrna"), (2, "base + adapter", "cpd")):
        content["config"] = {"model": "vllm", "model_args": {"pretrained": model}}
        date = f"2026-01-0{day}T00-00-00.000000"
        (tmp_path / f"results_{date}.json").write_text(json.dumps(content))
        (tmp_path / task.format(name, day)).write_text(source.read_text())
    assert {run.name: run.model for run in read_runs([tmp_path])} == {
        "biobench_ncrna": "base",
        "biobench_cpd": "base + adapter",
    }
