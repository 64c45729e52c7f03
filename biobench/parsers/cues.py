"""Words that speak for or against a candidate answer, found fast.

A :class:`Cue` is a list of phrases. Trying a long alternation at each character is slow, so a text is
split into :class:`Words` once, and at each word only the phrases that begin like it are tried.
Example: ``COMMITS.search(Words("I'd settle on"))`` finds "settle".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[A-Za-zÀ-ɏΑ-Ωα-ω]+|[^\W\dA-Za-zÀ-ɏΑ-Ωα-ω_]+")
#: The end of a sentence, as a pattern: a full stop that ends no abbreviation, or a line break.
STOP = (
    r"[.!?\n;。！？；](?:(?<![.!?])"
    r"|(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bca\.)(?<!\bapprox\.)(?<!\bal\.)(?<!\bcf\.)"
    r"(?<!\b[A-Z]\.(?= [a-z]))(?<!\bE\.C\.)(?<!\bEC\.)(?<!\b[Nn]o\.)[*_\"')\]]{0,3}(?=\s|$))"
)
SENTENCE_END = re.compile(STOP)


def word_set(text: str) -> frozenset[str]:
    """The words of a line, as a set to look them up in."""
    return frozenset(text.split())


class Words:
    """The words of ``text[start:end]``: where each begins, and its first four letters."""

    __slots__ = ("at", "end", "start", "stems", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        found = list(_WORD.finditer(text, start, self.end))
        self.at = [match.start() for match in found]
        self.stems = [match[0][:4].lower() for match in found]

    def part(self, start: int, end: int | None = None) -> Words:
        """The words from one offset to another."""
        end = self.end if end is None else min(end, self.end)
        if start <= self.start and end == self.end:
            return self
        piece = object.__new__(Words)
        piece.text, piece.start, piece.end = self.text, max(start, self.start), end
        low, high = bisect_left(self.at, start), bisect_left(self.at, end)
        piece.at, piece.stems = self.at[low:high], self.stems[low:high]
        return piece


class Cue:
    """Phrases that mean the same to a reader of answers.

    A phrase is a regular expression that begins with a whole word of up to three letters or with at
    least four letters of a longer one; a trailing ``*`` lets its last word go on. ``symbols`` are
    characters and words of scripts without blanks; they count wherever they stand.
    """

    __slots__ = ("rules", "symbols")

    def __init__(self, phrases: str, symbols: str = "") -> None:
        self.rules = _rules_by_stem(
            ((item, re.sub(r"\*$", r"\\w*", item)) for item in phrases.split("|")),
            r"(?:{})\b",
            re.IGNORECASE,
        )
        self.symbols = tuple(symbols.split("|")) if symbols else ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Cue:
        """A cue of patterns that are too rich for a list; each comes with its first word."""
        cue = cls.__new__(cls)
        cue.rules = _rules_by_stem(pairs, r"(?:{})\b", re.IGNORECASE)
        cue.symbols = ()
        return cue

    def matches(self, words: Words) -> Iterator[tuple[int, int]]:
        """Start and end of each phrase, in order; they may overlap."""
        for i, stem in enumerate(words.stems):
            if stem in self.rules and (
                match := self.rules[stem].match(words.text, words.at[i], words.end)
            ):
                yield match.span()

    def search(self, words: Words) -> tuple[int, int] | None:
        """Start and end of the first phrase, as offsets into the text of ``words``."""
        rules = self.rules
        for i, stem in enumerate(words.stems):
            if stem in rules and (match := rules[stem].match(words.text, words.at[i], words.end)):
                return match.span()
        for symbol in self.symbols:
            at = words.text.find(symbol, words.start, words.end)
            if at >= 0:
                return at, at + len(symbol)
        return None

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """:meth:`search` in a part of a text that is needed only once."""
        return self.search(Words(text, start, end))


class Names:
    """Names of one or several things, found in a text wherever one begins a word.

    Built from (name, pattern) pairs; of names that begin alike the longest wins. Names in scripts
    without blanks are found inside longer runs of letters too.
    """

    __slots__ = ("inside", "rules")

    def __init__(self, pairs: Iterable[tuple[str, str]], tail: str = "") -> None:
        ordered = sorted(pairs, key=lambda pair: len(pair[0]), reverse=True)
        self.inside = tuple(name for name, _ in ordered if ord(name[0]) > 0x2E80)
        self.rules = _rules_by_stem(
            [pair for pair in ordered if ord(pair[0][0]) <= 0x2E80],
            rf"(?:{{}}){tail}(?![A-Za-z0-9])",
            0,
        )

    def matches(self, words: Words) -> Iterator[tuple[int, int]]:
        """Start and end of each name, in order, none inside another."""
        rules, done = self.rules, -1
        for i, stem in enumerate(words.stems):
            at = words.at[i]
            if (
                stem in rules
                and at >= done
                and (match := rules[stem].match(words.text, at, words.end))
            ):
                done = match.end()
                yield match.span()
        for name in self.inside:
            at = words.text.find(name, words.start, words.end)
            if at >= 0:
                yield at, at + len(name)

    def search(self, words: Words) -> tuple[int, int] | None:
        """The first of :meth:`matches`."""
        return next(self.matches(words), None)


def _rules_by_stem(
    pairs: Iterable[tuple[str, str]], frame: str, flags: int
) -> dict[str, re.Pattern[str]]:
    """One pattern for all phrases that begin with the same four letters."""
    groups: dict[str, list[str]] = {}
    for phrase, pattern in pairs:
        match = _WORD.match(phrase)
        if match is None:
            raise ValueError(f"{phrase!r} does not begin with a word")
        groups.setdefault(match[0][:4].lower(), []).append(pattern)
    return {
        stem: re.compile(frame.format("|".join(items)), flags) for stem, items in groups.items()
    }


#: Announces the answer itself.
FINAL = Cue(
    "settle on|settle for|settling on|settled on|final*|answer*|verdict|conclusion|result|results"
    "|resulting|output|prediction|antwort"
    "|réponse|respuesta|ergebnis|resultado|résultat|vorhersage|predicción|prédiction|resposta"
    "|risposta",
    "答案|结果|結果|預測|预测|予測|回答|最终|最終",
)
#: The writer commits to a number.
COMMITS = Cue(
    "predict*|estimat*|expect*|guess*|settl*|arriv*|assign*|infer*|comput*|calculat*|choos*"
    "|pick*|propos*|forecast*|anticipat*|rate|rated|score|scores|scored|scoring|put|puts"
    "|putting|place|set it|set this|reckon*|give|gives|given(?! that)(?! the)(?! its)"
    "|giving|get|gets|land*|yield*|amount*|equal*|end up*|ends up|ended*|drop*|fall|falls"
    "|falling|fell|leav*|remain*|report|say|call it|go with|go for|going for|opt for|going with"
    "|goes with|come out"
    "|comes out|coming out|come to|comes to|round*|down to|work out|works out|would be|would melt"
    "|would have|would unfold|should|will|my best"
    "|my take"
    "|my number|my value|liegt|beträgt|schätz*|geschätzt|erwart*|estim*|est d'|est de|es de"
    "|vaut|se sitúa|prédi*|vorher*|prevê|sit at|sits at|reach*|stand at|stands at|suggest*|indicat*"
    "|sum up|sums up|adds up|add up|totals|total of|read off|come in at|comes in at|think|more like"
    "|closer to|nearer to|makes it|make it|which makes|that makes",
    "约|約|为|為|是",
)
#: The writer owns up to the number that stands before.
OWNS = Cue(
    "i'd say|i would say|i say|i'd guess|i guess|i think|i'd estimate|i estimate|i predict"
    "|i'd predict"
    "|i believe|my estimate|my guess|my prediction|my answer|my best|as my|as a point"
    "|point estimate"
    "|is my|would be my|is what i|is left|is what is left|is what remains"
    "|if you want|if pressed|if i must|if i had to|if forced|if you insist|to give a number|from me"
    "|seems right|seems reasonable|seems appropriate|looks right"
    "|sounds right|feels right|sounds about right|seems about right|looks about right"
    "|sounds reasonable|looks reasonable|sounds plausible|seems fair|sounds fair|is closer to"
    "|is nearer|is more like|is more realistic|is the one"
)
#: A conclusion is drawn.
CONCLUDES = Cue(
    "therefore|thus|hence|so|overall|in conclusion|in summary|in short|in total|in sum"
    "|altogether|net|sum|sums|total|totals|all in all|taken together|to conclude|to sum up"
    "|to summari[sz]e|conclu*|finally|ultimately|best|most likely|consequently|accordingly"
    "|point|i\\.e|daher|also|insgesamt|donc|por lo tanto|por tanto|en conclusion|settle|central"
    "|middle|midpoint|consensus|bottom line|upshot|balance",
    "→|⇒|=>|->|因此|所以|よって|したがって",
)
#: The number belongs to something else.
BESIDE = Cue(
    "control|reference|typical*|average(?<!on average)"
    "|median|usual*|common*|general*|published|reported|literature|known|threshold|cutoff"
    "|cut-off|maximum|maximal|max|minimum|minimal|min|baseline|background|other(?! ?~?\\d)|others|similar"
    "|homolog*|for example|for instance|e\\.g|such as|suppose|compar*|versus|vs|than"
    "|relative to|starting from|data ?set|library|training|benchmark|each|per|add|adds|adding|subtract*"
    "|contribut*|penal*|bonus|weight*|unmodified|otherwise|alternatively|worth|stable up to"
    "|folded up to|base of(?= ?~?\\d)|et al|according to(?! my)|of which|ortholog*|cousin*"
    "|counterpart*|rival*|begins|begin|starts|onset|optimal growth|optimum growth|heated|host|body"
    "|preheated|pre-heated|scan|if|unless|when|previous*"
    "|before|range*|between(?<!in between)|up from|down from|mean of|prior"
    "|default|naive*|skew|index|moment|strength|propensity|constant"
    "|entropy|complexity|frequency|density|native|ancestor|consensus sequence|perfect"
    "|ideal|physiological*|most(?! likely)(?! prob)(?! plaus)|no longer|stronger|strongest"
    "|weaker|weakest|random",
)
#: The number is that of a relative, or a condition of the measurement, never the result.
CONDITION = Cue(
    "wild type|wild-type|wildtype|wt|parent*|work at|works at|expressed|purif*|crystalli*|evolved"
    "|optimum|active at|function at|stable at|folded at|fully unfolded|still folded|thriv*"
    "|kept at|incubat*|grow|grows|grown|growing|growth|room temperature|body temperature|stored"
    "|cultured|anneal*|buffer|induced|aggregat*|lives at|live at|measured at|assayed at"
)
#: The writer takes back or revises what stands before.
CORRECTION = Cue(
    "actually|wait|correct|correction|corrected|correcting|scratch that|on second thou?ghts?"
    "|let me revise|let me correct|let me re-?consider|let me adjust|let me re-?calculate"
    "|let me re-?think|let me re-?evaluate|let me double[- ]check|let me redo|let me fix|revis*"
    "|adjust*|readjust*|re-adjust*|updat*|refin*|make that|i mean|i meant|sorry|oops|no(?=,)"
    "|rather|instead|i mis*|my mistake|apolog*|reconsider*|re-consider*|better|erratum"
    "|korrektur|en fait|en realidad|corrección|after considering|after accounting"
    "|after correcting|after adjusting|after weighing|taking this|taking that|taking it"
    "|taking these|taking everything|taking all|settle|go with|final*|in the end|therefore|thus"
    "|overall|in conclusion|so i|so my|so the|so we|so it|hence|ultimately|mittel*|on balance|hmm"
    "|round*",
    "不对|更正|いや|訂正|→|=>|⇒",
)
#: The writer takes back, beyond doubt, what stands before.
REVOKES = Cue(
    "wait|scratch that|correction|correct that|correct this|correct it|correct my|oops|sorry|no(?=,)"
    "|make that|i mean|i meant|on second thou?ghts?|actually|rather|my mistake|hmm|i mis*"
    "|erratum|more precisely|more exactly|to be precise|to be exact|better|hold on|i overlooked|i missed"
    "|i forgot|scrap that|strike that|let me redo|let me correct|let me revise|on reflection"
    "|come to think of it|on closer",
    "不对|更正|いや|訂正",
)
#: One quantity is put into other words.
RESTATES = Cue(
    "corresponds to|corresponding to|correspond to|corresponds roughly|equivalent to"
    "|equals roughly|equals about|translates to|translates into|translating to"
)
#: The writer points at the case in question.
THIS = Cue.of(
    [
        (
            "this",
            r"this(?: [\w'-]+){0,2} (?:one|protein|variant|sequence|guide|rna|sirna|leader"
            r"|isoform|mutant|case|design|utr|site|enhancer|derivative|enzyme|mrna|message|switch"
            r"|fragment|construct|gfp|polypeptide|peptide)",
        ),
        ("this", "this one"),
        ("here", "here"),
        ("yours", "yours"),
        ("your", r"your (?:\w+ )?(?:one|protein|variant|sequence|guide|sirna|leader|site|assay)"),
        ("in", "in question"),
        ("at", "at hand"),
        ("the", r"the (?:present|given|query|submitted|provided)"),
        ("you", r"you(?:'re| are)? (?:ask(?:ed|ing)? about|gave|sent|provided|submitted)"),
    ]
)
#: The case at hand as the subject: "the protein itself", "the leader".
SUBJECT = Cue.of(
    [
        (
            "the",
            r"the (?:protein|enzyme|variant|mutant|guide|leader|design|sirna|site)(?: itself)?(?! of)",
        )
    ]
)
#: What would hold if things were different: "I'd have put it at", "would have reached".
CONTRARY = Cue.of(
    (word, word + " have (?:been|put|said|given|gone|come|had|got|taken|chosen|set|\\w{2,12}ed)")
    for word in ("d", "would", "could", "might", "should")
)
#: A number that was tried first, to be replaced.
ATTEMPT = Cue(
    "at first|i first|first guess*|first estimate*|first pass|first thought|first thought of"
    "|first impression|first instinct|first attempt|first sight|initial*|original*"
    "|starting value|starting point|starting estimate|first i|i was|start with|starting with|started*"
    "|began with|begin with"
)
#: Says that it is not this number.
DENIED = Cue("not|isn't|neither|nor|instead of|rather than")
#: A class of things, not the one at hand: "the best guides have scores of 0.9".
GENERIC = Cue.of(
    (word, word + r" (?!gue|est|pred|val|sc|numb|fig)[a-z-]{3,}(?<!s)s")
    for word in word_set("best good better poor strong weak stable bright efficient effective such")
)
#: Speaks of something else for the rest of the sentence.
ASIDE = Cue(
    "for comparison|by comparison|in comparison|for reference|for orientation|by contrast"
    "|in contrast(?! to)|by way of comparison|zum vergleich|à titre de comparaison"
)
#: Words that add nothing to a number: a clause of these alone states the answer.
PLAIN = word_set(
    "a an the this that these it its i d ll m s we my our me us one ones yours here so thus hence "
    "therefore then is are was be being been become becomes will would should do does of at to "
    "for with as in by on about around approximately roughly nearly almost close circa ca some "
    "just only exactly precisely probably likely best most single final overall total net sum "
    "result results answer prediction estimate estimated predicted expected value values figure "
    "number score level point guess call calls say says said put puts go goes going went come "
    "comes came out get gets got give gives given make makes take takes leave leaves left set "
    "settle settles arrive arrives land lands end ends up down drop drops fall falls rise rises "
    "equal equals amount amounts yield yields mean means which what remain remains instead "
    "rather however yet now finally think believe expect predict reckon assume choose pick "
    "report read reads stand stands sit sits lie lies bet namely short words other brief summary "
    "conclusion all told altogether together yes protein variant guide sequence sirna mutant "
    "enzyme isoform leader site"
)
#: A sentence concludes which labels apply.
CONCLUDING = Cue(
    "final*|answer*|singles out|decides for|speaks for|verdict|conclusion|conclude*|result"
    "|results|output|prediction|predictions"
    "|therefore|thus|hence|overall|in summary|in short|in conclusion|best label|best match"
    "|best guess|best fit|best candidate|best answer|best choice|best supported|best bet"
    "|leaves(?! two)(?! three)(?! four)(?! five)(?! several)(?! only two)(?! us with two)"
    "|leaving(?! two)(?! three)|the one i|remain|remains"
    "|consequently|so|most likely|most probable|most plausible|settle*"
    "|antwort|respuesta|réponse|ergebnis|resultado|daher|por lo tanto|por tanto|donc|i'd say"
    "|i'd go|i'd pick|i'd choose|i'd assign|i'd predict|i'd annotate|i'd label|i would say"
    "|i would go|i would pick|i would choose|i would assign|i would predict|i would annotate"
    "|i would label|i pick|i choose|i predict|i assign|my pick|my choice|my call|prefer|i favor"
    "|i favour|of the two|of these two|of the three|of them|narrows it down to|the main|the primary"
    "|the principal|the right|the correct"
    "|the appropriate|the proper",
    "→|=>|答案|因此|所以|结果|結果|よって",
)
#: A sentence says that a label applies.
AFFIRMS = Cue(
    "predict*|likely|probabl*|include*|including|contain*|harbor*|harbour*|carry|carries"
    "|modified|identif*|detect*|present*|suggest*|indicat*|infer*|annotat*|fall under"
    "|falls under|belong*|correspond*|classif*|assign*|encod*|catalys*|catalyz*|is a|is an"
    "|consistent with|point to|points to|pointing to|expect*|match*|found|bear|bears|has|have"
    "|show|shows|undergo*|enthält|trägt|contiene|contient|presenta|está|est|wahrscheinlich"
    "|it is|this is|enzyme is|single out|singles out|favour*|favor*|support*|select*|decides for"
    "|fit|fits|make|makes|be|are",
    "含有|含む|存在|预测|有|是|为",
)
#: It infers a label from what it has seen.
INFERS = Cue(
    "suggest*|indicat*|point to|points to|pointing to|predict*|identif*|assign*|annotat*|conclude*"
    "|classif*|belong*|correspond*|support*|favour*|favor*|means|call*|choose|pick|select*|infer*"
    "|typical of|characteristic of|diagnostic of|indicative of|expect*"
    "|label it|labelled|labeled|makes it|make it|settle*|say|put|listed"
)
#: A label is left possible.
DOUBTS = Cue(
    "might(?! well)|could(?! well)|may(?! well)|can be(?! \\w+ed)|can occur|can carry|possible|possibly"
    "|maybe|perhaps|conceivabl*|cannot be ruled out|tempting|one might"
)
#: A sentence that compares, lists candidates or supposes; its labels are not affirmed.
WEIGHS = Cue(
    "tools for|tools that|tools to|tools such|methods for|methods to|used to|reads|erases|can be modified"
    "|would be(?<!this would be)(?<!it would be)(?<!that would be)(?<!answer would be)"
    "(?<!label would be)(?<!number would be)(?<!modification would be)(?<!choice would be)"
    "(?<!guess would be)(?<!pick would be)(?<!prediction would be)"
    "|would have|would've"
    "|would need(?<!that would need)(?<!it would need)(?<!which would need)"
    "|would require(?<!that would require)(?<!it would require)(?<!which would require)"
    "|e\\.g|for example|for instance|such as|in general"
    "|general*|example|options?(?! ?:)(?! that)(?! which)(?! i )"
    "|candidates?(?<!top candidate)(?<!best candidate)(?<!likely candidate)|possible labels"
    "|possible answers|possible modifications"
    "|labels(?= include)|labels(?= like)|list of labels|list of options"
    "|label list|compar*|unlike|whereas|while|also called"
    "|common modif*|commonly modif*|commonly studied|commonly known|commonly found|if(?! any)"
    "|at first|initially|first thought|first guess|first considered|consider*|check*|although|though"
    "|versus|vs|instead of|in contrast to|contrary to|was going to|was about to|was inclined|torn"
    "|hesitat*|decide between|choose between|distinguish between"
    "|first instinct|alternative*|runner-up|second choice|second guess|second best|second option"
    "|third choice|next best|leaves two|leaves three|leaves several"
)
#: A sentence about such labels in general, or about a likeness; it affirms them if it infers them too.
LIKENS = Cue(
    "typical*|known(?! as)|similar*|related|homolog*|resembl*|most common|most abundant"
    "|most prevalent|most studied|most often|most frequent*|most widely|often|frequently|database*"
    "|literature|neighbo*|relative*|closest to|occur*|distinguish*|sister|usually|normally|form is"
    "|counterpart*|isozyme*|paralog*|partner*|sibling*|cousin*"
    "|look for|looking for|looked for|look at|search for|searching for"
    "|searched for|scan for|scanned for|let me|to determine|to decide|to find out|to predict"
    "|motifs for|test for"
)
#: Alternatives without a choice.
UNDECIDED = Cue(
    "either|both fit|fits both|equally|depending on|depends on|can't decide|cannot decide"
    "|undecided|one of|toss-?up|alternatives|any of|can't choose|cannot choose"
)
#: The text ends without a decision.
OPEN_END = Cue(
    "remains open|can't choose|cannot choose|couldn't choose|can't decide|cannot decide|couldn't decide"
    "|unable to decide|unable to choose|can't settle|cannot settle|couldn't settle|make up my mind"
    "|either way|can't be decided|cannot be decided|can't be told|cannot be told|can't be read"
    "|cannot be read|undecided|toss-?up"
)
#: One more label applies.
ADDS = Cue(
    "also|too|as well|both|in addition|additionally|moreover|furthermore|plus|another|second|two|three"
    "|bifunctional|dual|twin|along with|together with|alongside|likewise"
)
#: The writer takes back which label applies.
TAKEN_BACK = Cue(
    "actually|wait|correction|scratch that|on second thou?ghts?|let me revise|let me correct"
    "|let me reconsider|make that|i mean|sorry|oops|no(?=,)|rather(?! than)|revis*|my mistake"
    "|apolog*|reconsider*|korrektur|hmm|pardon|excuse me|my bad|hold on|strike that|forget that",
    "不对|更正|訂正",
)
