"""Words that speak for or against a candidate answer, found fast.

A :class:`Cue` is a list of phrases. Trying a long alternation at each character is slow, so a text is
split into :class:`Words` once, and at each word only the phrases that begin like it are tried.
Example: ``COMMITS.search(Words("I'd settle on"))`` finds "settle".
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")


class Words:
    """The words of ``text[start:end]``: where each begins, and its first four letters."""

    __slots__ = ("end", "items", "start", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        self.items = [(m.start(), m[0][:4].lower()) for m in _WORD.finditer(text, start, self.end)]

    def after(self, start: int) -> Words:
        """The part from an offset on."""
        if start <= self.start:
            return self
        part = object.__new__(Words)
        part.text, part.start, part.end = self.text, start, self.end
        part.items = [item for item in self.items if item[0] >= start]
        return part

    def begin(self, starts: frozenset[str]) -> bool:
        """Whether a word has one of these beginnings (of up to four letters)."""
        return any(stem in starts for _, stem in self.items)


class Cue:
    """Phrases that mean the same to a reader of answers.

    A phrase is a regular expression that begins with a whole word of up to three letters or with at
    least four letters of a longer one; a trailing ``*`` lets its last word go on. ``symbols`` are
    single characters or arrows that count without any word boundary.
    """

    __slots__ = ("rules", "symbols")

    def __init__(self, phrases: str, symbols: str = "") -> None:
        groups: dict[str, list[str]] = {}
        for item in phrases.split("|"):
            match = _WORD.match(item)
            if match is None:
                raise ValueError(f"cue {item!r} does not begin with a word")
            groups.setdefault(match[0][:4].lower(), []).append(re.sub(r"\*$", r"\\w*", item))
        self.rules = {
            stem: re.compile(rf"(?:{'|'.join(items)})\b", re.IGNORECASE) for stem, items in groups.items()
        }
        self.symbols = tuple(symbols.split("|")) if symbols else ()

    def search(self, words: Words) -> tuple[int, int] | None:
        """Start and end of the first phrase, as offsets into the text of ``words``."""
        rules = self.rules
        for at, stem in words.items:
            rule = rules.get(stem)
            if rule is not None and (match := rule.match(words.text, at, words.end)):
                return match.span()
        for symbol in self.symbols:
            at = words.text.find(symbol, words.start, words.end)
            if at >= 0:
                return at, at + len(symbol)
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """:meth:`search` in a part of a text that is needed only once."""
        return self.search(Words(text, start, end))


#: Announces the answer itself.
FINAL = Cue(
    "final*|answer*|verdict|conclusion|result|results|resulting|output|prediction|antwort|réponse|respuesta|ergebnis|"
    "resultado|résultat|vorhersage|predicción|prédiction|resposta|risposta",
    "答案|结果|結果|預測|预测|予測|回答|最终|最終",
)
#: The writer commits to a number.
COMMITS = Cue(
    "predict*|estimat*|expect*|guess*|settl*|arriv*|assign*|infer*|comput*|calculat*|choos*|pick*|propos*|forecast*|"
    "anticipat*|rate|rated|score|scores|scored|scoring|put|puts|putting|give|gives|given|giving|get|gets|land*|yield*|"
    "amount*|equal*|drop*|fall|falls|falling|fell|leav*|remain*|report|say|call it|go with|going with|goes with|"
    "come out|comes out|coming out|come to|comes to|round*|work out|works out|would be|would melt|would have|"
    "would unfold|should be|should melt|should have|should reach|my best|my take|my number|my value|liegt|beträgt|"
    "schätz*|geschätzt|erwart*|estim*|est d'|est de|es de|vaut|se sitúa|prédi*|vorher*|prevê|sit at|sits at|"
    "reach*|stand*|suggest*|indicat*|read off|come in at|comes in at|think",
    "约|約|为|為|是",
)
#: A conclusion is drawn.
CONCLUDES = Cue(
    "therefore|thus|hence|so|overall|in conclusion|in summary|in short|in total|in sum|altogether|all in all|"
    "taken together|to conclude|to sum up|to summari[sz]e|conclu*|finally|ultimately|best|most likely|consequently|"
    "accordingly|point|daher|also|insgesamt|donc|por lo tanto|por tanto|en conclusion|settle|central|middle|midpoint|consensus",
    "→|⇒|=>|->|因此|所以|よって|したがって",
)
#: The number belongs to something else.
BESIDE = Cue(
    "wild type|wild-type|wildtype|wt|parent*|control|reference|typical*|average|median|usual*|common*|general*|"
    "published|reported|literature|known|threshold|cutoff|cut-off|maximum|maximal|max|minimum|minimal|min|baseline|"
    "background|other|others|similar|homolog*|for example|for instance|e\\.g|such as|suppose|compar*|versus|vs|"
    "than|relative to|starting from|data ?set|training|benchmark|each|per|add|adds|adding|subtract*|contribut*|penal*|"
    "bonus|weight*|worth|stable at|optimal growth|optimum growth|incubat*|grow|grows|grown|growing|growth|heated|host|"
    "room temperature|body|stored|cultured|preheated|pre-heated|anneal*|scan|buffer|induced|if|unless|when|"
    "initial*|first guess|first estimate|first thought|first thought of|previous*|original*|before|range*|between|"
    "up from|down from|instead of|rather than|not|isn't|neither|nor|mean of|prior|default|naive*|skew|index|moment|"
    "strength|propensity|constant|entropy|complexity|frequency|density|native|ancestor|canonical|consensus sequence|"
    "perfect|ideal|no longer|stronger|strongest|weaker|weakest|random",
)
#: The writer takes back or revises what stands before.
CORRECTION = Cue(
    "actually|wait|correct|correction|corrected|correcting|scratch that|on second thou?ghts?|let me revise|let me correct|"
    "let me re-?consider|let me adjust|let me re-?calculate|let me re-?think|let me re-?evaluate|let me double[- ]check|"
    "let me redo|let me fix|revis*|adjust*|readjust*|re-adjust*|updat*|refin*|make that|i mean|i meant|sorry|oops|no(?=,)|"
    "rather|instead|i mis*|my mistake|apolog*|reconsider*|re-consider*|better|erratum|korrektur|en fait|en realidad|corrección|"
    "after considering|after accounting|after correcting|after adjusting|after weighing|taking this|taking that|taking it|"
    "taking these|taking everything|taking all|settle|go with|final*|in the end|therefore|thus|overall|in conclusion|"
    "so i|so my|so the|so we|so it|hence|ultimately|mittel*|on balance|round*",
    "不对|更正|いや|訂正|→|=>|⇒",
)
#: One quantity is put into other words.
RESTATES = Cue(
    "corresponds to|corresponding to|correspond to|corresponds roughly|equivalent to|equals roughly|equals about|translates to|translates into|translating to")
#: The writer points at the case in question.
THIS = Cue(
    "this one|this protein|this variant|this sequence|this guide|this rna|this sirna|this leader|this isoform|"
    "this mutant|this case|this design|this utr|this 5'|this site|this enhancer|here")
