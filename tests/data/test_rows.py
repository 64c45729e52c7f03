"""Rows enter through one door: every spelling of the published data is read, every mistake named."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from biobench.data import DataError, load, parse_source, shuffled
from biobench.data.rows import BadRow, decode_label, find_sequences
from biobench.spec import TaskSpec, builtin_specs

CPD = builtin_specs()["biobench_cpd"]
NCRNA = builtin_specs()["biobench_ncrna"]


def official(task: str, label: Any, text: str) -> str:
    return json.dumps({"input": text, "output": "A sentence.", "label": label, "task": task})


def write(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "<rna>ACGU<rna> Which family?",
        "<rna>ACGU</rna> Which family?",
        "<rna>ACGU<rna>: Which family?",
        "<rna>ACGU<rna> [Noncoding RNA family classification] Which family?",
        "Which family is <rna>ACGU<rna> of?",
        "<RNA> ACGU </RNA> Which family?",
    ],
)
def test_a_sequence_is_found_in_every_published_style(text: str) -> None:
    assert find_sequences(text, NCRNA) == ("ACGU",)


@pytest.mark.parametrize(
    "text", ["ACGU Which family?", "<protein>ACGT<protein> Which?", "<rna>A<rna><rna>C<rna>"]
)
def test_other_molecules_than_the_task_asks_about_are_refused(text: str) -> None:
    with pytest.raises(BadRow, match="expected tagged sequences of rna"):
        find_sequences(text, NCRNA)


SIRNA, RPI = (builtin_specs()[f"biobench_{name}"] for name in ("sirna", "rpi"))


@pytest.mark.parametrize(
    ("text", "spec", "sequences"),
    [
        ("<rna>ACGU<rna><dna>TTTT<dna> How much is left?", SIRNA, ("ACGU", "TTTT")),
        ("<rna>ACGU</rna>, <rna>UUUU</rna>: how much?", SIRNA, ("ACGU", "UUUU")),
        ("Do <rna>ACGU<rna> and <protein>MKV<protein> interact?", RPI, ("ACGU", "MKV")),
        ("Is <protein>MKV<protein> a partner of <rna>ACGU<rna>?", RPI, ("ACGU", "MKV")),
    ],
)
def test_pairs_come_in_the_order_of_the_task(text: str, spec: TaskSpec, sequences: Any) -> None:
    assert find_sequences(text, spec) == sequences


PRS, EA, EC, MOD = (
    builtin_specs()[f"biobench_{name}"] for name in ("prs", "enhancer", "ec", "modification")
)
SWITCH = {"ON": 0.17, "OFF": 0.37, "ON_OFF": -0.21}


@pytest.mark.parametrize(
    ("raw", "spec", "value"),
    [
        ({"hk": "2.5", "dev": 3.39}, EA, {"hk": 2.5, "dev": 3.39}),
        ('{"hk": -0.5, "dev": 1}', EA, {"hk": -0.5, "dev": 1.0}),
        ({"ON": "0.17", "OFF": "0.37", "ON_OFF": -0.21}, PRS, SWITCH),
        ("{'ON': '0.17', 'OFF': '0.37', 'ON_OFF': '-0.21'}", PRS, SWITCH),
        ('{"ON": 0.17, "OFF": 0.37, "ON/OFF": -0.21}', PRS, SWITCH),
        ("EC3.1.3.48,EC3.1.3.16", EC, ["3.1.3.16", "3.1.3.48"]),
        ("EC2.7.1.-", EC, ["2.7.1.-"]),
        (["3.1.3.48"], EC, ["3.1.3.48"]),
        ("m6A, m5C", MOD, ["m5C", "m6A"]),
        ("none", MOD, []),
        ("44.04", SIRNA, 44.04),
        ("-1e-3", SIRNA, -0.001),
    ],
)
def test_every_spelling_of_a_label_is_decoded(raw: Any, spec: TaskSpec, value: Any) -> None:
    assert decode_label(raw, spec) == value


@pytest.mark.parametrize(
    ("raw", "spec", "problem"),
    [
        ({"hk": 1}, EA, "no value for dev"),
        ("{hk: 1}", EA, "neither JSON nor a Python literal"),
        ("1.5", EA, "no mapping"),
        ("nan", SIRNA, "not finite"),
        ("high", SIRNA, "'high' is no number"),
        ("m6A,m9Z", MOD, "m9Z"),
        ("none,m6A", MOD, "none beside members"),
        ("", EC, "empty label"),
    ],
)
def test_labels_that_cannot_be_are_refused(raw: Any, spec: TaskSpec, problem: str) -> None:
    with pytest.raises(BadRow, match=problem):
        decode_label(raw, spec)


@pytest.mark.parametrize(
    ("raw", "spec", "value"),
    [
        ("positive", CPD, True),
        ("Negative", CPD, False),
        ("1", CPD, True),
        (0, CPD, False),
        ("tRNA", NCRNA, "tRNA"),
        ("5s_rrna", NCRNA, "5S_rRNA"),
    ],
)
def test_labels_are_decoded(raw: Any, spec: TaskSpec, value: Any) -> None:
    assert decode_label(raw, spec) == value


@pytest.mark.parametrize(("raw", "spec"), [("maybe", CPD), (None, CPD), ("rRNA", NCRNA)])
def test_impossible_labels_are_refused_with_their_value(raw: Any, spec: TaskSpec) -> None:
    with pytest.raises(BadRow, match=repr(raw)):
        decode_label(raw, spec)


def test_the_same_rows_come_from_tables_json_and_json_lines(tmp_path: Path) -> None:
    sequences = ["ACGU", "GGNC"]
    table = write(
        tmp_path / "t" / "biobench_ncrna" / "test.csv",
        "id,seq,label,subset",
        *(f"r{i},{s},tRNA,{NCRNA.official[0]}" for i, s in enumerate(sequences)),
    )
    records = [
        official(NCRNA.official[0], "tRNA", f"<rna>{s}<rna> Which family?") for s in sequences
    ]
    write(tmp_path / "j" / "NoncodingRNAFamily" / "test" / "data.json", f"[{','.join(records)}]")
    write(tmp_path / "l" / "NoncodingRNAFamily" / "test" / "data.json", *records)
    write(tmp_path / "m" / "test.jsonl", *records, official("tf-h-1", "positive", "<dna>A<dna> ?"))
    found = {
        place: load(NCRNA, parse_source(f"local:{tmp_path / place}"), "test").rows
        for place in "tjlm"
    }
    for rows in found.values():
        assert [(r.index, r.sequences, r.label, r.subset) for r in rows] == [
            (0, ("ACGU",), "tRNA", NCRNA.official[0]),
            (1, ("GGNC",), "tRNA", NCRNA.official[0]),
        ]
    assert table.is_file()
    assert (
        found["t"][0].input
        == "<rna>ACGU<rna> Which family of non-coding RNAs does this sequence belong to?"
    )
    assert found["j"][0].input == "<rna>ACGU<rna> Which family?"


def test_a_file_may_stand_for_a_folder(tmp_path: Path) -> None:
    path = write(
        tmp_path / "rows.jsonl", official(NCRNA.official[0], "IRES", "<rna>ACGU<rna> Which?")
    )
    assert load(NCRNA, parse_source(f"local:{path}"), "test").rows[0].label == "IRES"
    assert load(NCRNA, parse_source(f"local:{path}"), "train").rows == []


def test_a_row_of_a_union_that_repeats_a_row_of_its_parts_is_not_scored(tmp_path: Path) -> None:
    subsets = (("all", "ACGT"), ("tata", "ACGT"), ("all", "GGGG"))
    write(
        tmp_path / "cpd" / "test" / "data.jsonl",
        *(official(f"cpd-prom_core_{s}", "positive", f"<dna>{seq}<dna> ?") for s, seq in subsets),
    )
    test = load(CPD, parse_source(f"local:{tmp_path}"), "test")
    assert [(r.index, r.subset) for r in test.rows] == [
        (1, "cpd-prom_core_tata"),
        (2, "cpd-prom_core_all"),  # stands nowhere else
    ]
    assert test.skipped == {"cpd-prom_core_all": 1}


def test_rows_of_one_sequence_share_a_cluster_whatever_the_alphabet(tmp_path: Path) -> None:
    texts = ("<rna>ACGU<rna> a?", "<rna>ACGT<rna> b?", "<rna>ACGG<rna> c?", "<rna>acgu<rna> d?")
    write(tmp_path / "test.jsonl", *(official(NCRNA.official[0], "tRNA", t) for t in texts))
    rows = load(NCRNA, parse_source(f"local:{tmp_path}"), "test").rows
    assert [r.cluster for r in rows] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("r1,ACGE,positive,cpd-prom_core_tata", "letter 'E' at 4 is no dna letter"),
        ("r1,,positive,cpd-prom_core_tata", "no seq"),
        ("r1,ACGT,perhaps,cpd-prom_core_tata", "label 'perhaps'"),
        ("r1,ACGT,positive,emp-H3", "task 'emp-H3' is none of"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line_or_left_out_and_counted(
    tmp_path: Path, line: str, problem: str
) -> None:
    path = write(
        tmp_path / "biobench_cpd" / "test.csv",
        "id,seq,label,subset",
        "r0,ACGT,positive,cpd-prom_core_tata",
        line,
        "r2,AAAA,negative,cpd-prom_core_tata",
    )
    source = parse_source(f"local:{tmp_path}")
    with pytest.raises(DataError) as caught:
        load(CPD, source, "test")
    assert f"{path}:3: {problem}" in str(caught.value)
    assert "on_bad_row=skip" in str(caught.value)
    rows = load(CPD, source, "test", on_bad_row="skip")
    assert [r.id for r in rows.rows] == ["r0", "r2"]
    assert len(rows.bad) == 1
    assert problem in rows.bad[0]


def test_a_broken_line_of_json_is_named(tmp_path: Path) -> None:
    path = write(
        tmp_path / "test.jsonl", official("cpd-prom_core_tata", "positive", "<dna>A<dna>"), "{oops"
    )
    with pytest.raises(DataError, match=f"{path}:2: not JSON"):
        load(CPD, parse_source(f"local:{tmp_path}"), "test")


def test_a_missing_test_split_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"biobench_cpd/, cpd/ and the folder itself.*mini"):
        load(CPD, parse_source(f"local:{tmp_path}"), "test")


@pytest.mark.parametrize("name", ["locl:/x", "local:", "everything", "local:/no/such/folder"])
def test_an_unknown_source_names_the_ways_out(name: str) -> None:
    with pytest.raises(DataError, match=r"local:DIR.*mini"):
        parse_source(name)


def test_the_environment_names_the_data_where_the_command_does_not(
    monkeypatch: Any, tmp_path: Path
) -> None:
    monkeypatch.setenv("BIOBENCH_DATA", f"local:{tmp_path}")
    assert str(parse_source()) == f"local:{tmp_path}"
    assert str(parse_source("mini")) == "mini"
    monkeypatch.delenv("BIOBENCH_DATA")
    assert str(parse_source()) == "hub"


def test_shuffling_is_the_same_every_time_and_keeps_the_index(real_data: Path) -> None:
    rows = load(CPD, parse_source(f"local:{real_data}"), "test").rows
    once, twice = shuffled(rows), shuffled(rows)
    assert [r.id for r in once] == [r.id for r in twice] != [r.id for r in rows]
    assert sorted(once, key=lambda r: r.index) == rows


def test_real_rows_load_with_their_labels_and_letters(real_data: Path) -> None:
    source = parse_source(f"local:{real_data}")
    cpd = load(CPD, source, "test")
    assert len(cpd.rows) + sum(cpd.skipped.values()) == 500
    assert {len(r.sequences[0]) for r in cpd.rows} == {70}
    ncrna = load(NCRNA, source, "test")
    assert {r.label for r in ncrna.rows} == set(NCRNA.labels)
    assert any(set(r.sequences[0]) - set("ACGU") for r in ncrna.rows), "ambiguity letters are kept"
    assert len(load(NCRNA, source, "train").rows) == 3000


def test_every_published_row_is_mapped_to_its_task(real_data: Path) -> None:
    path = real_data.parent / "official_rows.jsonl"
    source = parse_source(f"local:{path}")
    found = 0
    for spec in builtin_specs().values():
        with contextlib.suppress(DataError):  # a task without rows in this file
            found += len(load(spec, source, "test").rows)
    assert found == len(path.read_text().splitlines()) == 52


def test_an_id_that_stands_twice_is_a_bad_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "biobench_cpd" / "test.csv",
        "id,seq,label,subset",
        "r0,ACGT,positive,cpd-prom_core_tata",
        "r0,AAAA,negative,cpd-prom_core_tata",
    )
    with pytest.raises(DataError, match=f"{path}:3: id 'r0' stands twice in the test split"):
        load(CPD, parse_source(f"local:{tmp_path}"), "test")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        (
            "test.csv",
            b"id,sequence,class\n1,ACGT,positive\n",
            "columns id, sequence, class; expected seq",
        ),
        ("test.csv", "id,seq,label\n1,ACGT,pos\xe9\n".encode("latin-1"), "not UTF-8"),
        ("test.json", b'{\n"rows": []}', "one JSON object; expected a list"),
        ("test.jsonl", b"[" * 100_000, "not JSON"),
        ("test.jsonl", b'"text"', "expected a record, found str"),
    ],
)
def test_a_file_that_is_something_else_is_named(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    path = tmp_path / "biobench_cpd" / name
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load(CPD, parse_source(f"local:{tmp_path}"), "test")
    assert str(path) in str(caught.value)
    assert problem in str(caught.value)
    assert len(str(caught.value)) < 800


def test_a_chromosome_fits_into_a_cell(tmp_path: Path) -> None:
    write(tmp_path / "biobench_cpd" / "test.csv", "id,seq,label,subset",
          f"r0,{'ACGT' * 50_000},positive,cpd-prom_core_tata")  # fmt: skip
    (row,) = load(CPD, parse_source(f"local:{tmp_path}"), "test").rows
    assert len(row.sequences[0]) == 200_000
