"""What the sentences of a text assert about one property.

:func:`read` walks once over the words of a text, keeps track of negation, hedging, concession and
contrast, and gives the statements it met. Example: with the property "promoter", ``"No TATA box is
present, yet this is a promoter."`` holds one statement, of sign +1, in a contrasting clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from biobench.parsers import lexicon as lx
from biobench.parsers.lexicon import Table
from biobench.parsers.text import MASK

_TOKEN = re.compile(
    r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*(?:\s?%)?|[.!?;:,()\n=|/—✓✔✅👍✗✘❌✖👎]|(?<=\s)-{1,3}(?=\s)")
_STOPS = frozenset(".!?;\n")
_COMMAS = frozenset(",():=|—-")
_KEEPS = frozenset("keep keeps kept stop stops bar bars hold holds discourages".split())
_MARKS = _STOPS | _COMMAS | _KEEPS | {"that", "than", "more", "better", "too", "from"}
_DIGITS = frozenset("0123456789")
_ABBREVIATED = frozenset(("e", "g", "al", "vs", "approx", "fig", "cf", "ca", "sp", "etc", "dr", "ref"))
#: Verbs that end the reach of "no": after "no TATA box is ..." the box is what is denied.
_CLOSING = frozenset(
    "is are was were has have had does do did can could will would means leaves must it's that's".split())
#: "Fails the promoter test": what a thing passes or fails is no mere topic.
_HURDLES = frozenset("test criteria criterion threshold".split())
#: What concludes even behind a negation; "it lacks what makes it a ..." and "does not support the
#: prediction" do not.
_CONNECTIVES = frozenset(
    "therefore thus hence consequently accordingly so overall in to all taken on ultimately finally altogether"
    " i we".split())
#: "Fails the promoter test": what a thing passes or fails is no mere topic.
_HURDLES = frozenset("test criteria criterion threshold".split())
#: Nouns that announce a conclusion, unless denied: "does not support the prediction of".
_CONCLUSIONS = frozenset("the my prediction verdict conclusion".split())
_PRONOUNS = frozenset("it they this that these both one all such he she".split())
#: "Activity is not strong" does not deny the activity.
_DEGREES = frozenset(
    "strong high perfect optimal tight surprising limited restricted impaired affected ideal great large the a very as"
    " particularly especially fully completely only just merely dependent based due exclusive".split())
#: Of "the absence of X" any verb behind it ends the reach, of "no X" only some.
_LACKS = frozenset(("absence", "lack", "the", "a", "dearth", "paucity"))
_OFFERS = frozenset("help assist do analyze analyse provide take try happy look gladly certainly".split())
_PLANNED = frozenset("order need needs want try is how used required necessary steps approach".split())
#: Openers of chat models that need not be a verdict.
_COURTESIES = frozenset("absolutely certainly definitely of indeed agreed".split())
_ANSWERS = frozenset(
    "answer final prediction verdict conclusion label class classification result decision output response prediction"
    " predicted overall summary binary correct interacting".split())
_HYPOTHESES = frozenset("if unless were had should assuming provided".split())
_PREPOSITIONS = frozenset("in to at under by for on".split())
_BACKING = frozenset("suggest suggests support supports indicate indicates confirm confirms favor favors".split())
#: Verbs among the negations of nouns: their reach does not end at the next verb.
_VERBS = frozenset("lacks lacked lacking misses".split())
_LINKS = frozenset("as be back a an out not of answer result label class to decidedly also read reads called".split())
_ONLY = frozenset("only just merely simply solely".split())
_FILLERS = frozenset("well so ok okay oh ah hmm hm sure answer a hi hello - the answer: final short great".split())
_HEADS = frozenset(("neither", "nor", "none", "nothing", "nowhere", "nobody", "zero"))
_AUXILIARY = frozenset("is are does do can will has have was were did would should".split())
_READ = MASK  # takes the place of a word that has been dealt with
_RESET = (lx.CONTRAST | lx.CONCEDE | lx.CAUSE | lx.CONCLUDE | lx.RELATIVE | lx.CORRECT)
_ALL_NEGATIONS = lx.NEG_NOUN | lx.NEG_VERB | lx.NEG_POST | lx.RULE_OUT | lx.THAN | lx.ADJACENT


@dataclass(slots=True)
class Statement:
    """One assertion.

    Attributes
    ----------
    sign : +1 the property is there, -1 it is not.
    kind : ``verdict`` (yes, negative), ``property`` (names it) or ``generic`` ("none was found").
    strength : 3 a verdict or conclusion, 2 a full sentence, 1 a fragment or side clause.
    word, words : where its deciding words begin and how many they are, in words of the text.
    sentence : number of its sentence.
    hedged : only possible.
    concluding, contrasting, conceding : the clause is introduced by therefore, but, although.
    asserted : its clause has a verb; negated : its sign was turned; denied : by no or without;
    short : it is all that its clause says;
    verb : the property is named by a verb; leaning : likely;
    pointed : the sentence speaks of the sequence at hand.
    correction : how many correction markers stand before it.
    """

    sign: int
    kind: str
    strength: float
    word: int
    words: int
    sentence: int
    correction: int
    hedged: bool = False
    concluding: bool = False
    contrasting: bool = False
    conceding: bool = False
    asserted: bool = False
    negated: bool = False
    denied: bool = False
    short: bool = False
    verb: bool = False
    leaning: bool = False
    pointed: bool = False


@dataclass(slots=True)
class Reading:
    """The statements of a text, and what else was met on the way.

    ``mentions``: the statements that name the property, and besides them the mentions that claim
    nothing (strength 0.5). ``options``: both answers were named side by side ("yes or no"); ``topical``: the property was
    named without a claim; ``questions``, ``general``: sentences that ask, or speak of such things in general; ``hedges``: remarks that leave it open; ``declined``: that decline to say;
    ``opening``: the first word that is no filler; ``open_at``: the last sentence that declines to decide.
    """

    statements: list[Statement]
    mentions: list[Statement]
    words: int = 0
    sentences: int = 0
    corrections: int = 0
    options: int = 0
    topical: int = 0
    questions: int = 0
    general: int = 0
    hedges: int = 0
    declined: int = 0
    opening: int = 0
    open_at: int = -1


def word_span(text: str, first: int, count: int) -> tuple[int, int]:
    """Offsets of the words ``first`` to ``first + count`` of a text as :func:`read` counts them."""
    start = end = 0
    for number, match in enumerate(_TOKEN.finditer(text)):
        if number == first:
            start = match.start()
        if number == first + count - 1:
            end = match.end()
            break
    return start, max(start, end)


def read(text: str, table: Table) -> Reading:
    """Statements of a text, in order.

    ``table`` is :func:`biobench.parsers.lexicon.build` of the property's phrases over the English
    words. Time is linear in the text.
    """
    words = _TOKEN.findall(text.lower())
    words.append("\n")
    reader = _Reader(words, table)
    reading_from = 0
    while reading_from < len(words) and (words[reading_from] in _STOPS | _COMMAS or words[reading_from] in _FILLERS):
        reading_from += 1
    reader.reading.opening = reading_from
    reader.walk()
    reading = reader.reading
    reading.words = len(words) - 1
    return reading


class _Reader:
    """State of the walk: what holds in this sentence, and what in this clause."""

    def __init__(self, words: list[str], table: Table) -> None:
        self.words = words
        self.table = table
        self.reading = Reading([], [])
        self.at = -1
        self.was_general = False
        self.start_sentence(0)

    def start_sentence(self, at: int) -> None:
        self.begin = at
        self.items: list[Statement] = []
        self.role = 0  # CONCEDE, CAUSE, CONDITION, PLAN or nothing
        self.role_at_start = False
        self.seen = 0  # classes met in this sentence
        self.concluding = self.contrasting = False
        self.would = False
        self.generic_sign = 0
        self.generic_at = at
        self.asserted = False
        self.more = False
        self.chance = self.turned = -99
        self.number = -1.0
        self.condition = ""
        self.conceded = False
        self.forced = self.colon = self.keeps = False
        self.start_clause(hard=True)

    def start_clause(self, hard: bool) -> None:
        self.clause_items: list[Statement] = []
        self.post: list[int] = []
        self.adjacent = -99
        self.clause_asserted = self.clause_exists = False
        self.clause_begin = self.at + 1
        if hard:
            self.neg = 0
            self.neg_noun = self.sticky = self.broken = False
            self.neg_at = self.neg_end = -99
            self.neg_word = ""
            self.declining = False
            self.hedged = self.leaning = self.hedge_said = False
        else:
            self.broken = True

    def walk(self) -> None:
        """Read all words; most mean nothing here and cost a look into the table."""
        words, get = self.words, self.table.get
        at, end = 0, len(words)
        while at < end:
            word = words[at]
            self.at = at
            entry = get(word)
            if entry is not None:
                longer = entry.longer.get(words[at + 1]) if at + 1 < end else None
                if longer:
                    for sense in longer:
                        rest = sense.rest
                        if len(rest) == 1 or words[at + 1:at + 1 + len(rest)] == rest:
                            self.apply(at, at + 1 + len(rest), sense.classes, sense.value)
                            at += 1 + len(rest)
                            break
                    else:
                        longer = None
                if longer:
                    continue
                if entry.alone is not None:
                    self.apply(at, at + 1, entry.alone.classes, entry.alone.value)
                    at += 1
                    continue
            if word in _MARKS:
                self.mark(at, word)
            elif word[0] in _DIGITS:
                self.quantity(at, word)
            elif word[-2:] == "'t":
                self.negate(at, at + 1, noun=False)
                self.asserted = self.clause_asserted = True
            elif word[-2:] == "'d":
                self.would = True
            at += 1

    def mark(self, at: int, word: str) -> None:
        """Punctuation, and the words that only matter behind others."""
        if word in _STOPS:
            self.stop(at)
        elif word in _COMMAS:
            self.comma(word)
        elif word == "that":
            self.broken = self.broken and not self.neg
        elif word == "too":
            if "to" in self.words[at + 2:at + 5]:
                self.negation(at, at + 1, lx.NEG_POST, word)
        elif word == "from":
            if self.keeps and self.words[at + 1][-3:] == "ing":
                if self.neg:
                    self.take_back()
                else:
                    self.set_negation(at, noun=False, sticky=False)
        elif word in _KEEPS:
            self.keeps = True
        elif word != "than":
            self.more = True
        elif self.more:
            self.set_negation(at, noun=True, sticky=True)

    # -- punctuation -------------------------------------------------------------------------

    def stop(self, at: int) -> None:
        word = self.words[at]
        if word == "." and at > self.begin:
            before = self.words[at - 1]
            if before in _ABBREVIATED and self.words[at + 1] != "\n":
                return
        self.last_neg, self.last_hedged = self.neg, self.hedged and not self.leaning
        self.end_clause(hard=True)
        self.end_sentence(at, question=word == "?")
        self.reading.sentences += at > self.begin
        self.start_sentence(at + 1)

    def comma(self, word: str) -> None:
        self.end_clause(hard=word in ":=|—-")
        if self.role and (self.role_at_start or self.role in (lx.CONCEDE, lx.CONDITION)):
            self.role = 0
            self.neg = 0
            self.hedged = False
            self.asserted = False
        if word in ":=|—":
            self.role = 0
            self.turned = self.at
            self.colon = True

    def end_clause(self, hard: bool) -> None:
        items = self.clause_items
        self.elliptic()
        for negator in self.post:
            if any(item.word > negator for item in items):
                continue
            target = next((i for i in reversed(self.items) if i.kind == "property" and (
                i in items or not i.asserted)), None)
            if target is not None and target.word < negator:
                target.sign = -target.sign
                target.asserted = target.negated = True
        if len(items) > 1 and items[-1].negated and not items[0].negated and not items[0].verb and (
                items[0].sign == -items[-1].sign) and items[0].word < self.neg_at:
            self.items.remove(items.pop(0))  # "the promoter shows no promoter activity"
        for item in items:
            item.asserted |= self.clause_asserted or (self.asserted and not item.denied)
            item.hedged = self.hedged and not self.leaning
            item.leaning = self.leaning
            item.short = self.at - self.clause_begin <= 3
        if not items and self.hedged:
            self.reading.hedges += 1
        self.start_clause(hard)

    def elliptic(self) -> None:
        """"A promoter it is not", "it looks like one but isn't", "binding is not to be expected"."""
        last = self.words[self.at - 1] if self.at > self.clause_begin else ""
        negative = last == "not" or last[-3:] == "n't"
        items = self.clause_items
        if self.neg_at in self.post:
            return
        if negative and items and not items[-1].negated:
            self.post.append(self.neg_at)
        elif not items and self.clause_exists and self.items and not self.neg and self.turned == self.clause_begin - 1:
            self.items[-1].asserted = True  # "H3K9ac: present"
        elif not items and self.items and last in ("it", "this", "so") and (
                self.words[self.at - 2] in _BACKING and self.words[self.at - 3] != "to"):
            self.items.append(Statement(
                -1 if self.neg else 1, "generic", 2, self.at - 1, 1, self.reading.sentences, self.reading.corrections,
                contrasting=self.contrasting, concluding=self.concluding, asserted=True, hedged=self.hedged))
        elif not items and self.items and (negative or (last in _AUXILIARY and self.contrasting)):
            before = self.items[-1]
            if before.kind == "property" and before.word < self.clause_begin and (
                    self.contrasting or self.role == 0):
                sign = -before.sign if negative else 1
                self.items.append(Statement(
                    sign, "generic", 2, self.at - 1, 1, self.reading.sentences, self.reading.corrections,
                    hedged=self.hedged, contrasting=self.contrasting, concluding=self.concluding, asserted=True))
        elif self.neg and not self.neg_noun and items and items[-1].word < self.neg_at:
            end = items[-1].word + items[-1].words
            between, after = self.words[end:self.neg_at], self.words[min(self.at, self.neg_end)]
            if len(between) <= 2 and all(w in _AUXILIARY or self.alone(end + i) & lx.EVIDENCE
                                         for i, w in enumerate(between)) and (
                    after in ("be", "to") or (after[-2:] == "ed" and after not in _DEGREES)):
                self.post.append(self.neg_at)  # "binding is not to be expected"

    def end_sentence(self, at: int, question: bool) -> None:
        reading = self.reading
        if question:
            reading.questions += 1
            return
        items = self.items
        length = at - self.begin
        general = self.seen & lx.DEFINE and not self.concluding or not self.seen & lx.POINT and (
            self.seen & lx.GENERIC or self.defines() or (
                self.was_general and not self.seen & (lx.NEG_VERB | lx.NEG_POST | lx.VERDICT) and length > 4))
        if items or general or self.seen & lx.GENERIC:
            self.was_general = bool(general or self.seen & lx.GENERIC and not self.seen & lx.POINT)
        kept = []
        for item in items:
            item.pointed = bool(self.seen & (lx.POINT | lx.PLURAL))
            if item.kind == "property":
                if general:
                    continue
                if self.would and self.condition in _HYPOTHESES and not item.concluding:
                    continue
                reading.mentions.append(item)
                if not (item.asserted or item.negated or item.sign < 0) and (
                        length > 6 and not (item.word > self.turned > 0 and at - self.turned <= 6) and not item.short):
                    reading.topical += 1
                    item.strength = 0.5
                    continue
                item.strength = 2 if item.asserted and not item.conceding else 1
                if item.strength == 2 and self.seen & lx.ARGUE:
                    item.strength = 1.5
                if item.concluding and not item.conceding:
                    item.strength = 3
            kept.append(item)
        reading.general += bool(general)
        if not items and not general:
            self.generic(at, length)
        reading.statements += kept

    def defines(self) -> bool:
        """"A promoter is a region ...", "Promoters contain ...": such things in general."""
        first = self.items[0] if self.items else None
        if first is None and self.words[self.begin][-1] == "s" and self.words[self.begin + 1] in (
                "are", "play", "can", "contain", "have") and self.words[self.begin] not in ("this", "its"):
            return not self.seen & (lx.PLURAL | lx.VERDICT)
        if first is None or first.kind != "property" or self.seen & (lx.EXIST | lx.NEUTRAL | _ALL_NEGATIONS):
            return False
        after = self.words[first.word + first.words]
        article = first.word == self.begin + 1 and self.words[self.begin] in ("a", "an")
        plural = first.word == self.begin and self.words[first.word + first.words - 1].endswith("s")
        return (article and after in ("is", "contains", "refers")) or (
            plural and after in ("are", "contain", "have", "can", "include", "act", "regulate"))

    def generic(self, at: int, length: int) -> None:
        """"None was found.", "It does not.": an answer that does not name what was asked."""
        if self.role in (lx.CONDITION, lx.PLAN) or self.seen & lx.DECLINE:
            return
        last = self.words[at - 1] if at > self.begin else ""
        sign = 0
        first = self.words[self.begin]
        if self.generic_sign and (not self.colon or self.concluding) and (self.forced or (
                length <= 14 if self.generic_sign < 0 else self.seen & lx.EXIST and (
                    length <= 3 or (length <= 6 and first in _PRONOUNS)))):
            sign = self.generic_sign
        elif length <= 3 and self.seen & lx.LEAN and not self.seen & (lx.HEDGE | _ALL_NEGATIONS):
            sign = 1
        elif last == "one" and length <= 14 and at - self.begin > 1 and (
                (before := self.words[at - 2]) in _AUXILIARY or before == "not" or before[-2:] == "'t"):
            sign = -1 if self.last_neg else 1
        elif last in _AUXILIARY and (length <= 6 or self.concluding):
            sign = -1 if self.last_neg else 1
        elif (last.endswith("n't") or last == "not") and length <= 8:
            sign = -1
        elif last == "so" and length <= 8 and self.words[at - 2] in ("think", "believe", "say", "guess"):
            sign = -1 if self.seen & lx.NEG_VERB else 1
        elif self.number >= 0 and self.seen & lx.CHANCE:
            sign = 1 if self.number > 0.5 else -1
        if sign:
            self.reading.statements.append(Statement(
                sign, "generic", 2.5 if self.concluding else 0.7, self.begin, max(1, length), self.reading.sentences,
                self.reading.corrections, hedged=self.last_hedged,
                concluding=self.concluding, contrasting=self.contrasting))

    # -- words -------------------------------------------------------------------------------

    def apply(self, at: int, end: int, classes: int, value: int) -> None:
        self.seen |= classes
        if classes & lx.PROPERTY:
            self.property(at, end, value, bool(classes & lx.FINITE))
            return
        if classes & lx.NEUTRAL:
            return
        word = self.words[at]
        if word == "no" and end == at + 1:
            if self.is_answer_no(at):
                self.verdict(at, end, -1)
                return
            if self.words[at + 1] == "." and self.words[at + 2:at + 3] and (
                    self.words[at + 2][0].isdigit()):
                self.words[at + 1] = _READ  # "no. 17": neither negation nor the end of a sentence
                return
        if word in ("none", "nil", "nothing") and end == at + 1 and self.words[end] in _STOPS and (
                at == self.begin or self.words[at - 1] in _COMMAS or self.words[at - 1] == "is"):
            self.verdict(at, end, -1)
            return
        if classes & lx.VERDICT and self.is_verdict(at, end, word):
            self.verdict(at, end, value)
            return
        if classes & _RESET and not (
                classes & lx.CONCLUDE and self.neg and not self.broken and word not in _CONNECTIVES):
            self.turn(at, end, classes)
        if classes & (lx.CONDITION | lx.PLAN):
            before = self.words[at - 1] if at > self.begin else ""
            if word == "to" and before and before not in _COMMAS and before not in _PLANNED:
                return
            if word == "would":  # "a riboswitch would need an aptamer"
                self.items = [item for item in self.items if item not in self.clause_items]
                self.clause_items = []
            self.role = classes & (lx.CONDITION | lx.PLAN)
            self.role_at_start = at == self.begin
            self.condition = word
        if word == "would":
            self.would = True
        if classes & lx.INITIAL:
            self.conceded = True
        if classes & lx.DECLINE:
            self.reading.declined += 1
            self.declining = True
            self.items = [item for item in self.items if item not in self.clause_items]
            self.clause_items = []
            return
        if classes & lx.OPEN:
            self.reading.open_at = self.reading.sentences
            self.reading.hedges += 1
        if classes & lx.LEAN:
            self.leaning = True
        elif classes & lx.HEDGE and not self.neg:
            self.hedged = True
            self.leaning = self.leaning and not self.broken
            self.hedge_said = self.asserted
        if classes & _ALL_NEGATIONS:
            self.negation(at, end, classes, word)
        if classes & lx.EVIDENCE and self.neg_noun and self.neg:
            self.sticky = True
            self.mark_generic(at)
        elif classes & lx.FINITE:
            self.finite(word, classes)
        if classes & lx.EXIST:
            self.clause_exists = True
            self.exist(at)
        if classes & lx.CHANCE:
            self.chance = at
            if at - self.adjacent <= 1:
                self.set_negation(at, noun=True, sticky=True)
        if classes & lx.SOFT:
            self.broken = True
            if self.role == lx.PLAN and self.words[end] in _PRONOUNS:
                self.role = 0

    def turn(self, at: int, end: int, classes: int) -> None:
        """A word that begins a new line of argument."""
        self.end_clause(hard=True)
        self.asserted = self.clause_asserted = bool(classes & lx.CONTRAST)
        self.role = classes & (lx.CONCEDE | lx.CAUSE | lx.RELATIVE)
        self.role_at_start = at <= self.begin + 1
        if classes & lx.CONTRAST:
            self.contrasting = True
            self.conceded = False
            self.turned = at
        if classes & lx.CONCLUDE:
            self.concluding = True
            self.asserted = True
        if classes & lx.CORRECT and (end - at > 1 or at <= self.begin + 1 or self.words[at - 1] in _COMMAS):
            self.reading.corrections += 1

    def finite(self, word: str, classes: int) -> None:
        self.asserted = self.clause_asserted = True
        if self.neg_word in _LACKS and self.neg_noun and not classes & lx.LEAN and word[-3:] != "ing" and (
                self.words[self.at - 1] != "that") and classes & ~lx.EXIST & ~lx.FINITE == 0:
            self.neg = 0
        if classes & lx.LEAN or word not in _CLOSING:
            return
        if self.neg and (self.broken or (self.neg_noun and not self.sticky)) and not (
                self.neg_noun and self.alone(self.at + 1) & lx.PROPERTY):  # "no factor is recruited"
            self.neg = 0
        if self.broken and self.hedged and self.hedge_said:
            self.hedged = False

    def negation(self, at: int, end: int, classes: int, word: str) -> None:
        after = self.words[end] if end < len(self.words) else "\n"
        if classes & (lx.ADJACENT | lx.NEG_NOUN) and word not in ("no", "none", "nothing", "neither", "nor") and (
                after in _STOPS or after in _COMMAS or after in ("and", "or", "at", "here", "given", "because")):
            classes |= lx.NEG_POST  # "its solubility is low"
        elif classes & lx.ADJACENT:
            self.adjacent = end
            if not classes & (lx.NEG_NOUN | lx.NEG_VERB):
                return
        if classes & lx.THAN:
            self.set_negation(at, noun=True, sticky=True)
            return
        near = self.neg and at - self.neg_at <= 5
        if classes & lx.RULE_OUT and near:
            self.neg = 0
            self.hedged = True
            self.leaning = False
            self.reading.hedges += 1
            return
        if classes & (lx.NEG_POST | lx.RULE_OUT):
            if near or (self.neg and not self.neg_noun and not self.broken):
                self.take_back()
                return
            self.set_negation(at, noun=False, sticky=False)
            self.post.append(at)
            self.asserted = True
            self.mark_generic(at)
            return
        self.negate(at, end, noun=bool(classes & lx.NEG_NOUN) and word not in _VERBS, sticky=word in _HEADS)
        if end - at > 1 and classes & lx.NEG_VERB:
            self.clause_asserted = True
        if word in ("lacks", "lack", "lacked", "misses", "fails", "failed", "fail", "argues", "doubt"):
            self.asserted = True
        if word in ("no", "none", "neither") and self.words[at - 1] in _PREPOSITIONS:
            self.post.append(at)
        if word == "none" or word == "negative":
            self.mark_generic(at)
            self.forced = word == "negative"

    def take_back(self) -> None:
        """A second negation: "not absent", "can't be said that it is missing"."""
        if self.clause_items and self.clause_items[-1].word > self.neg_at:
            self.clause_items[-1].sign = -self.clause_items[-1].sign
        self.neg = 0
        self.asserted = True

    def negate(self, at: int, end: int, noun: bool, sticky: bool = False) -> None:
        """A negation; a second one in the same breath takes the first back."""
        word = self.words[at]
        after = self.words[end] if end < len(self.words) else ""
        if after in _ONLY:
            self.asserted = True
            return
        if after == "necessarily":
            self.hedged = True
            return
        if self.neg and self.neg_noun and not self.sticky and word not in ("lacks", "lack", "no") and (
                word.endswith("not") or word.endswith("n't")):
            self.neg = 0
        if self.neg and not self.broken and word != "nor":
            self.neg = 0
            self.asserted = True
            return
        self.set_negation(at, noun, sticky, end)

    def set_negation(self, at: int, noun: bool, sticky: bool, end: int = 0) -> None:
        self.neg, self.neg_noun, self.sticky, self.neg_at = 1, noun, sticky, at
        self.neg_word = self.words[at]
        self.neg_end = end or at + 1
        self.broken = False
        if self.broken and self.hedged and self.hedge_said:
            self.hedged = False

    def exist(self, at: int) -> None:
        if self.neg and not self.neg_noun and at - self.neg_at <= 4 and at != self.neg_at:
            self.post.append(self.neg_at)
        self.mark_generic(at)

    def mark_generic(self, at: int) -> None:
        if not self.generic_sign:
            self.generic_sign = -1 if self.neg else 1
            self.generic_at = at

    def property(self, at: int, end: int, value: int, verb: bool) -> None:
        if self.alone(end) & lx.TOPIC and not (
                self.words[end] in _HURDLES and (self.neg or self.asserted)):
            self.reading.topical += 1
            return
        if self.declining or self.role in (lx.CONDITION, lx.PLAN):
            self.reading.topical += 1
            return
        if verb:
            third = self.words[end - 1].endswith("s")
            if third and self.broken and self.neg_noun and self.neg_word not in ("neither", "nor"):
                self.neg = 0  # a new predicate: "none of it matters, the factor binds"
            if third or self.seen & (lx.POINT | lx.PLURAL):
                self.asserted = self.clause_asserted = True
        negated = self.neg ^ (at <= self.adjacent)
        previous = self.items[-1] if self.items else None
        if previous and previous.kind == "property" and previous.word + previous.words >= at - 2 and (
                self.words[previous.word + previous.words:at] in (["or"], ["/"], ["vs"], ["versus"], ["or", "a"], ["or", "an"], ["or", "not"], ["and"])
                and previous.sign == -value):
            self.items.pop()
            if previous in self.clause_items:
                self.clause_items.remove(previous)
            self.reading.options += 1
            return
        item = Statement(
            -value if negated else value, "property", 1, at, end - at, self.reading.sentences,
            self.reading.corrections, concluding=self.concluding, contrasting=self.contrasting,
            conceding=self.conceded or self.role in (lx.CONCEDE, lx.CAUSE, lx.RELATIVE), negated=bool(negated),
            denied=bool(self.neg and self.neg_noun), verb=verb)
        if at - self.chance <= 6 and self.number >= 0:
            item.sign *= 1 if self.number > 0.5 else -1
            item.asserted = True
            self.number = -1.0
        self.items.append(item)
        self.clause_items.append(item)

    # -- verdict words -----------------------------------------------------------------------

    def is_answer_no(self, at: int) -> bool:
        after = self.words[at + 1]
        if after == "." and self.words[at + 2:at + 3] and self.words[at + 2][0].isdigit():
            return at == self.begin and self.words[at + 3:at + 4] not in ([":"], [")"], [","])
        if after in _STOPS or after in _COMMAS or after == "/":
            return True
        if at > self.begin and self.words[at - 1] in ("a", "clear", "firm", "definite", "hard"):
            return after in ("from", "for", "on", "in", "to", "as")
        return bool(self.alone(at + 1) & (lx.POINT | lx.SOFT | lx.CAUSE | lx.CONTRAST)) or after in (
            "the", "there", "not", "as")

    def alone(self, at: int) -> int:
        """Classes of a single word."""
        entry = self.table.get(self.words[at]) if at < len(self.words) else None
        return entry.alone.classes if entry and entry.alone else 0

    def is_verdict(self, at: int, end: int, word: str) -> bool:
        after = self.words[end] if end < len(self.words) else "\n"
        closed = after in _STOPS or after in _COMMAS
        before = self.words[at - 1] if at > self.begin else ""
        if word in ("yes", "yeah", "yep", "yup", "nope", "nah") or end - at > 1 or not word.isalpha():
            return True
        if word in ("absolutely", "indeed", "certainly", "definitely", "of", "confirmed", "agreed",
                    "non", "sí", "ja", "nein", "oui", "hai", "right", "correct", "wrong"):
            return closed and (at == self.begin or before in _COMMAS or word in ("correct", "wrong") and (
                before in _AUXILIARY))
        if before == "false" or after in ("negative", "positive"):
            return False
        if word in ("true", "false", "incorrect"):
            return closed or after in ("since", "because", "and", "as", "for", "or", "the", "/")
        if after in ("for", "class", "label", "result", "prediction", "sample", "instance", "in", "because", "or", "and",
                     "since", "as", "sequence", "case", "pair", "verdict", "answer", "with", "on", "call", "classification", "/", "outcome"):
            return True
        return closed and (at == self.begin or before in _COMMAS or before in _LINKS or bool(
            self.alone(at - 1) & (lx.FINITE | lx.LEAN)))

    def verdict(self, at: int, end: int, value: int) -> None:
        following = self.words[end:end + 2]
        if len(following) > 1 and following[0] in ("or", "/", "vs") and (
                following[1] == "no" or self.alone(end + 1) & lx.VERDICT):
            self.reading.options += 1
            self.words[end + 1] = _READ
            return
        if self.role == lx.PLAN and self.words[at] not in ("in", "answered") or (self.role == lx.CONDITION and not (
                self.condition == "whether" and self.words[end] in _STOPS)):
            return
        sign = -value if self.neg and at - self.neg_at <= 6 else value
        strength = 0.9 if self.conceded else 3.0
        if self.words[at] in _COURTESIES:
            strength = 1.2
        elif value > 0 and self.is_offer(end):
            return
        elif self.colon and self.words[at - 1] in ":=|" and not self.items and not self.concluding and not (
                self.seen & lx.EXIST) and self.words[self.begin] not in _ANSWERS:
            strength = 1.5  # "TATA box: no" is about a feature
        self.items.append(Statement(
            sign, "verdict", strength, at, end - at, self.reading.sentences, self.reading.corrections,
            concluding=self.concluding, contrasting=self.contrasting, asserted=True,
            hedged=self.hedged and not self.leaning))
        self.neg = 0

    def is_offer(self, end: int) -> bool:
        """"Yes, I can help with that" answers no question."""
        words = self.words[end:end + 5]
        while words and words[0] in _COMMAS | {"!"}:
            words = words[1:]
        return len(words) > 2 and words[0] in ("i", "i'd", "i'll", "let") and not _OFFERS.isdisjoint(words[1:4])

    def quantity(self, at: int, word: str) -> None:
        """A probability: behind the property it decides it, before "chance" it waits for it."""
        if word == "0" and self.words[at + 1].isalpha():
            self.set_negation(at, noun=True, sticky=True)  # "0 sites found"
            return
        percent = word.endswith("%")
        try:
            value = float(word.rstrip("% ").replace(",", "."))
        except ValueError:
            return
        if percent:
            value /= 100
        elif "." not in word:
            return
        if not 0 <= value <= 1:
            return
        last = self.items[-1] if self.items else None
        if last and last.kind == "property" and at - last.word - last.words <= 3 and (
                percent or self.chance >= self.begin):
            last.sign *= 1 if value > 0.5 else -1
            last.asserted = True
        elif at - self.chance <= 8 or self.words[at + 1] in ("chance", "probability", "likelihood"):
            self.number = value
            self.chance = at
