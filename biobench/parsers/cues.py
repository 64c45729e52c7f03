"""Words that speak for or against a candidate answer, found fast.

A :class:`Cue` is a list of phrases. Searching a long alternation at each character is slow, so a text
is first reduced to the beginnings of its words (:func:`stems`), and a cue that shares none of them is
not searched. Example: ``PREDICTS.search("I'd settle on", stems("I'd settle on"))`` finds "settle".
"""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W\d_]+")
_FIRST = re.compile(r"[^\W\d_]+")


class Cue:
    """Phrases as one pattern with a quick test.

    A phrase is a regular expression that begins with a whole word of up to three letters or with at
    least four letters of a longer one; a trailing ``*`` lets its last word go on. ``symbols`` is
    another expression, tried in every text that is not plain ASCII and in those with ``signs``.
    """

    __slots__ = ("pattern", "signs", "starts")

    def __init__(self, phrases: str, symbols: str = "", signs: str = "") -> None:
        items = [p.strip() for p in phrases.split("|")]
        starts = set()
        for item in items:
            match = _FIRST.match(item)
            if match is None:
                raise ValueError(f"cue {item!r} does not begin with a word")
            starts.add(match[0][:4].lower())
        body = "|".join(re.sub(r"\*$", r"\\w*", item.replace("/", "|")) for item in items)
        self.pattern = re.compile(rf"\b(?:{body})\b" + (f"|{symbols}" if symbols else ""), re.IGNORECASE)
        self.starts = frozenset(starts)
        self.signs = signs

    def search(self, text: str, starts: frozenset[str]) -> re.Match[str] | None:
        """The first phrase in ``text``, whose stems are ``starts``."""
        if self.starts.isdisjoint(starts):
            if text.isascii() and not any(s in text for s in self.signs):
                return None
        return self.pattern.search(text)

    def find(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first phrase between two offsets; offsets of the match are those of ``text``."""
        stop = len(text) if end is None else min(end, len(text))
        piece = text[start:stop]
        if self.starts.isdisjoint(stems(piece)) and piece.isascii() and not any(
                s in piece for s in self.signs):
            return None
        return self.pattern.search(text, start, stop)


def stems(text: str) -> frozenset[str]:
    """The first four letters of each word, in lower case."""
    return frozenset([word[:4] for word in _WORDS.findall(text.lower())])


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
    "[约約为為是]",
)
#: A conclusion is drawn.
CONCLUDES = Cue(
    "therefore|thus|hence|so|overall|in conclusion|in summary|in short|in total|in sum|altogether|all in all|"
    "taken together|to conclude|to sum up|to summari[sz]e|conclu*|finally|ultimately|best|most likely|consequently|"
    "accordingly|point|daher|also|insgesamt|donc|por lo tanto|por tanto|en conclusion|settle|central|middle|midpoint|consensus",
    "→|⇒|=>|->|因此|所以|よって|したがって", "=-",
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
    "不对|更正|いや|訂正|→|=>|⇒", "=",
)
