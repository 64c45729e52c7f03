"""The ``biobench`` command. Each subcommand imports what it needs when it runs, so help is instant."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from biobench import __version__

_EXAMPLES = """\
examples:
  lm_eval --tasks biobench_dna --model vllm --model_args pretrained=DIR --batch_size auto
                                examine a model (installed with this package, lm_eval knows the tasks)
  lm_eval --tasks biobench --model biobench-majority --metadata '{"data": "mini"}' --output_path out
                                a trial run on synthetic rows, in seconds
  biobench show out             the results as one table, a column for each model
  echo '{"output": "No TATA box, yet it is a promoter."}' | biobench parse --task biobench_cpd
                                how an answer is read
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status (0 good, 1 a stated problem, 2 wrong usage)."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stderr.close()
        return 0
    except (ValueError, OSError) as problem:
        print(f"biobench {arguments.command}: {problem}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="biobench",
        description="Examine language models on DNA, RNA, protein and multi-molecule tasks.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"biobench {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    tasks = commands.add_parser(
        "tasks", help="list the tasks, or write them for lm_eval --include_path",
        description="List the tasks. With --path, write every task, group and prompt format as a "
        "YAML and print the folder: lm_eval --include_path $(biobench tasks --path) ...",
    )  # fmt: skip
    form = tasks.add_mutually_exclusive_group()
    form.add_argument("--path", action="store_true", help="write YAMLs and print their folder")
    form.add_argument("--json", action="store_true", help="print the facts of all tasks as JSON")
    tasks.set_defaults(run=_tasks)

    parse = commands.add_parser(
        "parse", help="read answers from standard input and print what is understood",
        description="Reads JSON lines {\"output\": TEXT, \"prompt\": TEXT (optional)} and prints a JSON "
        "object a line: value, status, method, span, flags.",
    )  # fmt: skip
    parse.add_argument("--task", required=True, metavar="ID", help="task, such as biobench_cpd")
    parse.set_defaults(run=_parse)

    data = commands.add_parser(
        "data",
        help="look into a folder of data",
        description="Look into data before a run depends on them.",
    )
    actions = data.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check",
        help="report rows, letters, labels, duplicates, lengths and bad rows of every task",
        description="Reads every task found in a folder (raw tables or the published layout) and "
        "reports what is there, bad rows by file and line. Exit status 1 if there are bad rows.",
    )
    check.add_argument("folder", type=Path, metavar="DIR")
    check.add_argument("--json", action="store_true", help="print the report as JSON")
    check.set_defaults(run=_data_check)

    scoring = commands.add_parser(
        "score",
        help="score stored answers again, with intervals, subsets and rates; no model needed",
        description="Reads the stored answers of lm_eval runs (--log_samples) again and prints every "
        "score with its 95 % interval. Or, with --predictions, scores values of a model that does not "
        'write text: JSON lines {"id": ROW, "value": ANSWER}, matched to the rows of --data.',
        epilog="example: biobench score --predictions values.jsonl --tasks biobench_solubility "
        "--data local:DATA --model my-encoder --output runs/my-encoder",
    )
    scoring.add_argument(
        "paths", nargs="*", type=Path, metavar="RUN", help="folders or samples files"
    )
    scoring.add_argument(
        "--predictions", type=Path, metavar="FILE", help="JSON lines of id and value"
    )
    scoring.add_argument("--tasks", metavar="IDS", help="tasks of the predictions, comma-separated")
    scoring.add_argument("--data", metavar="SOURCE", help="their rows: hub, local:DIR or mini")
    scoring.add_argument("--model", default=None, metavar="NAME", help="what to call their model")
    scoring.add_argument(
        "--output", type=Path, metavar="DIR", help="store the predictions as a run"
    )
    scoring.add_argument(
        "--stored", action="store_true", help="keep what was read then: do not reread"
    )
    scoring.add_argument("--subsets", action="store_true", help="a line for each published subset")
    scoring.add_argument(
        "--draws", type=int, default=1000, metavar="N", help="bootstrap draws (1000)"
    )
    scoring.add_argument(
        "--judge", metavar="MODEL", help="ask a model about answers that stayed unparsed"
    )
    scoring.add_argument(
        "--judge-url", metavar="URL", help="its OpenAI-compatible address (.../v1)"
    )
    scoring.add_argument("--json", action="store_true", help="print everything as JSON")
    scoring.set_defaults(run=_score)

    comparing = commands.add_parser(
        "compare",
        help="is one model better than another? paired differences on the same rows",
        description="Compares models on the rows they share luck on: differences with 95 % intervals, "
        "p-values, adjusted over tasks (Benjamini-Hochberg), wins, and the difference these rows could "
        "show at all. Each RUN is a folder (or samples file) of one model.",
    )
    comparing.add_argument("runs", nargs="+", type=Path, metavar="RUN")
    comparing.add_argument(
        "--any-format", action="store_true", help="allow different prompt formats"
    )
    comparing.add_argument(
        "--shared-rows", action="store_true", help="use the rows all models have"
    )
    comparing.add_argument(
        "--stored", action="store_true", help="keep what was read then: do not reread"
    )
    comparing.add_argument(
        "--draws", type=int, default=1000, metavar="N", help="bootstrap draws (1000)"
    )
    comparing.add_argument("--json", action="store_true", help="print everything as JSON")
    comparing.set_defaults(run=_compare)

    show = commands.add_parser(
        "show", help="print results of lm_eval runs as one table",
        description="Prints score ± standard error (and the parsed fraction, if below 1) of every "
        "task, a column for each run found in the given folders or results files.",
    )  # fmt: skip
    show.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    show.add_argument("--output", type=Path, metavar="FILE", help="also save the table there")
    show.set_defaults(run=_show)
    doctor = commands.add_parser(
        "doctor",
        help="what is installed, reachable and cached, and what to do about the rest",
        description="Looks at packages and versions, the way into lm_eval, data, network, accelerator "
        "and keys. Exit status 1 if something is wrong; what is only missing for some uses is not.",
    )
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")
    doctor.set_defaults(run=_doctor)
    return parser


def _tasks(arguments: argparse.Namespace) -> None:
    if arguments.path:
        from biobench.registration import write_tasks

        print(write_tasks())
        return
    from biobench.columns import aligned
    from biobench.spec import builtin_specs

    specs = builtin_specs().values()
    if arguments.json:
        import dataclasses

        print(json.dumps([dataclasses.asdict(s) for s in specs], ensure_ascii=False, indent=1))
        return
    lines = [("task", "name", "omics", "kind", "headline", "test rows")]
    lines += [(s.id, s.title, s.omics, s.kind, s.headline, str(s.test_rows or "")) for s in specs]
    print(*aligned(lines, numbers=False), sep="\n")
    print(
        "\nEach also as _closed, _chat and _reasoning (prompt formats); groups: biobench, biobench_OMICS."
    )


def _data_check(arguments: argparse.Namespace) -> int:
    from biobench.data.check import as_json, as_text, check
    from biobench.spec import builtin_specs

    if not arguments.folder.exists():
        raise ValueError(f"{arguments.folder} does not exist")
    reports = check(arguments.folder, builtin_specs().values())
    print(as_json(reports) if arguments.json else as_text(reports))
    return int(any(report.bad for report in reports))


def _parse(arguments: argparse.Namespace) -> None:
    from biobench.parsers import parse
    from biobench.spec import builtin_specs

    specs = builtin_specs()
    if arguments.task not in specs:
        raise ValueError(f"--task: {arguments.task!r} is none of {', '.join(specs)}")
    spec = specs[arguments.task]
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            record: Any = json.loads(line)
        except ValueError as problem:
            raise ValueError(f"line {number}: not JSON ({problem})") from None
        wanted = (str, type(None))
        if (
            not isinstance(record, dict)
            or "output" not in record
            or not isinstance(record["output"], wanted)
            or not isinstance(record.get("prompt"), wanted)
        ):
            raise ValueError(
                f'line {number}: expected {{"output": TEXT}}, found {line.strip()[:80]}'
            )
        answer = parse(record["output"], spec, record.get("prompt"))
        print(json.dumps(answer._asdict(), ensure_ascii=False), flush=True)


def _score(arguments: argparse.Namespace) -> None:
    from biobench.report import as_text, group_means, harness_metrics, report
    from biobench.runs import read_predictions, read_runs, write_run

    if bool(arguments.paths) == bool(arguments.predictions):
        raise ValueError("name folders of runs, or a file with --predictions (and not both)")
    if arguments.predictions:
        from biobench.data import parse_source
        from biobench.metrics import score

        if not arguments.tasks:
            raise ValueError("--predictions needs --tasks: the tasks the values belong to")
        source = parse_source(arguments.data)
        model = arguments.model or arguments.predictions.stem
        runs = read_predictions(arguments.predictions, arguments.tasks.split(","), source, model)
        if arguments.output:
            scores = {run.name: harness_metrics(score(run.spec, run.table)) for run in runs}
            print(f"stored: {write_run(runs, arguments.output, scores)}", file=sys.stderr)
    else:
        judge = None
        if arguments.judge or arguments.judge_url:
            from biobench.judge import Judge

            if not (arguments.judge and arguments.judge_url):
                raise ValueError("--judge MODEL and --judge-url URL go together")
            judge = Judge(arguments.judge_url, arguments.judge)
        runs = read_runs(arguments.paths, not arguments.stored, judge)
        if judge:
            print(f"judge: {json.dumps(judge.record)}", file=sys.stderr)
    reports = [report(run, arguments.draws) for run in runs]
    groups = group_means(runs, arguments.draws)
    if arguments.json:
        found = {"tasks": reports, "groups": groups}
        print(json.dumps(found, ensure_ascii=False, allow_nan=False, indent=1))
        return
    for model in dict.fromkeys(r["model"] for r in reports):
        tasks = [r for r in reports if r["model"] == model]
        means = [g for g in groups if g["model"] == model]
        print(f"{model}\n{as_text(tasks, means, arguments.subsets)}\n")


def _compare(arguments: argparse.Namespace) -> None:
    import dataclasses

    from biobench.report import compare_runs, comparison_text
    from biobench.runs import read_runs

    if len(arguments.runs) < 2:
        raise ValueError("name at least two runs to compare")
    groups = [read_runs([path], reread=not arguments.stored) for path in arguments.runs]
    found = compare_runs(groups, arguments.any_format, arguments.shared_rows, arguments.draws)
    if arguments.json:
        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, allow_nan=False, indent=1))
    else:
        print(comparison_text(found))


def _doctor(arguments: argparse.Namespace) -> int:
    import dataclasses

    from biobench.doctor import as_text, examine

    findings = list(examine())
    if arguments.json:
        print(json.dumps([dataclasses.asdict(f) for f in findings], indent=1))
    else:
        print(as_text(findings))
    return int(any(f.state == "wrong" for f in findings))


def _show(arguments: argparse.Namespace) -> None:
    from biobench.results import read_results, table

    text = table(read_results(arguments.paths))
    print(text)
    if arguments.output:
        arguments.output.parent.mkdir(parents=True, exist_ok=True)
        part = arguments.output.with_name(f"{arguments.output.name}.part")
        part.write_text(text + "\n", encoding="utf-8")
        part.replace(arguments.output)


if __name__ == "__main__":
    raise SystemExit(main())
