"""Several named numbers: golden answers by phenomenon."""

from __future__ import annotations

import pytest

from biobench.parsers import numbers
from tests.parsers.number_specs import ENHANCER, PRS


def ea(hk, dev):
    return {"hk": hk, "dev": dev}


def prs(on, off, ratio):
    return {"ON": on, "OFF": off, "ON_OFF": ratio}


GOLDEN = {
    "json": [
        ('{"answer": {"hk": 0.5, "dev": -1.2}}', ENHANCER, ea(0.5, -1.2)),
        ('{"Housekeeping": 0.5, "Developmental": -1.2}', ENHANCER, ea(0.5, -1.2)),
        ('{"developmental_ea": -1.2, "housekeeping_ea": 0.5}', ENHANCER, ea(0.5, -1.2)),
        ('{"HK-EA": "0.50", "Dev-EA": "-1.20"}', ENHANCER, ea(0.5, -1.2)),
        ('{"answer": {"Housekeeping EA": 0.5, "Developmental EA": -1.2}}', ENHANCER, ea(0.5, -1.2)),
        ('{"answer": "Housekeeping EA: 0.5, Developmental EA: -1.2"}', ENHANCER, ea(0.5, -1.2)),
        ('{"answer": [0.5, -1.2]}', ENHANCER, ea(0.5, -1.2)),
        ('{"answer": "0.5, -1.2"}', ENHANCER, ea(0.5, -1.2)),
        ("{'hk': 0.5, 'dev': -1.2}", ENHANCER, ea(0.5, -1.2)),
        ('[{"name": "hk", "value": 0.5}, {"name": "dev", "value": -1.2}]', ENHANCER, ea(0.5, -1.2)),
        (
            '{"hk": {"value": 0.5, "confidence": 0.9}, "dev": {"value": -1.2, "confidence": 0.9}}',
            ENHANCER,
            ea(0.5, -1.2),
        ),
        ('{"ON": 0.7, "OFF": 0.1, "ON/OFF": 0.6}', PRS, prs(0.7, 0.1, 0.6)),
        ('{"on": 0.7, "off": 0.1, "on_off": 0.6}', PRS, prs(0.7, 0.1, 0.6)),
        (
            '{"answer": {"ON": "0.70", "OFF": "0.10", "ON/OFF ratio": "0.60"}}',
            PRS,
            prs(0.7, 0.1, 0.6),
        ),
        ('{"on_state": 0.7, "off_state": 0.1, "ratio": 0.6}', PRS, prs(0.7, 0.1, 0.6)),
        ('{"ON_value": 0.7, "OFF_value": 0.1, "ON_OFF_ratio": 0.6}', PRS, prs(0.7, 0.1, 0.6)),
        (
            '```json\n{"ON": 0.7, "OFF": 0.1, "ON/OFF": 0.6}\n```\nThe ON state of 0.9 would '
            "need more.",
            PRS,
            prs(0.7, 0.1, 0.6),
        ),
    ],
    "sentences": [
        (
            "The housekeeping EA is 0.53 and the developmental EA is -0.21.",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        (
            "Developmental enhancer activity: -0.21; housekeeping enhancer activity: 0.53",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        ("hk=0.53, dev=-0.21", ENHANCER, ea(0.53, -0.21)),
        ("HK: 0.53 DEV: -0.21", ENHANCER, ea(0.53, -0.21)),
        (
            "I predict 0.53 for housekeeping and -0.21 for developmental activity.",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        ("0.53 (hk), −0.21 (dev)", ENHANCER, ea(0.53, -0.21)),
        (
            "Housekeeping and developmental activities are 0.53 and -0.21, respectively.",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        (
            "0.53 and -0.21 for housekeeping and developmental activity, respectively.",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        (
            "For the developmental and the housekeeping promoter I expect -0.21 and 0.53.",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        ("'Housekeeping EA': 0.53\n'Developmental EA': -0.21", ENHANCER, ea(0.53, -0.21)),
        (
            "The sequence has 249 bp and 3 DRE motifs. Its housekeeping activity is 2.10. Its "
            "developmental activity "
            "is 0.80.",
            ENHANCER,
            ea(2.1, 0.8),
        ),
        (
            "The enhancer activity prediction for this sequence: HK - 0.53, Dev - 0.21",
            ENHANCER,
            ea(0.53, 0.21),
        ),
        (
            "The ON state is 0.70, the OFF state is 0.10, giving an ON/OFF ratio of 0.60.",
            PRS,
            prs(0.7, 0.1, 0.6),
        ),
        ("ON/OFF: 0.60, OFF: 0.10, ON: 0.70", PRS, prs(0.7, 0.1, 0.6)),
        ("ON, OFF and ON/OFF are 0.70, 0.10 and 0.60.", PRS, prs(0.7, 0.1, 0.6)),
        ("ON: 70%, OFF: 10%, ON/OFF: 0.60", PRS, prs(0.7, 0.1, 0.6)),
        ("ON = 0.9, OFF = 0.3, so ON/OFF = 0.9/0.3 = 3.0", PRS, prs(0.9, 0.3, 3.0)),
        (
            "With the trigger on, I expect 0.7 in the ON state and 0.1 in the OFF state; ratio 7.",
            PRS,
            prs(0.7, 0.1, 7.0),
        ),
        (
            "The values for the programmable switch are 0.70 for 'ON', 0.10 for 'OFF', and 0.60 "
            "for 'ON/OFF'.",
            PRS,
            prs(0.7, 0.1, 0.6),
        ),
        (
            "Leakage is low (OFF = 0.05), activation strong (ON = 0.95) and the ON/OFF ratio is "
            "19.",
            PRS,
            prs(0.95, 0.05, 19.0),
        ),
    ],
    "order of the hint": [
        ("0.53, -0.21", ENHANCER, ea(0.53, -0.21)),
        ("0.53 -0.21", ENHANCER, ea(0.53, -0.21)),
        ("0.53\n-0.21", ENHANCER, ea(0.53, -0.21)),
        ("(0.53, -0.21)", ENHANCER, ea(0.53, -0.21)),
        ("[0.53, -0.21]", ENHANCER, ea(0.53, -0.21)),
        ("0.53 and -0.21", ENHANCER, ea(0.53, -0.21)),
        ("1. 0.53\n2. -0.21", ENHANCER, ea(0.53, -0.21)),
        ("0.70, 0.10, 0.60", PRS, prs(0.7, 0.1, 0.6)),
        ("0.70 0.10 0.60", PRS, prs(0.7, 0.1, 0.6)),
        ("Answer: 0.70, 0.10, 0.60", PRS, prs(0.7, 0.1, 0.6)),
        ("ON: 0.7, OFF: 0.1, and 0.6", PRS, prs(0.7, 0.1, 0.6)),
        ("\\boxed{0.70, 0.10, 0.60}", PRS, prs(0.7, 0.1, 0.6)),
    ],
    "tables and bullets": [
        ("| hk | dev |\n|----|-----|\n| 0.53 | -0.21 |", ENHANCER, ea(0.53, -0.21)),
        (
            "| Activity | Value |\n|---|---|\n| Developmental | -0.21 |\n| Housekeeping | 0.53 |",
            ENHANCER,
            ea(0.53, -0.21),
        ),
        ("- **Housekeeping EA:** 0.53\n- **Developmental EA:** -0.21", ENHANCER, ea(0.53, -0.21)),
        ("* dev: −0.21\n* hk: 0.53", ENHANCER, ea(0.53, -0.21)),
        ("**ON**: 0.70\n**OFF**: 0.10\n**ON/OFF**: 0.60", PRS, prs(0.7, 0.1, 0.6)),
        ("1. ON: 0.70\n2. OFF: 0.10\n3. ON/OFF: 0.60", PRS, prs(0.7, 0.1, 0.6)),
        (
            "| State | Value |\n|---|---|\n| ON | 0.70 |\n| OFF | 0.10 |\n| ON/OFF | 0.60 |",
            PRS,
            prs(0.7, 0.1, 0.6),
        ),
        ("Housekeeping EA\n0.53\n\nDevelopmental EA\n-0.21", ENHANCER, ea(0.53, -0.21)),
        ("ON\tOFF\tON/OFF\n0.70\t0.10\t0.60", PRS, prs(0.7, 0.1, 0.6)),
    ],
    "both, and named late": [
        ("Both activities are 1.0.", ENHANCER, ea(1.0, 1.0)),
        ("hk and dev: both 0.2", ENHANCER, ea(0.2, 0.2)),
        ("Housekeeping clearly wins, 3.3 to 0.9.", ENHANCER, ea(3.3, 0.9)),
        (
            "Looks developmental: 3.1 for the developmental promoter, 0.4 for the housekeeping "
            "one.",
            ENHANCER,
            ea(0.4, 3.1),
        ),
        ("For housekeeping I'd say 3.0... no, 3.2. For developmental 1.7.", ENHANCER, ea(3.2, 1.7)),
        ("−0.5/−0.7", ENHANCER, ea(-0.5, -0.7)),
        ("- 3.30\n- 0.90", ENHANCER, ea(3.3, 0.9)),
        ("ON 0.36, OFF 0.12, so ON/OFF is 0.36:0.12 = 3.0", PRS, prs(0.36, 0.12, 3.0)),
        ("DeepSTARR has a PCC of 0.68 (dev) and 0.74 (hk).", ENHANCER, None),
    ],
    "reasoning": [
        (
            "hk around 1.0 at first sight. Wait, the DRE is mutated, so hk 0.4. dev is 2.2.",
            ENHANCER,
            ea(0.4, 2.2),
        ),
        ("<think>hk 3, dev 4?</think>hk 0.4, dev 2.2", ENHANCER, ea(0.4, 2.2)),
        (
            "The hk activity is 0.4 and dev is 2.2. In summary: hk 0.4, dev 2.2.",
            ENHANCER,
            ea(0.4, 2.2),
        ),
        (
            "Typical housekeeping enhancers reach 3.5. For this one I estimate hk 0.4 and dev 2.2.",
            ENHANCER,
            ea(0.4, 2.2),
        ),
    ],
    "other languages": [
        ("Haushaltsaktivität: 0,53; Entwicklungsaktivität: -0,21", ENHANCER, ea(0.53, -0.21)),
        ("hk为0.53，dev为-0.21。", ENHANCER, ea(0.53, -0.21)),
        ("hk es 0,53 y dev es -0,21", ENHANCER, ea(0.53, -0.21)),
        ("ON：0.70、OFF：0.10、ON/OFF：0.60", PRS, prs(0.7, 0.1, 0.6)),
    ],
    "one number for several names": [
        ("Both are 0.3.", ENHANCER, ea(0.3, 0.3)),
        ("0.3 for both the housekeeping and the developmental side", ENHANCER, ea(0.3, 0.3)),
        ("hk = dev = 0.3", ENHANCER, ea(0.3, 0.3)),
        ("hk: 0.3, dev: the same", ENHANCER, ea(0.3, 0.3)),
        ("ON and OFF are both 0.4; ON/OFF is 0.", PRS, prs(0.4, 0.4, 0.0)),
        ("Both states are at 0.5, so ON/OFF is 0.0.", PRS, prs(0.5, 0.5, 0.0)),
        ("All three are 0.", PRS, prs(0.0, 0.0, 0.0)),
        ("Both are low: hk 0.3, dev 0.1.", ENHANCER, ea(0.3, 0.1)),
        ("Both hk and dev are active (1.3 and 0.8).", ENHANCER, ea(1.3, 0.8)),
        ("Each DRE adds 0.5. hk 1.5, dev 0.2.", ENHANCER, ea(1.5, 0.2)),
        ("Both are above 1.0.", ENHANCER, "ambiguous"),
    ],
    "names before and behind": [
        ("0.2 in the OFF and 0.9 in the ON state make an ON/OFF of 0.7.", PRS, prs(0.9, 0.2, 0.7)),
        ("An ON/OFF of 0.7 follows from 0.9 (ON) and 0.2 (OFF).", PRS, prs(0.9, 0.2, 0.7)),
        ("It rises from 0.1 (OFF) to 0.8 (ON); ON/OFF is 0.7.", PRS, prs(0.8, 0.1, 0.7)),
        (
            "ON/OFF = 0.8 - 0.1 = 0.7, where 0.8 is the ON and 0.1 the OFF level.",
            PRS,
            prs(0.8, 0.1, 0.7),
        ),
        ("ON 0.6, OFF 0.2 and thus a 3-fold ON/OFF ratio.", PRS, prs(0.6, 0.2, 3.0)),
        ("ON 70 %, OFF 10 %, ON/OFF 60 %", PRS, prs(0.7, 0.1, 0.6)),
        ("ON = 0.31\nOFF = 0.22\nON/OFF = 0.09", PRS, prs(0.31, 0.22, 0.09)),
        ("A dev activity of 2.0 next to a hk activity of 1.0", ENHANCER, ea(1.0, 2.0)),
        ("dev/hk: 2.0/1.0", ENHANCER, ea(1.0, 2.0)),
        ("(hk; dev) = (1.0; 2.0)", ENHANCER, ea(1.0, 2.0)),
        ("<hk>1.0</hk><dev>2.0</dev>", ENHANCER, ea(1.0, 2.0)),
        ("hk/dev = 1.0/2.0 = 0.5", ENHANCER, "ambiguous"),
    ],
    "slips and what is told aside": [
        ("hk 1.0, dev 2.0. Wait, one more GATA: dev 2.4.", ENHANCER, ea(1.0, 2.4)),
        ("HK 2.0, Dev 1.0. Sorry, swapped: HK 1.0, Dev 2.0.", ENHANCER, ea(1.0, 2.0)),
        ("I first put hk at 1.0, but 1.4 is closer to the truth; dev 2.0.", ENHANCER, ea(1.4, 2.0)),
        (
            "My first estimates were hk 1.0 and dev 2.0. Counted again: hk 1.3, dev 1.8.",
            ENHANCER,
            ea(1.3, 1.8),
        ),
        ("hk exceeds dev by 1.0: 2.0 against 1.0.", ENHANCER, ea(2.0, 1.0)),
        ("hk 1.0, dev 2.0 (library means: hk 0.3, dev 0.4)", ENHANCER, ea(1.0, 2.0)),
        ("3 DREs and 1 Ohler6: hk 1.0. 2 GATA sites, 0 AP-1: dev 0.4.", ENHANCER, ea(1.0, 0.4)),
        ("hk 1.0 [0.5, 1.5], dev 2.0 [1.5, 2.5]", ENHANCER, ea(1.0, 2.0)),
        (
            "Sorry, I can't run it. For instance, hk 1.0 and dev 2.0 is typical.",
            ENHANCER,
            "refused",
        ),
    ],
    "other numbers in the sentence": [
        ("hk: baseline 0.2, one DRE at +1.0, total 1.2. dev: 0.4.", ENHANCER, ea(1.2, 0.4)),
        ("A hk EA of 3.3 and a dev EA that's 2.0 lower, 1.3.", ENHANCER, ea(3.3, 1.3)),
        ("OFF: 0.09 - 18 bp, 10 of them GC.\nON: 0.79\nON/OFF: 0.70", PRS, prs(0.79, 0.09, 0.7)),
        ("ON ÷ OFF = 0.6 ÷ 0.12 = 5.0; so ON 0.6, OFF 0.12, ON/OFF 5.0", PRS, prs(0.6, 0.12, 5.0)),
        (
            "It leaks at 0.2 (OFF) and opens up to 0.8 (ON). ON/OFF = 0.8 : 0.2 = 4.0",
            PRS,
            prs(0.8, 0.2, 4.0),
        ),
        (
            "I was going to say OFF 0.2, but OFF is more like 0.5. ON 0.7, ON/OFF 0.2.",
            PRS,
            prs(0.7, 0.5, 0.2),
        ),
        ("ON at 0.9, OFF at 0.15, the difference at 0.75.", PRS, prs(0.9, 0.15, 0.75)),
        ("ON: 0.2, OFF: zero, ON/OFF: 0.2", PRS, prs(0.2, 0.0, 0.2)),
        ("ON 0.8 / OFF 0.2 = 4.0 (ON/OFF)", PRS, prs(0.8, 0.2, 4.0)),
        ("Both at 0.1; ON can't be told from OFF (ON/OFF 0.0).", PRS, prs(0.1, 0.1, 0.0)),
        ("hk 1.0 and dev 3.0, so a difference of 2.0.", ENHANCER, ea(1.0, 3.0)),
    ],
    "no answer": [
        ("hk: 0.53", ENHANCER, "ambiguous"),
        ('{"hk": 0.53}', ENHANCER, "ambiguous"),
        ('{"hk": 0.53, "dev": null}', ENHANCER, "ambiguous"),
        ("0.53", ENHANCER, "ambiguous"),
        ("0.53, 0.21, 0.77", ENHANCER, "ambiguous"),
        ("hk is between 0.3 and 0.5, dev between 1 and 2", ENHANCER, "ambiguous"),
        ("High housekeeping activity, low developmental activity.", ENHANCER, "ambiguous"),
        ("ON: 0.9, OFF: 0.1", PRS, "ambiguous"),
        ("ON is high, OFF is low.", PRS, "ambiguous"),
        ("", PRS, "empty"),
        ("I'm unable to predict the ON and OFF values without running a model.", PRS, "refused"),
        ("Turn on the gas 0.5 and turn off 0.3 of 2", PRS, None),
    ],
    "JSON with units, humps and several numbers for a name": [
        ('{"hk":[2,3],"dev":[1,5]}', ENHANCER, "ambiguous"),  # no decimal commas
        ('{"hk": [2, 3], "dev": [1, 5]}', ENHANCER, "ambiguous"),
        ('{"hk":[2,3],"dev":0.7}', ENHANCER, "ambiguous"),
        ('{"ON": [0.6, 0.9], "OFF": 0.2, "ON_OFF": 0.5}', PRS, "ambiguous"),
        ('{"hk":[2,3],"dev":[1,5]}\nPoint estimates: hk 2.4, dev 1.6', ENHANCER, ea(2.4, 1.6)),
        ('{"hk": {"log2": 2.4}, "dev": {"log2": 1.6}}', ENHANCER, ea(2.4, 1.6)),
        ('{"hk": "2.4 (log2)", "dev": "-1.6"}', ENHANCER, ea(2.4, -1.6)),
        ('{"ON_percent": 60, "OFF_percent": 20, "ON_OFF": 0.4}', PRS, prs(0.6, 0.2, 0.4)),
        (
            '{"ON": {"value": 60, "unit": "%"}, "OFF": {"value": 20, "unit": "%"}, "ratio": 0.4}',
            PRS,
            prs(0.6, 0.2, 0.4),
        ),
        ('{"onValue": 0.6, "offValue": 0.2, "onOffRatio": 0.4}', PRS, prs(0.6, 0.2, 0.4)),
    ],
}
CASES = [
    pytest.param(text, spec, expected, id=f"{phenomenon}: {text[:40]!r}")
    for phenomenon, cases in GOLDEN.items()
    for text, spec, expected in cases
]


@pytest.mark.parametrize(("text", "spec", "expected"), CASES)
def test_golden(text, spec, expected):
    answer = numbers.parse(text, spec)
    if isinstance(expected, dict):
        assert answer.status == "parsed", answer
        assert answer.value == pytest.approx(expected, abs=1e-6)
    elif expected is None:
        assert not answer.parsed, answer
    else:
        assert answer.status == expected, answer


def test_every_value_is_there_and_out_of_range_names_the_value():
    answer = numbers.parse("ON 0.93, OFF 0.31, ON/OFF 3.00", PRS)
    assert answer.value == {"ON": 0.93, "OFF": 0.31, "ON_OFF": 3.0}
    assert answer.flags == ("out_of_range:ON_OFF",)


def test_a_failed_request_is_failed():
    assert numbers.parse(None, PRS).status == "failed"
