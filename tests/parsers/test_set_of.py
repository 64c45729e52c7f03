"""Sets of labels: golden answers by phenomenon for RNA modifications and EC numbers."""

from __future__ import annotations

import pytest

from biobench.parsers import set_of
from tests.parsers.number_specs import EC, MODIFICATION

MODIFICATIONS = {
    "bare": [
        ("m6A", ["m6A"]),
        ("m6A.", ["m6A"]),
        ("**Psi**", ["Psi"]),
        ("m6A, m5C", ["m5C", "m6A"]),
        ("Am, Cm and Um", ["Am", "Cm", "Um"]),
        ("Gm Um", ["Gm", "Um"]),
        ("m6Am", ["m6Am"]),
        ("AtoI", ["AtoI"]),
        ("M6A", ["m6A"]),
        ("am", ["Am"]),
        ("m6A\nm1A", ["m1A", "m6A"]),
        ("- m6A\n- m1A", ["m1A", "m6A"]),
    ],
    "json": [
        ('{"answer": "m6A"}', ["m6A"]),
        ('{"answer": ["m6A", "m5C"]}', ["m5C", "m6A"]),
        ('{"answer": "m6A, m5C"}', ["m5C", "m6A"]),
        ('{"answer": "none"}', ["none"]),
        ('{"answer": []}', ["none"]),
        ('{"modifications": ["Am"]}', ["Am"]),
        ('{"m6A": true, "m5C": false, "Psi": true}', ["Psi", "m6A"]),
        ('{"answer": "m6A", "explanation": "m5C would need a CpG, m1A a T-loop."}', ["m6A"]),
        ('```json\n{"answer": "Pseudouridine"}\n```', ["Psi"]),
        ("\\boxed{\\text{m7G}}", ["m7G"]),
        ("<answer>m1A</answer>", ["m1A"]),
    ],
    "sentences": [
        ("This RNA is predicted to carry m6A.", ["m6A"]),
        ("The sequence contains the modifications m6A and m5C.", ["m5C", "m6A"]),
        ("The predicted RNA modifications are Am,Cm,m6A.", ["Am", "Cm", "m6A"]),
        ("Likely m1A.", ["m1A"]),
        ("I'd guess Psi.", ["Psi"]),
        ("m6A is the most likely modification, since the GGACU motif is a DRACH.", ["m6A"]),
        ("The RNA probably harbours m6A. m5C is also predicted.", ["m5C", "m6A"]),
        ("The inferred modifications includem6A.", ["m6A"]),
        ("The RNA modifications arePsi and m5U.", ["Psi", "m5U"]),
        ("m6A: Yes\nm5C: No\nPsi: Yes", ["Psi", "m6A"]),
        ("The label m6A-modified fits.", ["m6A"]),
        ("m⁶A", ["m6A"]),
        ("Final answer:\n- m6A\n- m5C", ["m5C", "m6A"]),
    ],
    "full names": [
        ("N6-methyladenosine", ["m6A"]),
        ("pseudouridine (Ψ)", ["Psi"]),
        ("Ψ", ["Psi"]),
        ("2'-O-methyladenosine", ["Am"]),
        ("2′-O-methylguanosine and 2′-O-methyluridine", ["Gm", "Um"]),
        ("A-to-I editing", ["AtoI"]),
        ("adenosine-to-inosine editing is predicted", ["AtoI"]),
        ("inosine", ["AtoI"]),
        ("N6-methyladenosine (m6A) and 5-methylcytosine (m5C)", ["m5C", "m6A"]),
        ("N1-methyladenosine", ["m1A"]),
        ("N7-methylguanosine at the cap", ["m7G"]),
        ("ribothymidine", ["m5U"]),
        ("N6,2'-O-dimethyladenosine (m6Am)", ["m6Am"]),
    ],
    "english words and units": [
        ("Am I certain? No, but it should be Cm.", ["Cm"]),
        ("Um, I think it is m6A.", ["m6A"]),
        ("I am sure: m5C.", ["m5C"]),
        ("The 3 cm long tube aside, m1A it is.", ["m1A"]),
        ("m6A-seq and miCLIP data aside, this is Psi.", ["Psi"]),
        ("PSI-BLAST finds nothing; I'd say m7G.", ["m7G"]),
    ],
    "negation": [
        ("No m6A here, but m5C is present.", ["m5C"]),
        ("It is not m6A but m1A.", ["m1A"]),
        ("m6A is unlikely; Psi is predicted.", ["Psi"]),
        ("Neither m6A nor m5C; it carries Gm.", ["Gm"]),
        ("The motif rules out m6A and m6Am. The answer is m1A.", ["m1A"]),
        ("Without a DRACH motif m6A can be excluded, which leaves m7G.", ["m7G"]),
        ("m5C rather than m6A.", ["m5C"]),
        ("m6A and m5C are both absent, so Um.", ["Um"]),
    ],
    "none": [
        ("none", ["none"]),
        ("None.", ["none"]),
        ("No modification.", ["none"]),
        ("No RNA modifications are predicted for this sequence.", ["none"]),
        ("The sequence does not contain any modifications.", ["none"]),
        ("This RNA is unmodified.", ["none"]),
        ("There is no evidence of RNA modification in this sequence.", ["none"]),
        ("None of the listed modifications applies.", ["none"]),
        ("The RNA isn't modified.", ["none"]),
        ("No modification: neither m6A nor m5C motifs are found.", ["none"]),
        ("The sequence lacks a DRACH motif, so m6A is unlikely. Answer: none", ["none"]),
        ("No modifications other than m6A.", ["m6A"]),
        ("None of these motifs is perfect, but m6A fits best.", ["m6A"]),
        ("Die Sequenz enthält keine Modifikationen.", ["none"]),
        ("该序列没有修饰。", ["none"]),
        ("修飾はありません。", ["none"]),
        ("Esta secuencia no contiene modificaciones.", ["none"]),
        ("Aucune modification.", ["none"]),
    ],
    "reasoning": [
        (
            "Options: Am, Cm, Gm, Um, m1A, m5C, m5U, m6A, m6Am, m7G, Psi, AtoI. The GGACU motif "
            "points to m6A.",
            ["m6A"],
        ),
        (
            "m6A needs DRACH: absent. m5C needs a CpG: absent. m1A fits the T-loop. Therefore: m1A",
            ["m1A"],
        ),
        ("<think>m6A? m5C? no.</think>Psi", ["Psi"]),
        ("At first I considered m6A, but the best label is m1A.", ["m1A"]),
        ("m6A. Wait, the central base is U, so Psi.", ["Psi"]),
        (
            "m6A\n\nExplanation: the DRACH motif is typical of m6A, while m5C is found in tRNA.",
            ["m6A"],
        ),
    ],
    "choices between named candidates": [
        ("Between Gm and m7G I choose Gm.", ["Gm"]),
        ("While m1A is possible, the DRACH motif makes m6A the best choice.", ["m6A"]),
        ("m6A fits, although m6Am and m1A also occur on adenosines.", ["m6A"]),
        ("Actually, scratch m1A: the answer is m6A.", ["m6A"]),
        ("m7G is my answer, m6A my second choice.", ["m7G"]),
        ("Only m6A; the other eleven can be ruled out.", ["m6A"]),
        ("1. m6A – DRACH found ✔\n2. m5C – no motif ✘", ["m6A"]),
        ("m6A: no DRACH → no. m5U: GUUCAAA present → yes.", ["m5U"]),
        ("This RNA carries no m6A, m5C, Psi or any other mark.", ["none"]),
        ("It carries neither m6A nor any other modification.", ["none"]),
        ("No.", ["none"]),
        ("m6A or none", "ambiguous"),
        ("m6A, or alternatively m1A", "ambiguous"),
        ("m6A perhaps", "ambiguous"),
        ("m6A? m1A? Hard to say.", None),
        ("m6A is written by METTL3 and erased by FTO.", None),
    ],
    "other languages": [
        ("该RNA含有m6A修饰。", ["m6A"]),
        ("答案：m6A、m5C", ["m5C", "m6A"]),
        ("Die RNA trägt wahrscheinlich m6A.", ["m6A"]),
        ("La secuencia contiene m5C y Psi.", ["Psi", "m5C"]),
        ("この配列にはm6A修飾があります。", ["m6A"]),
        ("La séquence contient m1A.", ["m1A"]),
    ],
    "no answer": [
        ("", "empty"),
        ("m5U or Psi", "ambiguous"),
        ("Either m6A or m1A.", "ambiguous"),
        ("It could be m6A.", "ambiguous"),
        ("m6A cannot be ruled out.", "ambiguous"),
        ("m6A is unlikely.", "ambiguous"),
        ("Am, Cm, Gm, Um, m1A, m5C, m5U, m6A, m6Am, m7G, Psi, AtoI, or none.", None),
        ("I cannot determine the modification without experimental data.", "refused"),
        ("<think>m6A looks good", "truncated"),
        ("RNA modifications regulate splicing and translation.", None),
        ("Methods such as m6A-seq and Psi-seq map modifications.", None),
        ("Yes, it is modified.", None),
    ],
}
ENZYMES = {
    "bare and prefixed": [
        ("2.7.11.12", ["2.7.11.12"]),
        ("EC 2.7.11.12", ["2.7.11.12"]),
        ("EC3.1.1.31", ["3.1.1.31"]),
        ("EC:3.1.1.31", ["3.1.1.31"]),
        ("E.C. 3.1.1.31", ["3.1.1.31"]),
        ("EC number: 3.1.1.31", ["3.1.1.31"]),
        ("**EC 3.1.1.31**", ["3.1.1.31"]),
        ("EC-3.1.1.31", ["3.1.1.31"]),
        ("ec 3.1.1.31.", ["3.1.1.31"]),
        ("The enzyme is 1.1.1.27", ["1.1.1.27"]),
        ("7.1.1.9", ["7.1.1.9"]),
        ("The EC number isEC3.1.3.16", ["3.1.3.16"]),
        ("9.9.9.9 is no code but EC 6.99.99.99 is kept", ["6.99.99.99"]),
        ("EC 2.7.11.n1", ["2.7.11.n1"]),
    ],
    "partial": [
        ("EC 3.4.22.-", ["3.4.22.-"]),
        ("2.7.1.-", ["2.7.1.-"]),
        ("EC 2.3.1", ["2.3.1.-"]),
        ("2.3.1", ["2.3.1.-"]),
        ("EC 3.4", ["3.4.-.-"]),
        ("EC 3.4.-.-", ["3.4.-.-"]),
        ("EC 2.7.11.x", ["2.7.11.-"]),
        ("A hydrolase (EC 3), of ester bonds (EC 3.1), precisely EC 3.1.1.31.", ["3.1.1.31"]),
        ('{"answer": "3.4.21"}', ["3.4.21.-"]),
        ("EC3.6.4.13,EC3.6.4.-", ["3.6.4.-", "3.6.4.13"]),  # both are labels, and both are said
    ],
    "several": [
        ("EC 3.1.3.48, EC 3.1.3.16", ["3.1.3.16", "3.1.3.48"]),
        ("EC3.1.3.48,EC3.1.3.16", ["3.1.3.16", "3.1.3.48"]),
        ("3.1.3.48 and 3.1.3.16", ["3.1.3.16", "3.1.3.48"]),
        ('{"answer": ["3.1.3.48", "EC 3.1.3.16"]}', ["3.1.3.16", "3.1.3.48"]),
        ("A bifunctional enzyme with EC 1.5.1.5 and 3.5.4.9 activity.", ["1.5.1.5", "3.5.4.9"]),
        ("- EC 2.1.1.56\n- EC 3.6.1.15", ["2.1.1.56", "3.6.1.15"]),
    ],
    "sentences": [
        ("This is lactate dehydrogenase (EC 1.1.1.27).", ["1.1.1.27"]),
        ("The protein is predicted to catalyse EC 2.7.7.48.", ["2.7.7.48"]),
        ("Enzyme Commission number: 4.2.1.1 (carbonic anhydrase), 260 aa, 29.1 kDa", ["4.2.1.1"]),
        ("Das Enzym hat die EC-Nummer 4.2.1.1.", ["4.2.1.1"]),
        ("该酶的EC编号是4.2.1.1。", ["4.2.1.1"]),
        ("El número EC es 4.2.1.1.", ["4.2.1.1"]),
        ("Le numéro EC est 4.2.1.1.", ["4.2.1.1"]),
        ("EC番号は4.2.1.1です。", ["4.2.1.1"]),
    ],
    "rejected and distractors": [
        ("EC 1.1.1.27, not EC 1.1.1.37.", ["1.1.1.27"]),
        (
            "Malate dehydrogenase would be 1.1.1.37; this is lactate dehydrogenase, 1.1.1.27.",
            ["1.1.1.27"],
        ),
        ("HMMER 3.3.2.0 and version 2.2.26.1 of BLAST agree on EC 5.1.1.1.", ["5.1.1.1"]),
        ("CATH 3.20.20.10 suggests a TIM barrel; EC 5.1.1.1.", ["5.1.1.1"]),
        ("e-value 1.2e-30; see section 3.2.1. The answer is 3.2.1.21", ["3.2.1.21"]),
        ("Unlike EC 4.1.1.17, this one is EC 5.1.1.1.", ["5.1.1.1"]),
        ("<think>4.1.1.17?</think>5.1.1.1", ["5.1.1.1"]),
        ("It resembles EC 4.1.1.17, but the final answer is EC 5.1.1.1.", ["5.1.1.1"]),
        ("The server 192.168.1.1 is down, but EC 5.1.1.1 fits.", ["5.1.1.1"]),
        ("EC 5.1.1.1. Wait, it lacks the lysine; EC 5.1.1.7.", ["5.1.1.7"]),
    ],
    "choices between named candidates": [
        (
            "Between IMPDH (1.1.1.205) and GMPR (1.7.1.7) the domain decides: 1.1.1.205.",
            ["1.1.1.205"],
        ),
        ("Either 2.7.1.1 or 2.7.1.2; since it is short I choose 2.7.1.2.", ["2.7.1.2"]),
        ("3.5.1.4 is out, as there is nickel: 3.5.1.5", ["3.5.1.5"]),
        ("EC 7.1.2.2 (formerly 3.6.3.14)", ["7.1.2.2"]),
        ('{"answer": "3.1.1.4", "alternatives": ["3.1.1.5"]}', ["3.1.1.4"]),
        ("1. 3.1.3.16\n2. 3.1.3.48", ["3.1.3.16", "3.1.3.48"]),
        ("2.7.11.1 / 2.7.12.2?", "ambiguous"),
        ("EC numbers have four digits, e.g. 2.7.11.12 for a kinase.", None),
    ],
    "no answer": [
        ("", "empty"),
        ("EC 5.1.1.1 or EC 5.1.1.7", "ambiguous"),
        ("An enzyme of 301 residues and 33.1 kDa.", None),
        ("It is a hydrolase.", None),
        ("I used BLAST 2.13.0 and HMMER 3.3.2.0.", None),
        ("I cannot assign an EC number.", "refused"),
    ],
}
CASES = [
    pytest.param(text, spec, expected, id=f"{spec.abbreviation} {phenomenon}: {text[:40]!r}")
    for spec, golden in ((MODIFICATION, MODIFICATIONS), (EC, ENZYMES))
    for phenomenon, cases in golden.items()
    for text, expected in cases
]


@pytest.mark.parametrize(("text", "spec", "expected"), CASES)
def test_golden(text, spec, expected):
    answer = set_of.parse(text, spec)
    if isinstance(expected, list):
        assert answer.status == "parsed", answer
        assert answer.value == expected
    elif expected is None:
        assert not answer.parsed, answer
    else:
        assert answer.status == expected, answer


def test_a_failed_request_is_failed():
    assert set_of.parse(None, EC).status == "failed"
