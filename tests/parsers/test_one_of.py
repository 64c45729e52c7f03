"""Golden answers of a task with thirteen classes, by phenomenon. Each row is a claim about one text."""

from __future__ import annotations

import dataclasses

import pytest

from biobench.parsers import naming, parse
from biobench.parsers.grammar import word_set
from tests.parsers.facts import SPECS

SPEC = SPECS["biobench_ncrna"]

NAMES = [
    ("the label itself", "tRNA", "tRNA"),
    ("lower case", "trna", "tRNA"),
    ("a full stop", "IRES.", "IRES"),
    ("an underscore less", "5S rRNA", "5S_rRNA"),
    ("a hyphen for an underscore", "5S-rRNA", "5S_rRNA"),
    ("a decimal point for an underscore", "5.8S rRNA", "5_8S_rRNA"),
    ("an underscore for a hyphen", "HACA_box", "HACA-box"),
    ("a slash in the name", "H/ACA box", "HACA-box"),
    ("box first", "box C/D snoRNA", "CD-box"),
    ("the long name", "transfer RNA", "tRNA"),
    ("the long name of a ribosomal RNA", "5.8S ribosomal RNA", "5_8S_rRNA"),
    ("a plural", "These are riboswitches.", "riboswitch"),
    ("an Arabic numeral", "It's a group 2 intron.", "Intron_gpII"),
    ("a Roman numeral", "A group-I intron.", "Intron_gpI"),
    ("the label of an intron", "Intron_gpII", "Intron_gpII"),
    ("a capital less", "Internal ribosome entry site (IRES)", "IRES"),
    ("a bold label", "**miRNA**", "miRNA"),
    ("an escaped underscore", "5\\_8S\\_rRNA", "5_8S_rRNA"),
    ("a more exact class than asked for", "tRNA-Ser", "tRNA"),
    ("a ligand before the name", "TPP riboswitch", "riboswitch"),
    ("precursor", "A microRNA precursor.", "miRNA"),
    ("the head of two names", "A C/D box scaRNA.", "scaRNA"),
    ("the part of a class", "A scaRNA with an H/ACA box.", "scaRNA"),
    ("general, then exact", "It is an rRNA, namely 5S rRNA.", "5S_rRNA"),
]
CHOICES = [
    ("a sentence", "The ncRNA is predicted to be 5S_rRNA.", "5S_rRNA"),
    ("a rejected class behind", "A tRNA, not a miRNA.", "tRNA"),
    ("a rejected class in front", "This is not a miRNA but a tRNA.", "tRNA"),
    ("hence not", "Two hairpins and an ACA tail: H/ACA box, hence not C/D.", "HACA-box"),
    (
        "hesitation, then a choice",
        "I hesitated between leader and riboswitch; the ligand pocket makes it a riboswitch.",
        "riboswitch",
    ),
    ("rather than", "It's an IRES rather than a leader.", "IRES"),
    ("although", "Although it resembles a tRNA, it is a riboswitch.", "riboswitch"),
    ("a likeness is no class", "An IRES with a tRNA-like domain.", "IRES"),
    ("exclusion one by one", "It is no miRNA. It is no ribozyme. It is a leader.", "leader"),
    ("a correction", "tRNA. Wait, that is wrong: miRNA.", "miRNA"),
    ("likely", "Most likely a ribozyme.", "ribozyme"),
    ("likely beats possibly", "Probably a leader, possibly a riboswitch.", "leader"),
    (
        "therefore",
        "It could be a leader or a riboswitch. There is an aptamer. Therefore it is a riboswitch.",
        "riboswitch",
    ),
    (
        "the last sentence decides",
        "Length 120. Loop E is present. 5.8S rRNA would be longer and paired with 28S. A tRNA would be "
        "shorter. It is a 5S rRNA.",
        "5S_rRNA",
    ),
    ("a comparison", "Unlike CD-box RNAs it has two hairpins: HACA-box.", "HACA-box"),
    ("repeated", "tRNA tRNA tRNA tRNA tRNA", "tRNA"),
]
MARKED = [
    ("JSON", '{"answer": "ribozyme"}', "ribozyme"),
    ("nested JSON", '{"classification": {"answer": "scaRNA"}}', "scaRNA"),
    ("JSON with a long name", "{'class': 'C/D box snoRNA'}", "CD-box"),
    ("JSON with a sentence", '{"answer": "This is a tRNA."}', "tRNA"),
    ("JSON with a list of one", '{"answer": ["IRES"]}', "IRES"),
    ("JSON with other fields", '{"label": "leader", "alternatives": ["riboswitch"]}', "leader"),
    ("scores of classes", '{"tRNA": 0.1, "miRNA": 0.8, "IRES": 0.1}', "miRNA"),
    ("boxed", "$\\boxed{\\text{tRNA}}$", "tRNA"),
    ("tag", "<answer>miRNA</answer>", "miRNA"),
    ("answer line", "It is short.\nAnswer: Intron_gpI", "Intron_gpI"),
    ("class =", "RNA class = ribozyme", "ribozyme"),
    (
        "options, then the answer",
        "Options: tRNA, miRNA, IRES, leader, ribozyme, scaRNA\nAnswer: leader",
        "leader",
    ),
    ("behind a thinking block", "<think>miRNA? No.</think>tRNA", "tRNA"),
    ("before an invented turn", "tRNA\n\nQuestion: and this one?\nAnswer: miRNA", "tRNA"),
]
MISSPELT = [
    ("a letter missing", "riboswich", "riboswitch"),
    ("letters swapped", "riboyzme", "ribozyme"),
    ("in a sentence", "This looks like an internal ribsome entry site.", "IRES"),
    ("a hyphen too many", "ribo-switch", "riboswitch"),
    ("another word is no misspelling", "The ribosome reads it.", "undecided"),
]
NONE = [
    ("ribosomal RNA is under-specified", "rRNA", "ambiguous"),
    ("so is an intron", "An intron.", "ambiguous"),
    ("and a snoRNA", "It belongs to the snoRNAs.", "ambiguous"),
    ("also in JSON", '{"answer": "rRNA"}', "ambiguous"),
    ("two classes", "tRNA or miRNA", "ambiguous"),
    ("either or", "Either a leader or a riboswitch.", "ambiguous"),
    ("two in JSON", '{"answer": ["tRNA", "miRNA"]}', "ambiguous"),
    ("only rejected ones", "It is not a tRNA.", "ambiguous"),
    ("merely possible", "It might be an IRES.", "ambiguous"),
    (
        "options echoed",
        "Choose one: 5S_rRNA, 5_8S_rRNA, tRNA, ribozyme, CD-box, miRNA, Intron_gpI, "
        "Intron_gpII, HACA-box",
        "irrelevant",
    ),
    ("background", "Ribozymes are RNA molecules that catalyse reactions.", "irrelevant"),
    ("a sequence", "GGUUGUACUGUACAGGAACUUAUAGAAUAAUUCUGGAUGU", "irrelevant"),
    ("a refusal", "I cannot determine the family of this RNA.", "refused"),
    ("not able", "I was not able to determine the class of this RNA.", "refused"),
    ("empty", "  ", "empty"),
    ("empty field", '{"answer": ""}', "empty"),
    (
        "cut off",
        "The RNA is 119 nucleotides long, has no obvious hairpin, and shows features of the",
        "truncated",
    ),
    ("unclosed thinking", "<think>tRNA, because", "truncated"),
    ("a failed request", None, "failed"),
]
ROWS = [
    pytest.param(text, expected, id=f"{group}: {claim}")
    for group, rows in {
        "names": NAMES,
        "choices": CHOICES,
        "marked": MARKED,
        "misspelt": MISSPELT,
        "none": NONE,
    }.items()
    for claim, text, expected in rows
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_a_class_is_read_as_a_person_would(text: str | None, expected: str) -> None:
    answer = parse(text, SPEC)
    if expected in SPEC.labels:
        assert (answer.value, answer.status) == (expected, "parsed"), answer
    else:
        assert (answer.value, answer.status) == (None, expected), answer


@pytest.mark.parametrize("label", SPEC.labels)
def test_every_label_and_synonym_is_read(label: str) -> None:
    for name in (label, *SPEC.synonyms.get(label, ())):
        for text in (
            name,
            name.upper(),
            f"This is a {name}.",
            f'{{"answer": "{name}"}}',
            f"**Answer:** {name}",
        ):
            assert parse(text, SPEC).value == label, text


def test_labels_come_from_the_spec_alone() -> None:
    spec = dataclasses.replace(
        SPEC,
        labels=("nucleus", "cell_membrane", "inner_membrane"),
        synonyms={"nucleus": ("nuclear",)},
        within={},
    )
    assert parse("It is a nuclear protein.", spec).value == "nucleus"
    assert parse("cell membrane", spec).value == "cell_membrane"
    assert parse("The membrane.", spec).status == "ambiguous"


def test_the_span_points_at_the_name() -> None:
    text = "<think>no</think> I conclude that it is a **group II intron**."
    answer = parse(text, SPEC)
    assert answer.span is not None
    assert text[slice(*answer.span)] == "group II intron"


def _typos(name: str) -> list[str]:
    """One letter left out, doubled, or swapped with the next, at each place."""
    out = []
    for i in range(1, len(name) - 1):
        out += [
            name[:i] + name[i + 1 :],
            name[:i] + name[i] + name[i:],
            name[:i] + name[i + 1] + name[i] + name[i + 2 :],
        ]
    return [typo for typo in out if typo != name]


def test_the_threshold_for_misspellings_keeps_typos_and_drops_other_words() -> None:
    """The measurement behind FUZZY_RATIO: single typos are read, biology's other words are not."""
    long_names = [
        "riboswitch",
        "ribozyme",
        "microRNA",
        "leader sequence",
        "internal ribosome entry site",
        "transfer RNA",
        "group II intron",
    ]
    typos = [(typo, name) for name in long_names for typo in _typos(name)]
    read = [parse(typo, SPEC).value == parse(name, SPEC).value for typo, name in typos]
    assert sum(read) / len(read) > 0.96
    others = word_set(
        "ribosome ribosomal ribonuclease leading reader messenger mRNA siRNA piRNA lncRNA snRNA exon"
        " promoter transcript transfer nucleotide enzyme switch hairpin cloverleaf telomerase ribose"
        " riboflavin spliceosome header ladder intronic group transferase ribonucleotide"
        " internal microbe micron lyase isozyme"
    )

    assert [word for word in others if parse(word, SPEC).parsed] == []
    assert 80 < naming.FUZZY_RATIO < 95
