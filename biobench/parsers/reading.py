"""Statements, and the state of the walk that finds them.

:class:`Statement` and :class:`Reading` are what comes out of :func:`biobench.parsers.clauses.read`;
:class:`State` is what holds in the sentence and the clause being read. Example: behind "lacks" the
state's ``neg`` is 1, so "promoter" becomes a statement of sign -1.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from biobench.parsers import grammar as gr
from biobench.parsers import vocabulary as vo
from biobench.parsers.lexicon import Table

TOKEN = re.compile(
    r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*(?:\s?%)?"
    r"|[-=]>|\.(?!\d)|[→⇒!?;:,()\n=|/—✓✔✅👍✗✘❌✖👎]|(?<=\s)-{1,3}(?=\s)"
)
NEGATIONS = vo.NEG_NOUN | vo.NEG_VERB | vo.NEG_POST | vo.RULE_OUT | vo.THAN | vo.ADJACENT


@dataclass(slots=True, eq=False)
class Statement:
    """One assertion; two are never the same, so lists of them are searched without a look inside.

    Attributes
    ----------
    sign : +1 the property is there, -1 it is not.
    kind : ``verdict`` (yes, negative), ``property`` (names it) or ``generic`` ("none was found").
    strength : 3 a verdict or conclusion, 2 a full sentence, 1 a fragment or side clause.
    word, words : where its deciding words begin and how many they are, in words of the text.
    sentence : number of its sentence.
    hedged : only possible.
    concluding, contrasting, conceding : the clause is introduced by therefore, but, although.
    asserted, short : its clause has a verb, or says nothing else.
    negated, denied : its sign was turned, and that by "no" or "without".
    verb : a verb names the property.
    leaning : likely.
    pointed : the sentence speaks of the sequence at hand.
    first, last : its sentence begins or ends with it.
    aside : answers a question that does not name the property.
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
    aside: bool = False
    first: bool = False
    last: bool = False


@dataclass(slots=True)
class Reading:
    """The statements of a text, and what else was met on the way.

    Attributes
    ----------
    statements : what was claimed, in order.
    mentions : the statements that name the property, and besides them the mentions that claim nothing
        (strength 0.5).
    words, sentences, corrections : how many were met.
    options : how often both answers were named side by side ("yes or no").
    asked : what the sentence before asked for: 1 the property, -1 something else, 0 nothing.
    asked_sign : whether that was the property (1) or its opposite (-1), 0 for neither.
    questions, general : sentences that ask, or speak of such things in general.
    hedges, declined : remarks that leave it open, or that decline to say.
    speaks : somebody speaks who might decline to answer.
    pointing : sentences that speak of the sequence at hand.
    opening : the first word that is no filler.
    open_at, plan_at : the last sentence that refuses to decide, or that says what will be examined.
    """

    statements: list[Statement]
    mentions: list[Statement]
    words: int = 0
    sentences: int = 0
    corrections: int = 0
    options: int = 0
    asked: int = 0
    asked_sign: int = 0
    questions: int = 0
    general: int = 0
    hedges: int = 0
    declined: int = 0
    speaks: bool = False
    pointing: int = 0
    opening: int = 0
    open_at: int = -1
    plan_at: int = -1


def word_span(text: str, first: int, count: int) -> tuple[int, int]:
    """Offsets of the words ``first`` to ``first + count`` of a text as :func:`read` counts them."""
    found = list(itertools.islice(TOKEN.finditer(text), first, first + count))
    if not found:
        return 0, 0
    return found[0].start(), found[-1].end()


class State:
    """What holds at a word: in this text, this sentence, this clause, and of the last negation."""

    __slots__ = (
        "adjacent",
        "asserted",
        "at",
        "begin",
        "broken",
        "chance",
        "clause_asserted",
        "clause_begin",
        "clause_exists",
        "clause_items",
        "colon",
        "conceded",
        "concluding",
        "condition",
        "contrasting",
        "declining",
        "forced",
        "generic_sign",
        "hedge_said",
        "hedged",
        "items",
        "keeps",
        "last_hedged",
        "last_neg",
        "leaning",
        "more",
        "neg",
        "neg_at",
        "neg_end",
        "neg_noun",
        "neg_word",
        "number",
        "outer",
        "post",
        "rated",
        "reading",
        "role",
        "role_at_start",
        "seen",
        "sticky",
        "table",
        "turned",
        "unreal",
        "unreal_at",
        "was_general",
        "words",
        "would",
    )

    def __init__(self, words: list[str], table: Table) -> None:
        self.words = words
        self.table = table
        self.reading = Reading([], [])
        self.at = -1
        self.was_general = False
        self.last_neg = 0
        self.last_hedged = False
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
        self.asserted = False
        self.more = False
        self.chance = self.turned = -99
        self.number = -1.0
        self.rated: Statement | None = None
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
            self.declining = self.unreal = False
            self.unreal_at = -99
            self.outer: tuple[int, bool, bool, int, str] | None = None
            self.hedged = self.leaning = self.hedge_said = False
        else:
            self.broken = True

    def alone(self, at: int) -> int:
        """Classes of a single word."""
        entry = self.table.get(self.words[at]) if at < len(self.words) else None
        return entry.alone.classes if entry and entry.alone else 0

    def forget_clause(self) -> None:
        """Take back what this clause has named."""
        self.items = [item for item in self.items if item not in self.clause_items]
        self.clause_items = []

    def statement(self, sign: int, kind: str, strength: float, word: int, words: int) -> Statement:
        """A statement with what holds here."""
        return Statement(
            sign,
            kind,
            strength,
            word,
            words,
            self.reading.sentences,
            self.reading.corrections,
            hedged=self.hedged and not self.leaning,
            concluding=self.concluding,
            contrasting=self.contrasting,
        )

    def set_negation(self, at: int, noun: bool, sticky: bool, end: int = 0) -> None:
        self.neg, self.neg_noun, self.sticky, self.neg_at = 1, noun, sticky, at
        self.neg_word = self.words[at]
        self.neg_end = end or at + 1
        self.broken = False

    def negate(self, at: int, end: int, noun: bool, sticky: bool = False) -> None:
        """A negation; a second one in the same breath takes the first back."""
        word = self.words[at]
        after = self.words[end] if end < len(self.words) else ""
        if after in gr.ONLY:
            self.asserted = True
            return
        if after == "necessarily":
            self.hedged = True
            return
        if self.neg_word == "not" and self.words[self.neg_at + 1][-3:] == "ing":
            self.neg = 0  # "not being mutated doesn't keep it from binding"
        if self.neg and self.neg_noun and not self.sticky and word.endswith(("not", "n't")):
            self.neg = 0
        if self.neg and not self.broken and word != "nor":
            self.neg = 0
            self.asserted = True
            return
        self.set_negation(at, noun, sticky, end)

    def take_back(self) -> None:
        """A second negation: "not absent", "can't be said that it is missing"."""
        if self.clause_items and self.clause_items[-1].word > self.neg_at:
            self.clause_items[-1].sign = -self.clause_items[-1].sign
        if self.post and self.post[-1] == self.neg_at:
            self.post.pop()  # "to call it absent would be a mistake"
        self.neg = 0
        self.asserted = True

    def mark_generic(self) -> None:
        if not self.generic_sign:
            self.generic_sign = -1 if self.neg else 1
