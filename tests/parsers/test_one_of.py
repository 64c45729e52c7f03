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
    ("an Arabic numeral", "A self-splicing group 2 intron.", "Intron_gpII"),
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
    ("hence not", "The ACA at its end makes it an H/ACA box RNA, hence no C/D box.", "HACA-box"),
    (
        "hesitation, then a choice",
        "I wavered between leader and riboswitch; the ligand pocket makes it a riboswitch.",
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
    ("a word for each class", '{"tRNA": "no", "miRNA": "yes"}', "miRNA"),
    ("percentages", '{"tRNA": "90%", "miRNA": "10%"}', "tRNA"),
    ("log-likelihoods", '{"tRNA": -3.1, "miRNA": -0.2}', "miRNA"),
    ("scored items", '[{"name": "tRNA", "score": 0.2}, {"name": "IRES", "score": 0.7}]', "IRES"),
    ("JSON, then a final one", '{"answer": "tRNA"} Final: {"answer": "miRNA"}', "miRNA"),
    ("an answer line, then a final one", "Answer: tRNA\nFinal answer: miRNA", "miRNA"),
    ("a tag, then a correction", "<answer>tRNA</answer> Wait, correction: it is a miRNA.", "miRNA"),
    ("a box, then a correction", "\\boxed{tRNA} Actually no: miRNA.", "miRNA"),
    ("a ticked box", "[X] tRNA\n[ ] miRNA", "tRNA"),
    ("a ticked box of one character", "☐ tRNA\n☑ miRNA", "miRNA"),
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
LANGUAGES = [
    ("German", "Es handelt sich um eine Transfer-RNA.", "tRNA"),
    ("German, denied", "Das ist keine tRNA, sondern ein Riboschalter.", "riboswitch"),
    ("German, a numeral", "Ein Gruppe-II-Intron.", "Intron_gpII"),
    ("Spanish", "Se trata de un ARN de transferencia (ARNt).", "tRNA"),
    ("Spanish, denied", "No es un tRNA sino un riboswitch.", "riboswitch"),
    ("French", "Il s'agit d'un intron de groupe I.", "Intron_gpI"),
    ("French, denied", "C'est un leader, et non un riboswitch.", "leader"),
    ("Chinese", "该RNA属于tRNA家族。", "tRNA"),
    ("Chinese, a name", "这是一个核糖开关。", "riboswitch"),
    ("Chinese, denied", "该序列不是tRNA,而是H/ACA盒snoRNA。", "HACA-box"),
    ("Japanese", "このRNAはグループIIイントロンです。", "Intron_gpII"),
    ("Chinese, only possible", "可能是tRNA,也可能是miRNA。", "ambiguous"),
]
CLAUSES = [
    ("what a reason lacks", "A C/D box snoRNA, since a hinge is missing.", "CD-box"),
    ("in parentheses", "A tRNA (an arm is missing).", "tRNA"),
    ("behind a colon", "It's a leader: an aptamer can't be seen.", "leader"),
    ("in a relative clause", "A tRNA that has lost its D arm.", "tRNA"),
    ("what an opening lacks", "In the absence of an aptamer, leader.", "leader"),
    ("an opening without a comma", "Despite lacking a T arm this is a tRNA.", "tRNA"),
    ("without", "A hairpin without a second stem is a miRNA.", "miRNA"),
    ("a reason does not affirm", "It isn't a tRNA, since an arm is missing.", "ambiguous"),
    ("excluded together", "Both tRNA and miRNA are ruled out, which leaves leader.", "leader"),
    ("excluded, then what is left", "Ruling out tRNA leaves miRNA.", "miRNA"),
    ("less likely", "A tRNA is less likely than a miRNA.", "miRNA"),
    ("in contrast to", "In contrast to a tRNA, it has one stem: miRNA.", "miRNA"),
    ("would be, but", "HACA-box would be obvious but for the CAB box. It's a scaRNA.", "scaRNA"),
    ("first thought", "A ribozyme was my first thought, but IRES is better.", "IRES"),
    ("or with a half name", "It's a snoRNA or a scaRNA.", "ambiguous"),
    ("half a name behind a whole one", "CD-box, which is one of the snoRNA classes.", "CD-box"),
    ("a second choice", "Top candidate: tRNA; runner-up: miRNA", "tRNA"),
    ("ranked", "tRNA > miRNA", "tRNA"),
    ("marked in a list", "1. miRNA (most likely)\n2. tRNA", "miRNA"),
    ("undecided after all", "Both tRNA and miRNA fit. I can't choose between them.", "ambiguous"),
    ("its gene is another thing", "A group I intron interrupting a tRNA gene.", "Intron_gpI"),
]
QUESTIONS = [
    ("asked and answered", "A tRNA? No. A miRNA? Yes.", "miRNA"),
    ("a verdict a line", "tRNA: no\nmiRNA: no\nleader: yes", "leader"),
    ("a no that takes back", "leader... no, the aptamer says riboswitch.", "riboswitch"),
    ("pardon", "tRNA. Pardon, miRNA.", "miRNA"),
    ("more precisely", "A ribozyme, or more precisely a group I intron.", "Intron_gpI"),
    ("asked only", "tRNA? miRNA?", "irrelevant"),
]
POINTERS = [
    (
        "the latter",
        "It's a leader or a riboswitch; the aptamer speaks for the latter.",
        "riboswitch",
    ),
    ("the former", "Of tRNA and miRNA, the former.", "tRNA"),
    ("the last one", "Candidates are tRNA, miRNA and leader. The last one fits.", "leader"),
    ("a number", "1. tRNA: no arms\n2. miRNA: a hairpin\n\nOnly number 2 survives.", "miRNA"),
    ("no pair to choose from", "It is the latter.", "irrelevant"),
]
WITHIN = [
    ("a narrower class", "What looks like an H/ACA snoRNA is a scaRNA.", "scaRNA"),
    ("in either order", "A group I intron, that is, a ribozyme.", "Intron_gpI"),
    ("as alternatives", "HACA-box or scaRNA.", "ambiguous"),
    ("two numerals", "A group I or II intron.", "ambiguous"),
    ("two numerals, a name each", "A group I or a group II intron.", "ambiguous"),
    ("then one of them", "A group I or II intron; domain V says group II.", "Intron_gpII"),
    ("a half name is no misspelling", "A small nucleolar RNA.", "ambiguous"),
    ("words for numerals", "A self-splicing intron of group one.", "Intron_gpI"),
]
PARAGRAPHS = [
    ("a name alone", "The arms pair.\n\nThe anticodon is GAA.\n\ntRNA", "tRNA"),
    ("a name that leads", "I looked at it.\n\nmiRNA, a stem with a small loop", "miRNA"),
    (
        "a name that leads, then another",
        "riboswitch. The leader of the operon holds it.",
        "riboswitch",
    ),
    ("two verdicts", "This is a tRNA. This is a miRNA.", "ambiguous"),
    (
        "cut off behind a name",
        "I look at the motifs. There is no C box. There is no hinge. In a tRNA the arms would",
        "truncated",
    ),
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
    ("not able", "I am not able to tell which family the RNA belongs to.", "refused"),
    ("empty", "  ", "empty"),
    ("empty field", '{"answer": ""}', "empty"),
    ("nothing but two names", "tRNA miRNA", "ambiguous"),
    ("nothing but a numbered list", "1. tRNA 2. miRNA", "ambiguous"),
    ("no score above another", '{"tRNA": 0, "miRNA": 0}', "ambiguous"),
    ("all denied in JSON", '{"tRNA": false, "miRNA": false}', "ambiguous"),
    ("a tie at the top", '{"tRNA": 0.4, "miRNA": 0.4, "IRES": 0.2}', "ambiguous"),
    ("JSON twice", '{"answer": "tRNA"}\n{"answer": "miRNA"}', "ambiguous"),
    ("two boxes", "\\boxed{tRNA} \\boxed{miRNA}", "ambiguous"),
    ("two tags", "<answer>tRNA</answer>\n<answer>IRES</answer>", "ambiguous"),
    ("two answer lines", "Answer: tRNA\nAnswer: miRNA", "ambiguous"),
    ("two boxes ticked", "[x] tRNA\n[x] miRNA", "ambiguous"),
    ("no box ticked", "☐ tRNA\n☐ miRNA", "ambiguous"),
    ("no class in JSON", '{"answer": "Unclassified"}', "refused"),
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
        "languages": LANGUAGES,
        "clauses": CLAUSES,
        "questions": QUESTIONS,
        "pointers": POINTERS,
        "within": WITHIN,
        "paragraphs": PARAGRAPHS,
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


@pytest.mark.parametrize(
    "reason", ["no catalytic core is found", "an arm is missing", "it isn't long"]
)
@pytest.mark.parametrize(
    "frame",
    [
        "A {name}, since {reason}.",
        "{name} because {reason}.",
        "{name} ({reason}).",
        "{name}: {reason}.",
        "Since {reason}, I'd say {name}.",
        "There are no more clues; {reason}. Hence {name}.",
        "{name}, although {reason}.",
        "Given that {reason}, {name} is the best choice.",
    ],
)
def test_what_a_reason_denies_is_not_the_class(frame: str, reason: str) -> None:
    for name, label in (("tRNA", "tRNA"), ("group II intron", "Intron_gpII"), ("IRES", "IRES")):
        text = frame.format(name=name, reason=reason)
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


def test_a_narrower_label_of_the_spec_is_meant() -> None:
    spec = dataclasses.replace(
        SPEC,
        labels=("plastid", "chloroplast"),
        synonyms={},
        within={"chloroplast": ("plastid",)},
    )
    assert parse("This plastid is a chloroplast.", spec).value == "chloroplast"
    assert parse("plastid or chloroplast", spec).status == "ambiguous"


def test_the_span_points_at_the_name() -> None:
    text = "<think>no</think> I conclude that it is a **group II intron**."
    answer = parse(text, SPEC)
    assert answer.span is not None
    assert text[slice(*answer.span)] == "group II intron"
    text = "这是tRNA。"
    answer = parse(text, SPEC)
    assert answer.span is not None
    assert text[slice(*answer.span)] == "tRNA"


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
