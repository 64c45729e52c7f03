"""Which of several numbers a text puts forward as its answer.

:func:`weigh` gives every number a weight from the words around it: in "Because G67 is mutated, from
3.72 in wild-type avGFP the value drops to 1.45." the 3.72 loses for "from" and "wild-type", the 1.45
gains for "drops to". :func:`choose` takes the heaviest, or says that none was chosen.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from biobench.parsers.numerals import Numeral
from biobench.spec import ValueSpec

#: Words that announce the answer, followed by nothing but linking words.
_FINAL = re.compile(
    r"\b(?:final(?:ly)?|answer|verdict|conclusion|result(?:ing)?|output|prediction|antwort|réponse|respuesta|"
    r"ergebnis|resultado|résultat|vorhersage|predicción|prédiction|resposta|risposta)\b[^.!?\n]{0,60}$"
    r"|(?:答案|结果|結果|預測|预测|予測|回答|最终|最終)[^。\n]{0,20}$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:predict|estimat|expect|guess|settl|arriv|assign|infer|comput|calculat|choos|pick|propos|forecast|anticipat|"
    r"rate\b|rated|scor(?:e|es|ed|ing)\b|put(?:s|ting)?\b|giv(?:e|es|en|ing)\b|get(?:s)?\b|land|yield|amount|equal|"
    r"drop|fall|fell|leav|remain|report|say|call it|go(?:ing)? with|com(?:es?|ing) (?:out|to)|round|work(?:s|ing)? out|"
    r"would (?:be|melt|have)|should (?:be|melt|have)|my (?:best|take|number|value)|liegt|beträgt|schätz|erwart|estim|"
    r"est d'|est de|es de|vaut|se sitúa|prédi|vorher|prevê|come to|sit at|sits at|reach|stand|suggest|indicat)"
    r"|[约約为為是]",
    re.IGNORECASE,
)
_CONCLUSION = re.compile(
    r"\b(?:therefore|thus|hence|so|overall|in (?:conclusion|summary|short|total|sum)|altogether|all in all|taken together|"
    r"to (?:conclude|sum up|summari[sz]e)|conclu\w+|finally|ultimately|best|most likely|consequently|accordingly|point|"
    r"daher|also|insgesamt|donc|por (?:lo )?tanto|en conclusion|settle|central|middle|midpoint|consensus)\b|→|⇒|=>|->|"
    r"因此|所以|よって|したがって",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:\b(?:is|are|was|be|of|to|at|with|as|around|about|approximately|approx\.?|roughly|nearly|almost|circa|ca\.|near|"
    r"on|say|bei|etwa|von|ist|de|est|es|à|environ|aproximadamente|unos|é|di)|[:=≈~→⇒|>]|为|是|约|約|は|が)"
    r"[\s*_`$(\"'≈~]*(?:\\(?:approx|sim|mathbf\{|text\{|boxed\{)\s?)?[\s*_`$(\"'≈~]*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:wild[- ]?type|wt|parent(?:al)?|control|reference|typical(?:ly)?|average|median|usual(?:ly)?|"
    r"common(?:ly)?|general(?:ly)?|published|reported|literature|known|threshold|cut-?off|max(?:imum|imal)?|min(?:imum|imal)?|"
    r"baseline|background|other|others|similar|homolog\w*|for (?:example|instance)|e\.g|such as|suppose|compar\w+|versus|vs|"
    r"than|relative to|starting from|data ?set|training|benchmark|each|per|adds?|subtract\w*|contribut\w+|penal\w+|bonus|"
    r"weights?|worth|stable at|optim(?:al|um) growth|incubat\w+|grow(?:n|s|th|ing)?|heated|host|room temperature|body|stored|cultured|"
    r"pre-?heated|anneal\w*|scan|buffer|induced|usually|if|unless|when|initial(?:ly)?|first (?:guess|estimate|thought)|"
    r"previous(?:ly)?|original(?:ly)?|before|ranges?|between|up from|down from|instead of|rather than|not|isn't|neither|nor|"
    r"mean of|average of|prior|default|naive(?:ly)?|skew|index|moment|strength|propensity|constant|entropy|complexity|frequency|density|"
    r"native|ancestor|canonical|consensus sequence|perfect|ideal|no longer|strong(?:er|est)|weak(?:er|est)|random)\b",
    re.IGNORECASE,
)
_BESIDE_AFTER = re.compile(
    r"[\s,(*_)]{0,4}(?:°C |nt )?(?:in|for|of|from|by|with|as) (?:the )?(?:wild[- ]?type|wt|parent|control|reference|native|typical|"
    r"average|published|literature|most|other|similar|training|comparison|random)\b|[\s(]{0,2}(?:at|with|for) most\b|[\s*_]{0,3}\?"
    r"|\s(?:would|might) be (?:too|an over|an under|expected if)|\s(?:is|was|seems|looks) (?:too|typical|the (?:usual|average|mean|"
    r"maximum|minimum|background|baseline|upper|lower|threshold|wild|cut))|\s(?:would|is) (?:not|n't)|[\s,]{0,2}but (?:that|this) is too",
    re.IGNORECASE,
)
#: The writer takes back what stands before.
CORRECTION = re.compile(
    r"\b(?:actually|wait|correct(?:ion|ed|ing)|scratch that|on second thou?ghts?|let me (?:revise|correct|re-?consider|"
    r"adjust|re-?calculate|re-?think|re-?evaluate|double[- ]check|redo|fix)|revis(?:e|ed|ing)|(?:re-?)?adjust(?:ed|ing|ment)|"
    r"updat(?:e|ed|ing)|refin(?:e|ed|ing)|make that|i mean(?:t)?|sorry|oops|no,|rather|instead|i mis\w+|my mistake|"
    r"apolog(?:y|ies|i[sz]e)|re-?consider(?:ed|ing)|better|erratum|korrektur|en fait|en realidad|corrección|"
    r"after (?:considering|accounting|correcting|adjusting|weighing)|taking (?:this|that|it|these|everything|all)|settle|"
    r"go with|final(?:ly)?|in the end|therefore|thus|overall|in conclusion|so (?:i|my|the|we)|hence|ultimately|"
    r"mittel\w*|on balance|round)\b|不对|更正|いや|訂正|→|=>|⇒",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?:[.!?](?:[*_\"')\]]{0,3})(?:\s|$)|[\n。！？;；])")
_LISTED = re.compile(r"[\s,;/&|]{0,4}(?:and |or )?[~≈]?\Z")
_RESTATED = re.compile(r"\b(?:correspond\w*|equivalent|equals|translat\w+) (?:to|roughly|about)\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this (?:one|protein|variant|sequence|guide|rna|sirna|leader|isoform|mutant|case|design|utr|5')|here)\b", re.I)
_STRONG = "*`$_{"


class Weighed(NamedTuple):
    """A number that can be an answer, with the weight of what speaks for it."""

    numeral: Numeral
    weight: int
    value: float
    flags: tuple[str, ...] = ()


@functools.lru_cache(maxsize=256)
def names_of(value: ValueSpec) -> re.Pattern[str] | None:
    """One pattern for the title and aliases of a value (``None`` if it has neither)."""
    names = {n for n in (value.title, *value.aliases) if n}
    return pattern_of(tuple(sorted(names)))


@functools.lru_cache(maxsize=1024)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Names as one pattern, the longest first, blanks and hyphens interchangeable."""
    if not names:
        return None
    ordered = sorted(names, key=len, reverse=True)
    parts = [re.sub(r"(?:\\ |\\-|_|-)+", r"[\\s_-]?", re.escape(n)) for n in ordered]
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(parts)})(?:s|es|d|ed|ing)?(?![A-Za-z0-9])", re.IGNORECASE)


def in_units(numeral: Numeral, value: ValueSpec) -> tuple[float, tuple[str, ...]]:
    """The number in the unit of the task: "45%" of a fraction is 0.45, "335 K" of deg C 61.85.

    The second item is ``("converted",)`` where a temperature came in another unit.
    """
    x, unit = numeral.value, numeral.unit
    if unit == "percent" and value.unit == "fraction":
        return _tidy(x / 100), ()
    if value.unit == "deg C":
        if unit == "kelvin":
            return _tidy(x - 273.15), ("converted",)
        if unit == "fahrenheit":
            return _tidy((x - 32) / 1.8), ("converted",)
    return x, ()


def _tidy(x: float) -> float:
    return float(f"{x:.12g}")


#: Units a number may have for a task in the unit of the key.
_FITTING = {
    "fraction": ("", "percent"),
    "percent": ("", "percent"),
    "deg C": ("", "celsius", "kelvin", "fahrenheit"),
    "": ("", "energy"),
}


def weigh(
    text: str, found: list[Numeral], value: ValueSpec, units: tuple[str, ...] | None = None
) -> list[Weighed]:
    """The numbers that can be an answer, in the order of the text, with their weights.

    ``text`` is the cleaned text that the offsets of ``found`` refer to; ``units`` are the units that
    a number may have, by default those that fit the value's own.
    """
    names = names_of(value)
    fitting = units or _FITTING.get(value.unit, ("",))
    points = [n for n in found if not n.role and n.unit in fitting]
    if value.unit == "deg C" and any(n.unit == "celsius" for n in points):
        points = [n for n in points if n.unit not in ("kelvin", "fahrenheit")]
    opposite = pattern_of(value.opposites)
    out = []
    for i, n in enumerate(points):
        floor = points[i - 1].stop if i else 0
        ceiling = points[i + 1].start if i + 1 < len(points) else len(text)
        weight, flags = _weight(text, n, floor, ceiling, names, opposite, value)
        x, more = in_units(n, value)
        if "complement" in flags and value.low is not None and value.high is not None:
            x = _tidy(value.low + value.high - x)
        out.append(Weighed(n, weight, x, flags + more))
    if len(out) > 1 and (value.low is not None or value.high is not None):
        inside = [_possible(w.value, value) for w in out]
        if any(inside) and not all(inside):
            out = [w if ok else w._replace(weight=w.weight - 3) for w, ok in zip(out, inside)]
    return out


def _possible(x: float, value: ValueSpec) -> bool:
    return (value.low is None or x >= value.low) and (value.high is None or x <= value.high)


def _weight(
    text: str,
    n: Numeral,
    floor: int,
    ceiling: int,
    names: re.Pattern[str] | None,
    opposite: re.Pattern[str] | None,
    value: ValueSpec,
) -> tuple[int, tuple[str, ...]]:
    """What speaks for and against one number; ``floor`` and ``ceiling`` are its neighbours' places."""
    begin = _sentence_start(text, n.start)
    near_from = max(begin, floor)
    near = text[near_from : n.start]
    before = text[begin : n.start]
    after = text[n.stop : min(ceiling, n.stop + 60)]
    stop = _BREAK.search(after)
    if stop:
        after = after[: stop.start() + 1]
    weight = 0
    flags: tuple[str, ...] = ()
    if _FINAL.search(before):
        weight += 6
    named = names is not None and names.search(near)
    if named:
        weight += 5
    elif names is not None and names.search(after):
        weight += 3
    elif names is not None and near is not before and names.search(before):
        weight += 2
    if _VERB.search(near):
        weight += 3
    if _CONCLUSION.search(near):
        weight += 2
    if _LINK.search(near):
        weight += 1
    if n.unit and value.unit in _FITTING or value.unit and after.lstrip().startswith(value.unit):
        weight += 3
    if n.start and text[n.start - 1] in _STRONG:
        weight += 1
    if not near.strip("*_`$({[#>- \t") and not after.strip("*_`$)}]. \t\n!"):
        weight += 3
    elif not text[: n.start].strip("*_`$({[~≈ \t\n") and not _LISTED.match(text[n.stop : ceiling]):
        weight += 3
    if (aside := _BESIDE_AFTER.match(near)) and begin < floor:
        near = near[aside.end() :]
    clause = near[max(near.rfind(","), near.rfind(";"), near.rfind(" but "), near.rfind(" and ")) + 1 :]
    if _BESIDE.search(clause) or _BESIDE_AFTER.match(after):
        weight -= 5
    if floor > begin and _RESTATED.search(near):
        weight -= 4
    if _THIS.search(near):
        weight += 2
    if opposite is not None and (opposite.search(clause) or opposite.search(after.split(",")[0])):
        if not (names is not None and names.search(after.split(",")[0])):
            weight -= 4
            flags = ("complement",)
    return weight, flags


def _sentence_start(text: str, at: int) -> int:
    """Where the sentence around an offset begins (at most 200 characters back)."""
    low = max(0, at - 200)
    start = low
    for cut in _BREAK.finditer(text, low, at):
        start = cut.end()
    return start


def choose(text: str, weighed: list[Weighed]) -> Weighed | None:
    """The number put forward, or ``None`` if several are and none is chosen."""
    best = max(w.weight for w in weighed)
    top = [w for w in weighed if w.weight == best]
    last = top[-1]
    if len({w.value for w in top}) == 1:
        if best >= 8:
            return last
        rival = [w for w in weighed if w.numeral.start > last.numeral.end and w.weight >= best - 3
                 and w.value != last.value]
        if rival and CORRECTION.search(text, last.numeral.stop, rival[-1].numeral.start):
            return rival[-1]
        return last
    previous = [w for w in top if w.value != last.value][-1]
    between = text[previous.numeral.stop : last.numeral.start]
    if CORRECTION.search(between) or between.count("\n\n") and best >= 8:
        return last
    return None
