"""What a text claims, supposes, takes back or only mentions: golden answers of yes-or-no tasks.

Each phenomenon has near misses, which look the same and are not.
"""

from __future__ import annotations

import pytest

from biobench.parsers import parse
from tests.parsers.facts import SPECS

SUPPOSED = [
    ("emp", "Such nucleosomes are usually acetylated, whereas this one isn't acetylated.", False),
    ("sol", "One would expect inclusion bodies. This one is an exception: soluble.", True),
    ("aan", "Not being matured doesn't keep it from binding.", True),
    ("tf_human", "No motifs were found that would bind a factor.", False),
    ("cpd", "Had the spacing been right, I'd have answered yes. It isn't right, so no.", False),
    ("cpd", "Were there a DPE downstream, I would call it a promoter; there is none.", False),
    ("rpi", "Yes. Had the loop been closed, I would have said no.", True),
    ("aan", "If the glycan were gone, I'd say yes. It is there, so the answer is no.", False),
    ("aan", "If I had to choose, I'd say yes.", True),
    ("tf_human", "If forced to decide, I would say that it is bound.", True),
    ("pd300", "Should be a promoter.", True),
    ("epi", "Remove the insulator and they would interact; with it in place, they do not.", False),
    ("emp", "That the gene is silent doesn't mean that the mark is absent. It is present.", True),
    ("cpd", "It was going to be a yes until I saw the stop codon. Not a promoter.", False),
    ("cpd", "I was on the verge of calling it a promoter.", False),
    ("sol", "It would seem that the protein is soluble.", True),
    ("sol", "The tag-free chain would have stayed in solution, but this one aggregates.", False),
]
IDIOMS = [
    ("aan", "Not by a long shot.", False),
    ("tf_human", "Beyond the shadow of a doubt, yes.", True),
    ("cpd", "It is impossible to overlook the promoter.", True),
    ("cpd", "There is no way around calling it a promoter.", True),
    ("rpi", "I have to turn this pair down.", False),
    ("emp", "Nobody could deny that the mark is absent.", False),
    ("tf_mouse", "Nobody who knows the motif would call it unbound.", True),
    ("sol", "None of this keeps the protein out of the soluble fraction.", True),
    ("sol", "You won't hear me denying that it is soluble.", True),
    ("epi", "Anything but a pair that ignores each other.", True),
    ("aan", "Not a chance.", False),
    ("aan", "Not a chance that it fails to bind.", True),
    ("rpi", "For this protein the RNA is a lost cause.", False),
    ("rpi", "For this protein the RNA is anything but a lost cause.", True),
    ("epi", "Made for each other, these two.", True),
    ("epi", "They are far from being strangers.", True),
    ("epi", "Ships in the night, that's all they are.", False),
    ("cpd", "It ticks all the boxes.", True),
    ("cpd", "It hardly ticks all the boxes.", False),
    ("tf_mouse", "My scan drew a blank.", False),
    ("pd300", "A promoter? No way.", False),
    ("pd300", "No way this could be anything other than a promoter.", True),
    ("emp", "Acetylated? Hardly.", False),
    ("sol", "Soluble? You bet.", True),
    ("sol", "So much for solubility.", False),
    ("sol", "Calling it soluble would be a mistake.", False),
    ("sol", "To call it insoluble would be wrong.", True),
    ("rpi", "It would be odd if they did not bind.", True),
    ("rpi", "It would be odd if they bound.", False),
    ("tf_human", "None of this keeps me from calling it bound.", True),
    ("tf_human", "I'd hesitate to call it bound.", False),
    ("tf_human", "I don't hesitate to call it bound.", True),
]
OTHER_KINDS = [
    ("pd300", "What you sent is plain intron.", False),
    ("pd300", "It turns out to be part of a coding exon.", False),
    ("pd300", "The fragment lies in the body of a pseudogene.", False),
    ("pd300", "A promoter, and just upstream of the first exon.", True),
    ("cpd", "This core promoter ends where an exon begins.", True),
    ("cpd", "Merely a repeat.", False),
]
BACK_AND_FORTH = [
    ("tf_human", "Positive. Oops, wrong strand; negative is what I meant.", False),
    (
        "rpi",
        'At first I wrote "interacting". That was hasty; I\'m changing it to "not interacting".',
        False,
    ),
    ("sol", "Insoluble, I thought. My expectation was wrong: it's soluble.", True),
    ("emp", "No. Sorry, I misread the track: the answer is yes.", True),
    ("rpi", "They bind. Edit: the loop is buried, so they don't bind.", False),
    ("tf_human", "Yes – hold on, that is the wrong strand. No site after all.", False),
    ("pd300", "My first impression was no promoter. That impression was misleading.", True),
    ("epi", "No interaction, I thought at first. Now I see the CTCF pair: they do interact.", True),
    ("aan", "The light chain alone would not bind, the whole Fab does.", True),
    ("tf_mouse", "Sox2 doesn't bind here. Klf4 does.", True),
    (
        "cpd",
        "The GC content is high. There is no TATA box. There is no BRE either. So at first sight "
        "no core promoter. But the Inr is perfect. So is the DPE. It's a core promoter.",
        True,
    ),
    (
        "aan",
        "The interface is large. Such antibodies bind loops. The loop in question is short. It is "
        "also glycosylated. Taken together, the antigen remains unrecognized.",
        False,
    ),
]
PASSING = [
    ("tf_human", "Yes. Only one of the two sites is missing a base at its end.", True),
    ("tf_mouse", "No. 5 on my list, and it is bound.", True),
    ("rpi", "Is the protein basic? Yes. Does it contact the RNA? No.", False),
    ("emp", "The nucleosome isn't remodelled, and the locus is unmarked.", False),
    ("emp", "With no gene nearby, acetylation is not to be expected here.", False),
    ("epi", "They have other partners, just not each other.", False),
    ("aan", "No. Not even the mature antibody, which isn't choosy, binds this strain.", False),
    ("tf_human", "Number of TF binding sites found: 0", False),
    ("cpd", "Known gene or not, the sequence is a promoter.", True),
    ("tf_human", "Bound. The factor doesn't depend on a second motif.", True),
    ("cpd", "Yes. Apart from the Inr there is no other promoter element.", True),
    ("cpd", "Is it a core promoter? Yes. Is it a strong one? No.", True),
    ("cpd", "No TATA box? No objection from me: this is a promoter.", True),
    ("sol", "Yes, it is soluble. Its net charge is strongly negative.", True),
    ("sol", "Insoluble: no.", True),
    ("sol", "Is it insoluble? No.", True),
    ("sol", "Aggregation isn't an issue.", True),
    ("sol", "Solubility is an issue.", False),
    ("emp", "H3K9ac is missing, H3K14ac is missing, and so is every other mark.", False),
    ("emp", "More than one mark is found, not just H3K9ac.", True),
    ("tf_mouse", "PU.1 binds here.", True),
    ("tf_human", "Yes-associated protein doesn't bind here.", False),
    ("cpd", "Lacking a TATA box it isn't thereby lacking a promoter.", True),
    ("cpd", "Having lost its Inr it won't act as a promoter.", False),
]
PROBABLE = [
    ("cpd", "yes: 0.23 / no: 0.77", False),
    ("cpd", "negative 31%, positive 69%", True),
    ("sol", "The protein contains 41% hydrophobic residues and is soluble.", True),
    ("tf_human", "TFBS: 0.07\nno TFBS: 0.93", False),
    ("tf_human", "TFBS: 0.93\nno TFBS: 0.07", True),
    ("sol", "| class | p |\n|---|---|\n| soluble | 0.68 |\n| insoluble | 0.32 |", True),
    ("cpd", "P(core promoter) = 0.94, P(anything else) = 0.06", True),
    ("cpd", "Score 0.83 (cut-off 0.50) => positive", True),
    ("tf_mouse", "I'd put the chance of binding at 1 in 20.", False),
    ("pd300", "50 % promoter, 50 % non-promoter.", "ambiguous"),
]
NO_CLAIM = [
    (
        "tf_human",
        "A weight matrix is a way to describe what a DNA-binding protein prefers.",
        "irrelevant",
    ),
    ("cpd", "I'm just a language model, so I'm not equipped to classify promoters.", "refused"),
    ("aan", "My guidelines don't allow me to comment on neutralization.", "refused"),
    ("emp", "Yes if the gene is on, no if it is off.", "ambiguous"),
    ("tf_mouse", "It might be bound, it might just as well be free.", "ambiguous"),
    ("sol", "Class: soluble. Class: insoluble.", "ambiguous"),
    ("cpd", '{"answer": "Yes", "prediction": "No"}', "ambiguous"),
    ("tf_human", "Bound. Not bound.", "ambiguous"),
    ("epi", "Yes. These two elements do not interact.", "ambiguous"),
    (
        "epi",
        "Enhancers can contact a promoter from afar. Cohesin extrudes the loop between the two.",
        "irrelevant",
    ),
    ("cpd", "A core promoter is the minimal stretch that directs initiation.", "irrelevant"),
    (
        "rpi",
        "RNA-binding proteins make up 7.5% of human genes. They escort transcripts.",
        "irrelevant",
    ),
    ("sol", "Solubility describes how much of a substance dissolves.", "irrelevant"),
    ("emp", "I have no ChIP-seq reads of this locus, so I'd rather not guess.", "refused"),
    ("tf_human", "Sorry, but I have to decline questions about motifs.", "refused"),
    ("tf_human", "I can't run a motif scan, but the E-box is intact and bound.", True),
    ("sol", "An assay is the only way to tell whether it is soluble.", "refused"),
    ("rpi", "Being a language model, I can neither confirm nor deny an interaction.", "refused"),
    ("aan", "There is as much to be said for recognition as against it.", "ambiguous"),
    ("emp", "Some of the features fit a mark, others don't.", "ambiguous"),
    ("tf_human", "Binding here is not out of the question.", "ambiguous"),
    ("cpd", '{"answer": "No"}\nThe sequence is a core promoter.', "ambiguous"),
    ("cpd", '{"answer": "No"}\nA promoter would have a TATA box.', False),
    ("cpd", "**Answer: Yes**\n\nIn summary, this must be called a non-promoter.", "ambiguous"),
    ("cpd", "Promoter: yes\nConfidence: high\nClass: non-promoter", "ambiguous"),
    ("cpd", "On one reading, it would be a core promoter. On the other, it is just a", "truncated"),
    ("cpd", "It is a core promoter. This can be seen from the", True),
    ("sol", "Yes, it's soluble. The pI is low, which is why aggregation, even though the", True),
]
ELSEWHERE = [
    ("cpd", "C'est un promoteur.", True),
    ("cpd", "Ce n'est pas un promoteur.", False),
    ("cpd", "Это промотор.", True),
    ("cpd", "Это не промотор.", False),
    ("sol", "unlöslich", False),
    ("cpd", "È un promotore.", True),
    ("cpd", "Невозможно определить по одной последовательности.", "refused"),
    ("rpi", "Нет, связь не ожидается.", False),
    ("sol", "La proteina non è solubile: finisce nei corpi di inclusione.", False),
    ("cpd", "Il s'agit bien d'un promoteur.", True),
    ("aan", "Das Antigen wird vom Antikörper gebunden.", True),
    ("aan", "There's no clash, no glycan, no repulsion. They bind.", True),
]
GROUPS = {
    "supposed": SUPPOSED,
    "idiom": IDIOMS,
    "other kind": OTHER_KINDS,
    "back and forth": BACK_AND_FORTH,
    "passing": PASSING,
    "probable": PROBABLE,
    "no claim": NO_CLAIM,
    "elsewhere": ELSEWHERE,
}
ROWS = [
    pytest.param(
        f"biobench_{ {'sol': 'solubility'}.get(task, task) }",
        text,
        expected,
        id=f"{group}: {text[:40]}",
    )
    for group, rows in GROUPS.items()
    for task, text, expected in rows
]


@pytest.mark.parametrize(("task", "text", "expected"), ROWS)
def test_what_a_text_claims(task: str, text: str, expected: bool | str) -> None:
    answer = parse(text, SPECS[task])
    if isinstance(expected, bool):
        assert (answer.value, answer.status) == (expected, "parsed"), answer
    else:
        assert answer.value is None, answer
        assert answer.status in (expected, "undecided" if expected == "ambiguous" else expected)
