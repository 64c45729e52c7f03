"""One number: golden answers by phenomenon. The task follows the text; a word is the expected status."""

from __future__ import annotations

import pytest

from biobench.parsers import number
from tests.parsers.number_specs import (
    APA,
    CRISPR,
    FLUORESCENCE,
    MRL,
    SIRNA,
    STABILITY,
    THERMOSTABILITY,
)

GOLDEN = {
    "bare": [
        ("0.62", APA, 0.62),
        ("0.62.", APA, 0.62),
        ("**0.62**", APA, 0.62),
        ("7", MRL, 7.0),
        ("`5.43`", MRL, 5.43),
        ("$1.22$", STABILITY, 1.22),
        ("-0.25\n", STABILITY, -0.25),
        ("+1.37", STABILITY, 1.37),
        ("0", CRISPR, 0.0),
        ("0.00", STABILITY, 0.0),
        (".75", APA, 0.75),
        ("≈ 6.1", MRL, 6.1),
        ("57 °C", THERMOSTABILITY, 57.0),
        ("Answer: 3.41", FLUORESCENCE, 3.41),
        ("Final Answer: **3.41**</s>", FLUORESCENCE, 3.41),
    ],
    "signs and exponents": [
        ("−0.83", STABILITY, -0.83),
        ("The stability score is –0.83.", STABILITY, -0.83),
        ("stability: - 0.83", STABILITY, -0.83),
        ("I would say minus 0.83 for the stability.", STABILITY, -0.83),
        ("4.2e-2", CRISPR, 0.042),
        ("1.5E-3", CRISPR, 0.0015),
        ("The predicted efficacy is 1.2 x 10^-3.", CRISPR, 0.0012),
        ("The predicted efficacy is 1.2×10⁻³.", CRISPR, 0.0012),
        ("efficacy = $3 \\times 10^{-2}$", CRISPR, 0.03),
        ("-.4", STABILITY, -0.4),
        ("The score is −.4", STABILITY, -0.4),
        ("The score drops below zero: -1.05.", STABILITY, -1.05),
        ("The value is—0.44.", CRISPR, 0.44),
    ],
    "percent": [
        ("45%", APA, 0.45),
        ("45 percent", APA, 0.45),
        ("About 45 per cent of transcripts use this site.", APA, 0.45),
        ("0.45", APA, 0.45),
        ('{"answer": "45%"}', APA, 0.45),
        ('{"answer": 0.45}', APA, 0.45),
        ('{"usage_percent": 45}', APA, 0.45),
        ("80.6%", SIRNA, 80.6),
        ("80.6", SIRNA, 80.6),
        ("mRNA remaining: 27.5 %", SIRNA, 27.5),
        ("The siRNA leaves 12.5% of the mRNA.", SIRNA, 12.5),
        ("Knockdown of 75%, so 25% of the mRNA remains.", SIRNA, 25.0),
        ("It silences 90% of the target, leaving 10%.", SIRNA, 10.0),
        ("This siRNA gives an 80% knockdown.", SIRNA, 20.0),
        ("The siRNA efficiency is 64.30.", SIRNA, 64.3),
        ("With a GC content of 52%, usage should be about 45%.", APA, 0.45),
        ("The predicted usage is 0.73 (73%).", APA, 0.73),
        ("Roughly half of the transcripts end here.", APA, 0.5),
        ("forty-five percent", APA, 0.45),
        ("The efficacy should be around 70%.", CRISPR, 0.7),
    ],
    "decimal comma and thousands": [
        ("0,35", APA, 0.35),
        ("Der vorhergesagte Wert liegt bei 5,43.", MRL, 5.43),
        ("Die Schmelztemperatur beträgt etwa 52,7 °C.", THERMOSTABILITY, 52.7),
        ("La valeur prédite est de 0,427.", APA, 0.427),
        ("El valor predicho es de 0,42.", APA, 0.42),
        ("Der Anteil beträgt 62,5 %.", APA, 0.625),
        ("La température de fusion est d'environ 51,3 °C.", THERMOSTABILITY, 51.3),
        ("La temperatura de fusión es de 48,9 °C.", THERMOSTABILITY, 48.9),
        ("brightness of 2,204 a.u.", FLUORESCENCE, 2204.0),
        ("1,234.5", FLUORESCENCE, 1234.5),
        ("Fluorescence: 12 345.6".replace(" 3", "\u202f3"), FLUORESCENCE, 12345.6),
    ],
    "other scripts": [
        ("预测值为0.62。", APA, 0.62),
        ("答案：0.62", APA, 0.62),
        ("该蛋白的熔解温度约为52.5℃。", THERMOSTABILITY, 52.5),
        ("預測的稳定性得分是 1.35", STABILITY, 1.35),
        ("予測値は0.62です。", APA, 0.62),
        ("融解温度は約52.5度です。", THERMOSTABILITY, 52.5),
        ("０．６２", APA, 0.62),
        ("该siRNA处理后剩余mRNA约为35%。", SIRNA, 35.0),
    ],
    "temperature": [
        ("The protein melts at 62 °C (335 K).", THERMOSTABILITY, 62.0),
        ("335 K, that is 62 °C.", THERMOSTABILITY, 62.0),
        ("Tm = 62 degrees Celsius", THERMOSTABILITY, 62.0),
        ("Tm: 48.25", THERMOSTABILITY, 48.25),
        ("fifty-eight degrees", THERMOSTABILITY, 58.0),
        (
            "Human cells grow at 37 °C; the melting temperature should be near 51 °C.",
            THERMOSTABILITY,
            51.0,
        ),
        ("51.3°C (half denatured after 10 min)", THERMOSTABILITY, 51.3),
        ("The Tm is 331.15 K.", THERMOSTABILITY, 58.0),
        ("At pH 7.4 and 150 mM NaCl the Tm would be 55.5 °C.", THERMOSTABILITY, 55.5),
    ],
    "structured": [
        ('{"answer": 0.45}', CRISPR, 0.45),
        ('{"answer": "0.45"}', CRISPR, 0.45),
        ('{"answer": {"value": 0.45}}', CRISPR, 0.45),
        ('{"answer": {"value": 0.45, "confidence": 0.8}}', CRISPR, 0.45),
        ('```json\n{"answer": 0.45}\n```\nThe guide has 12 GC of 20.', CRISPR, 0.45),
        ("{'answer': '5.10'}", MRL, 5.1),
        ('{"mean_ribosome_load": 5.1, "length": 50}', MRL, 5.1),
        ('{"length": 50, "gc": 0.62, "MRL": 5.1}', MRL, 5.1),
        ('{"answer": "approximately 5.1"}', MRL, 5.1),
        ('{"answer": [5.1]}', MRL, 5.1),
        ("[5.1]", MRL, 5.1),
        ("Result: \\boxed{1.02}", STABILITY, 1.02),
        ("<answer>1.02</answer>", STABILITY, 1.02),
        ("$\\boxed{\\text{Tm} = 52.1\\,^\\circ\\text{C}}$", THERMOSTABILITY, 52.1),
        (
            "| Property | Value |\n|---|---|\n| Length | 238 |\n| Log fluorescence | 3.62 |",
            FLUORESCENCE,
            3.62,
        ),
        (
            '{"answer": 3.62, "explanation": "wild type is 3.72, typical dark variants 1.3"}',
            FLUORESCENCE,
            3.62,
        ),
        ('{"answer": 4.1', MRL, 4.1),
    ],
    "anchored": [
        ("The mean ribosome load of this 5' UTR is predicted to be 6.02.", MRL, 6.02),
        ("Based on its 50 nt and 2 uAUGs, I estimate a ribosome load of 3.8.", MRL, 3.8),
        ("I'd put the stability at 0.9.", STABILITY, 0.9),
        ("My estimate: 0.9", STABILITY, 0.9),
        (
            "The protein has 43 residues and 3 helices. Therefore the stability score is 0.9.",
            STABILITY,
            0.9,
        ),
        ("With H3K4me3 at exon 2 of chr7 the predicted usage is 0.31.", APA, 0.31),
        ("Relative to avGFP (3.72), this variant should reach 2.9.", FLUORESCENCE, 2.9),
        ("The typical range is 1.3 to 4.1; this variant is predicted at 3.5.", FLUORESCENCE, 3.5),
        ("GFP S65T absorbs at 488 nm; log fluorescence 3.70.", FLUORESCENCE, 3.7),
        ("The DeepCRISPR paper [3] reports R² = 0.87. For this guide: 0.24", CRISPR, 0.24),
        ("I am 95 % confident that the efficacy is 0.24.", CRISPR, 0.24),
        ("The efficacy is 0.24 (confidence: 0.9).", CRISPR, 0.24),
        ("With 95 % confidence: 0.24", CRISPR, 0.24),
        (
            "One considers: 1. motifs. 2. structure. 3. context. In summary the value is 6.5.",
            MRL,
            6.5,
        ),
        ("[12/31] 6.16", MRL, 6.16),
        ("On a scale from 0 to 1, I rate this guide 0.66.", CRISPR, 0.66),
        ("0.66 out of 1", CRISPR, 0.66),
        ("In 2019, Sample et al. measured this library. MRL = 5.9", MRL, 5.9),
        ("The load is 5.9 ribosomes per mRNA.", MRL, 5.9),
        ("1. No uAUG.\n2. Weak structure.\n3. Hence a load of 7.1.", MRL, 7.1),
        ("Step 1: count uAUGs (2).\nStep 2: apply a penalty of 1.5 each.\nResult: 4.2", MRL, 4.2),
        ("7.1 because there are no upstream start codons in the 50 nucleotides.", MRL, 7.1),
        ("0.5*7.5 + 0.5*1.5 = 4.5", MRL, 4.5),
    ],
    "range and error": [
        ("1.22 ± 0.1", STABILITY, 1.22),
        ("1.22 (+/- 0.10)", STABILITY, 1.22),
        ("0.3 to 0.5, most likely 0.4", APA, 0.4),
        ("Between 0.3 and 0.5, with 0.42 as my point estimate.", APA, 0.42),
        ("~0.42 (range 0.3-0.5)", APA, 0.42),
        ("0.3 to 0.5", APA, "ambiguous"),
        ("0.3-0.5", APA, "ambiguous"),
        ("0.3–0.5", APA, "ambiguous"),
        ("between 3 and 4", MRL, "ambiguous"),
        ("It lies between 3 and 4 ribosomes.", MRL, "ambiguous"),
        ("less than 0.2", APA, "ambiguous"),
        ("> 60 °C", THERMOSTABILITY, "ambiguous"),
        ("at least 5", MRL, "ambiguous"),
        ('{"answer": "0.3-0.5"}', APA, "ambiguous"),
        ("55–60 °C", THERMOSTABILITY, "ambiguous"),
    ],
    "correction and repetition": [
        ("0.4. Wait, the second poly(A) signal is stronger; make that 0.2.", APA, 0.2),
        ("I first thought of 5.0, but with the uORF it is 3.2.", MRL, 3.2),
        ("The MRL is 5.0.\n\nCorrection: the MRL is 4.4.", MRL, 4.4),
        ("0.31\n0.31\n0.31", CRISPR, 0.31),
        ("The score is 0.31. So the final answer is 0.31.", CRISPR, 0.31),
        ("<think>maybe 0.5, or 0.7</think>0.61", CRISPR, 0.61),
        ("<think>maybe 0.5, or 0.7", CRISPR, "truncated"),
        ("5.2\n\nQuestion: and for this one?\nAnswer: 3.1", MRL, 5.2),
    ],
    "changes, sums and differences": [
        ("The load falls from 7.1 (no uORF) to roughly 3.2.", MRL, 3.2),
        ("I lower my estimate of 1.10 to 0.75.", STABILITY, 0.75),
        ("mRNA levels are reduced by 69%, to 31%.", SIRNA, 31.0),
        ("mRNA levels are reduced to 31%.", SIRNA, 31.0),
        ("The seed adds 0.10, GC 0.08, the PAM 0.05; altogether 0.23.", CRISPR, 0.23),
        ("A good seed (+0.10), a base of 0.15: the score sums up to 0.25.", CRISPR, 0.25),
        ("7.2 - 3.45 = 3.75", MRL, 3.75),
        ("0.9 / (0.9 + 0.6) = 0.6", APA, 0.6),
        ("About 14 °C above body temperature (37 °C), i.e. 51 °C", THERMOSTABILITY, 51.0),
        ("0.36/1.00", CRISPR, 0.36),
    ],
    "what belongs to others": [
        ("WT = 3.72; this mutant = 2.95", FLUORESCENCE, 2.95),
        ("| avGFP | 3.72 |\n| this sequence | 3.33 |", FLUORESCENCE, 3.33),
        ("Most proteins melt at 50 °C, but this one at 63 °C.", THERMOSTABILITY, 63.0),
        ("At 37 °C it is folded. The midpoint is at 46.2 °C.", THERMOSTABILITY, 46.2),
        ("Not 7 as for most leaders, but 3.9.", MRL, 3.9),
        ("3.5, which corresponds to about 3,162 a.u.", FLUORESCENCE, 3.5),
        ("26%. For comparison, the median is about 45%.", APA, 0.26),
        ("If there were no uORF I would say 7.0, but with it 4.2.", MRL, 4.2),
        ("It is stable at 37 °C.", THERMOSTABILITY, None),
        ("It stays folded up to 49.65 °C.", THERMOSTABILITY, 49.65),
        ("The load is the mean over 280,000 random 5' UTRs.", MRL, None),
        ("0.4 if the site is active, 0.8 otherwise.", APA, "ambiguous"),
        ("Depends on the cell line: 0.3 here, 0.5 there.", CRISPR, "ambiguous"),
        ("5.2, or 6.3 if the uAUG is skipped.", MRL, "ambiguous"),
        ("1.2 < score < 1.6", STABILITY, "ambiguous"),
        ("50 °C? 60 °C?", THERMOSTABILITY, "ambiguous"),
    ],
    "sums and their terms": [
        ("8.2 minus 1.4 for the hairpin makes 6.8.", MRL, 6.8),
        ("Take 7.5, subtract 2.1 for the uAUG, and you get 5.4.", MRL, 5.4),
        ("Baseline 7.0; uAUG penalty 3.0; reinitiation gives back 0.8. Net: 4.8", MRL, 4.8),
        ("The parent has 3.72. Less 0.3 for F64S and 0.12 for K3R: 3.3.", FLUORESCENCE, 3.3),
        ("49 °C for the family plus 4.5 °C for two ion pairs: 53.5 °C", THERMOSTABILITY, 53.5),
        ("1.5 for the core, -0.4 for the loop and 0.1 for the caps: 1.2.", STABILITY, 1.2),
        ("Each mutation costs 0.14, so that 3.72 becomes 3.44.", FLUORESCENCE, 3.44),
        ("It's 3.8, which is 0.08 above the 3.72 of the wild type.", FLUORESCENCE, 3.8),
        ("6.3, that is 0.9 below the 7.2 of an open leader", MRL, 6.3),
        ("0.7, i.e. 0.3 less than the 1.0 of a perfect guide", CRISPR, 0.7),
    ],
    "what would be, was tried or is told aside": [
        ("Without the uAUG I'd have said 7.5, but with it 3.4.", MRL, 3.4),
        ("Had G67 been kept, it could have reached 3.7. As it is: 1.4.", FLUORESCENCE, 1.4),
        ("In an open leader one would measure 7.9; the hairpin makes it 5.0.", MRL, 5.0),
        ("With a perfect hexamer it would be 0.8; as things stand, 0.35.", APA, 0.35),
        ("With this uAUG, the load would be 3.6.", MRL, 3.6),
        ("I'd have to say 0.4.", CRISPR, 0.4),
        ("First I thought 0.6, but the seed is poor: 0.35.", CRISPR, 0.35),
        ("I started with 7.0 and ended with 5.5.", MRL, 5.5),
        ("My first guess is 0.4.", CRISPR, 0.4),
        ("MRL = 6.1. Oops, I missed the AUG at 30, so correct that to 4.2.", MRL, 4.2),
        ("0.4, more precisely 0.41.", CRISPR, 0.41),
        ("0.44 is my estimate, with the library averaging 0.3.", CRISPR, 0.44),
        ("0.44; for comparison, the best guide against this gene has 0.7.", CRISPR, 0.44),
        ("Good guides have 0.8 and more. Yours has 0.12.", CRISPR, 0.12),
        ("Doench et al. would score it at 0.6; my own estimate is 0.4.", CRISPR, 0.4),
        ("1.8 is my best guess, though 1.4 wouldn't be a surprise.", STABILITY, 1.8),
        ("Such proteins melt at 52 °C in general. 49 °C here.", THERMOSTABILITY, 49.0),
    ],
    "a number picked by its place or size": [
        ("Two estimates, 52 °C and 55 °C; I'd go with the latter.", THERMOSTABILITY, 55.0),
        ("Trypsin gives 1.4, chymotrypsin 0.9. The lower one counts.", STABILITY, 0.9),
        ("42 °C in cells, 48 °C in vitro, and that last number is the Tm.", THERMOSTABILITY, 48.0),
        ("6.0 and 4.0 are both possible, the latter if the uAUG is used.", MRL, "ambiguous"),
        ("0.4 by one rule, 0.7 by the other. Hard to say which is right.", CRISPR, "ambiguous"),
    ],
    "shares and complements": [
        ("18 out of 100 transcripts", APA, 0.18),
        ("Out of every hundred messages, 12 end here.", APA, 0.12),
        ("720 of 1,000 reads support this isoform.", APA, 0.72),
        ("three in ten mRNAs are left", SIRNA, 30.0),
        ("Out of 100 mRNAs, 18 are degraded.", SIRNA, 82.0),
        ("Two thirds of the transcripts or so (0.68)", APA, 0.68),
        ("A fraction of 0.31, in other words 31 % of the mRNA, should persist.", SIRNA, 31.0),
        ("The knockdown comes to 64.5%, so that 35.5% persist.", SIRNA, 35.5),
        ("It cuts the mRNA by 64.5%.", SIRNA, 35.5),
        ("Knockdown will be poor: 70% of the mRNA remains.", SIRNA, 70.0),
        ("The rival gets 86 %, this one the other 14 %.", APA, 0.14),
        ("The guide meets 3 of 10 criteria.", CRISPR, None),
        ("Of 100 nucleotides, 44 are G or C.", APA, None),
        ("Alternative splicing affects about 90 % of human genes.", APA, None),
        ("60% of all guides have an efficacy above average.", CRISPR, None),
    ],
    "bounds and breaks": [
        ("north of 60 °C", THERMOSTABILITY, "ambiguous"),
        ("0.7 or more", APA, "ambiguous"),
        ("0.2 at best", APA, "ambiguous"),
        ("0.6 or so", APA, 0.6),
        ("The load goes up to 6.1.", MRL, 6.1),
        ("The siRNA has 9 G or C among 21 bases, i.e. 42.9%, which", SIRNA, "truncated"),
        ("I predict 0.44 because the seed", CRISPR, 0.44),
        ("The site isn't used: 0.0", APA, 0.0),
    ],
    "premises, scales and compositions": [
        (
            "As sites of this kind are used in 0.7 of cases, and weak ones in 0.2, I'd say 0.6.",
            APA,
            0.6,
        ),
        ("On a scale where 0 stands for unfolded and 1 for stable, it gets 1.4.", STABILITY, 1.4),
        ("On a scale from 0 (no silencing) to 100 (complete): 40.5", SIRNA, 40.5),
        ("0.3 in the absence of CFIm25; 0.6 in its presence.", APA, "ambiguous"),
        ("9 of 21 bases are G or C, i.e. 43%. I expect 27% to be left.", SIRNA, 27.0),
        ("mRNA level after silencing: 12.5 %", SIRNA, 12.5),
        ("45 ± 15 percent", CRISPR, 0.45),
        ("The protein has 3 Leu, 3 Ile and 2 Val; stability 0.9.", STABILITY, 0.9),
        ("Helices of 11, 12 and 13 residues. 0.9", STABILITY, 0.9),
        ("(1) no uAUG, (2) little structure, hence a load of 7.1", MRL, 7.1),
        ("Criteria: (1) GC content, 43%, fulfilled. (2) A/U at the 5' end: 4. (3)", SIRNA, None),
        ("The factors are (1) the hexamer, (2) its context and (3) the", APA, "truncated"),
        ("8.1. Hold on, I overlooked the upstream AUG. 4.4.", MRL, 4.4),
        ("Raw counts near 2,240; on the log scale: 3.35", FLUORESCENCE, 3.35),
        ("Of the 3.72 that avGFP has only 1.4 is left.", FLUORESCENCE, 1.4),
        ("The E. coli homolog melts at 53.1 °C. 50.9 °C.", THERMOSTABILITY, 50.9),
    ],
    "side remarks, definitions and exact repeats": [
        ("½", APA, 0.5),
        ("Close to 50 °C, 49.6 °C to be exact.", THERMOSTABILITY, 49.6),
        ("Usage will approach 1; I'll say 0.96.", APA, 0.96),
        ("A weak site (0.12), and I wouldn't be surprised by less.", APA, 0.12),
        ("R96C slows maturation: a mere 1.5 is reached (parent: 3.72).", FLUORESCENCE, 1.5),
        ("0.66 = 0.2 (GC) + 0.26 (seed) + 0.2 (accessibility)", CRISPR, 0.66),
        ("(0.72 + 0.60)/2 = 0.66", STABILITY, 0.66),
        ("3.4 (wt = 3.72, delta = -0.32)", FLUORESCENCE, 3.4),
        ("0.2 log units below the wild type: 3.5.", FLUORESCENCE, 3.5),
        ("| siRNA | knockdown | mRNA left |\n|---|---|---|\n| query | 76.5 | 23.5 |", SIRNA, 23.5),
        ("0.87 if you want a number", APA, 0.87),
        ("A knockdown to 20% of the initial level.", SIRNA, 20.0),
        ("57% of the mRNA gone and 43% still there", SIRNA, 43.0),
        ("Compared with open leaders, for which I'd say 7.8, it is low: 4.2.", MRL, 4.2),
        ("One rule would give 0.15, another one 0.72.", CRISPR, "ambiguous"),
        ("At least as stable as lysozyme (75 °C).", THERMOSTABILITY, None),
        ("A stability score of 1 means that 10 times more protease is needed.", STABILITY, None),
        ("Heat it by 1 °C per minute.", THERMOSTABILITY, None),
        ("Its load exceeds the average of 6.0.", MRL, "ambiguous"),
        ("Buried nonpolar surface: about 1,900 Å2.", STABILITY, None),
        ("Transfect at 50% confluency and harvest after 24 h.", SIRNA, None),
    ],
    "no answer": [
        ("", APA, "empty"),
        ("```\n```", APA, "empty"),
        ("0.31 or 0.57", CRISPR, "ambiguous"),
        ("0.2, 0.5, 0.8", CRISPR, "ambiguous"),
        ("The efficacy is high.", CRISPR, "ambiguous"),
        ("moderate", STABILITY, "ambiguous"),
        ("I cannot determine the ribosome load from the sequence alone.", MRL, "refused"),
        ("As an AI, I can't run the model; Optimus 5-Prime reaches an R² of 0.93.", MRL, "refused"),
        ("The sequence is 50 nucleotides long and has a GC content of 62%.", MRL, None),
        ("Codon 3 and exon 2 lie within the 5' UTR of chr7.", MRL, None),
        ("H3K4me3, m6A and IC50 are terms of biology.", APA, None),
    ],
}
CASES = [
    pytest.param(text, spec, expected, id=f"{phenomenon}: {text[:40]!r}")
    for phenomenon, cases in GOLDEN.items()
    for text, spec, expected in cases
]


@pytest.mark.parametrize(("text", "spec", "expected"), CASES)
def test_golden(text, spec, expected):
    answer = number.parse(text, spec)
    if isinstance(expected, float):
        assert answer.status == "parsed", answer
        assert answer.value == pytest.approx(expected, abs=1e-6)
    elif expected is None:
        assert not answer.parsed, answer
    else:
        assert answer.status == expected, answer


def test_a_failed_request_is_failed():
    assert number.parse(None, APA).status == "failed"


def test_a_value_outside_the_range_is_kept_and_flagged():
    answer = number.parse("1.7", APA)
    assert answer.value == 1.7
    assert answer.flags == ("out_of_range",)


def test_a_lone_kelvin_value_is_converted_and_flagged():
    answer = number.parse("331.15 K", THERMOSTABILITY)
    assert answer.value == pytest.approx(58.0)
    assert "converted" in answer.flags


def test_the_complement_of_a_knockdown_is_flagged():
    assert "complement" in number.parse("80% knockdown", SIRNA).flags


def test_the_span_points_into_the_text_as_written():
    text = "<think>0.9?</think>The usage is **0.62**."
    start, end = number.parse(text, APA).span
    assert text[start:end] == "0.62"
