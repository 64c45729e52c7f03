"""What the sentences of a text assert about one property.

:func:`read` walks once over the words of a text, keeps track of negation, hedging, concession and
contrast, and gives the statements it met. Example: with the property "promoter", ``"No TATA box is
present, yet this is a promoter."`` holds one statement, of sign +1, in a contrasting clause.
"""

from __future__ import annotations

from biobench.parsers import grammar as gr
from biobench.parsers import vocabulary as vo
from biobench.parsers.denial import exist, finite, is_fronted, is_new_subject, negation
from biobench.parsers.endings import end_clause, end_sentence
from biobench.parsers.lexicon import Table
from biobench.parsers.reading import NEGATIONS, TOKEN, Reading, State, Statement, word_span
from biobench.parsers.verdicts import (
    add_idiom,
    add_verdict,
    is_answer_no,
    is_predicate,
    is_verdict,
    quantity,
)

__all__ = ["Reading", "Statement", "read", "word_span"]

#: Classes that only count as having been seen in the sentence.
_SILENT = vo.POINT | vo.NEAR | vo.PLURAL | vo.GENERIC | vo.TOPIC | vo.OTHER | vo.DEFINE | vo.ARGUE
#: Line ends behind the last word, so that the rules may look ahead without asking.
_LOOKAHEAD = 5
_RESET = vo.CONTRAST | vo.CONCEDE | vo.CAUSE | vo.CONCLUDE | vo.RELATIVE | vo.CORRECT


def read(text: str, table: Table) -> Reading:
    """Statements of a text, in order.

    ``table`` is :func:`biobench.parsers.lexicon.build` of the property's phrases over the English
    words. Time is linear in the text.
    """
    # Its lower case is two characters, the second of which parts words.
    words = TOKEN.findall(text.replace("İ", "I").lower())
    words += ["\n"] * _LOOKAHEAD
    state = State(words, table)
    opening = 0
    while opening < len(words) - _LOOKAHEAD and (
        words[opening] in gr.FILLERS or words[opening] in gr.STOPS or words[opening] in gr.COMMAS
    ):
        opening += 1
    state.reading.opening = opening
    _walk(state)
    state.reading.speaks = not gr.SPEAKING.isdisjoint(words)
    return state.reading


def _walk(s: State) -> None:
    """Read all words; most mean nothing here and cost a look into the table."""
    words, get = s.words, s.table.get
    at, end = 0, len(words) - _LOOKAHEAD + 1
    while at < end:
        word = words[at]
        s.at = at
        entry = get(word)
        if entry is not None:
            longer = entry.longer.get(words[at + 1]) if at + 1 < end else None
            if longer:
                for sense in longer:
                    rest = sense.rest
                    if len(rest) == 1 or words[at + 1 : at + 1 + len(rest)] == rest:
                        _apply(s, at, at + 1 + len(rest), sense.classes, sense.value)
                        at += 1 + len(rest)
                        break
                else:
                    longer = None
            if longer:
                continue
            if entry.alone is not None:
                _apply(s, at, at + 1, entry.alone.classes, entry.alone.value)
                at += 1
                continue
        if word == "the":
            if s.neg and words[at - 2 : at] == [",", "and"] and s.neg_word not in gr.JOINING:
                s.neg = 0  # "it isn't recruited, and the nucleosomes remain unmethylated"
        elif word in gr.MARKS:
            _mark(s, at, word)
        elif word[0] in gr.DIGITS:
            quantity(s, at, word)
        elif word[-2:] == "'t":
            s.seen |= vo.NEG_VERB
            s.hedged = s.hedged and not (s.broken and s.hedge_said)
            s.negate(at, at + 1, noun=False)
            s.asserted = s.clause_asserted = True
        elif word[-2:] == "'d":
            _suppose(s, at + 1)
            s.seen |= vo.POINT if word in ("i'd", "we'd") else 0
            if words[at + 1] == "have":
                s.role, s.condition = vo.CONDITION, "would"
        at += 1


def _mark(s: State, at: int, word: str) -> None:
    """Punctuation, and the words that only matter behind others."""
    if word in gr.STOPS:
        _stop(s, at)
    elif word in gr.COMMAS:
        _comma(s, word)
    elif word == "that":
        s.broken = s.broken and not s.neg
    elif word == "too":
        if "to" in s.words[at + 2 : at + 5] and not s.alone(at + 1) & vo.PROPERTY:
            negation(s, at, at + 1, vo.NEG_POST, word)
    elif word == "from":
        if s.keeps and s.words[at + 1][-3:] == "ing":
            if s.neg:
                s.take_back()
            else:
                s.set_negation(at, noun=False, sticky=False)
    elif word in ("what", "what's"):
        if at == s.begin:
            s.role, s.role_at_start, s.condition = vo.RELATIVE, True, "what"
    elif word == "out" and s.keeps and s.words[at + 1] == "of":
        if s.neg:
            s.take_back()  # "none of it keeps the protein out of the soluble fraction"
        else:
            s.set_negation(at, noun=False, sticky=False)
    elif word == "down":
        if not gr.TURNING.isdisjoint(s.words[max(s.clause_begin, at - 6) : at]):
            add_idiom(s, at, at + 1, -1)  # "I turn this pair down"
    elif word == "out":
        if any(w in gr.RULING for w in s.words[max(s.clause_begin, at - 6) : at - 1]):
            negation(s, at, at + 1, vo.RULE_OUT, word)  # "I rule a promoter out"
    elif word in gr.KEEPS:
        s.keeps = True
    elif word != "than":
        s.more = True
    elif s.more and s.words[at + 1] not in gr.COUNTS:  # not in "more than one mark"
        s.set_negation(at, noun=True, sticky=True)


def _stop(s: State, at: int) -> None:
    word = s.words[at]
    if word == "." and at > s.begin:
        before = s.words[at - 1]
        if before in gr.ABBREVIATED and s.words[at + 1] != "\n":
            return
    if at == s.begin and word != "?":  # a second mark in a row: nothing was said
        s.reading.asked = s.reading.asked_sign = 0
        s.last_neg, s.last_hedged = 0, False
        s.begin = s.clause_begin = at + 1
        return
    s.last_neg, s.last_hedged = s.neg, s.hedged and not s.leaning
    end_clause(s, hard=True)
    end_sentence(s, at, question=word == "?")
    s.reading.sentences += at > s.begin
    s.start_sentence(at + 1)


def _comma(s: State, word: str) -> None:
    end_clause(s, hard=word in ":=|—-")
    if s.role == vo.RELATIVE and s.outer:
        s.neg, s.neg_noun, s.sticky, s.neg_at, s.neg_word = s.outer
        s.broken, s.outer = False, None
        s.role = 0
    if s.role and (s.role_at_start or s.role in (vo.CONCEDE, vo.CONDITION, vo.RELATIVE)):
        s.role = 0
        s.neg = 0
        s.hedged = False
        s.asserted = False
    elif s.role == vo.PLAN and s.words[s.at + 1] in ("with", "without", "and", "but", "yet"):
        s.role = 0  # "screened for marks, with a negative outcome"
    elif is_fronted(s) and s.neg_at == s.begin:
        s.neg = 0
    elif s.neg and s.neg_noun and s.words[s.begin] in gr.LEADING_IN and not s.clause_asserted:
        s.neg = 0  # "with no gene to activate, ..."
    if word in ":=|—":
        s.role = 0
        s.conceded = False
        s.turned = s.at
        s.colon = True


def _apply(s: State, at: int, end: int, classes: int, value: int) -> None:
    s.seen |= classes
    if classes & vo.GENERIC and s.words[at] in gr.USUALLY:
        s.unreal, s.unreal_at = True, at  # "such a protein usually aggregates"
    elif s.neg and classes & (vo.POINT | vo.NEAR | vo.PLURAL) and is_new_subject(s, at, classes):
        s.neg = 0
    if classes & _SILENT == classes:
        return
    if classes & vo.PROPERTY:
        _property(s, at, end, value, bool(classes & vo.FINITE))
        return
    if classes & vo.NEUTRAL:
        return
    if classes & vo.INSTEAD:
        open_to_it = not (s.neg or s.conceded) and s.role not in (vo.CONDITION, vo.PLAN)
        if open_to_it and is_predicate(s, at, end):
            item = s.statement(-1, "generic", 1 if s.unreal else 2, at, end - at)
            item.asserted = True
            s.items.append(item)
        return
    word = s.words[at]
    if word == "no" and end == at + 1:
        if is_answer_no(s, at):
            add_verdict(s, at, end, -1)
            return
        if s.words[at + 1] == "." and s.words[at + 2 : at + 3] and (s.words[at + 2][0].isdigit()):
            s.words[at + 1] = gr.READ  # "no. 17": neither negation nor the end of a sentence
            return
    if (
        word in ("none", "nil", "nothing")
        and end == at + 1
        and (s.words[end] in gr.STOPS or s.words[end : end + 2] == ["at", "all"])
        and (
            at == s.begin
            or s.words[at - 1] in gr.COMMAS
            or s.words[at - 1] == "it's"
            or s.words[at - 2 : at] in (["answer", "is"], ["it", "is"], ["this", "is"])
        )
    ):
        add_verdict(s, at, end, -1)
        return
    if classes & vo.VERDICT and is_verdict(s, at, end, word):
        add_verdict(s, at, end, value)
        return
    if classes & vo.VERDICT and s.words[end - 1] == "not":
        s.negate(at, end, noun=False)  # "certainly not a pair that ..."
        return
    if classes & vo.IDIOM:
        add_idiom(s, at, end, value)
        return
    if word == "though" and s.words[at - 1] == "," and s.words[end] in gr.STOPS | gr.COMMAS:
        classes = vo.CONTRAST  # "on its own, though, ..."
    if word == "whereas" and s.unreal:
        classes = vo.CONTRAST
    if word == "who" and s.neg and s.words[at - 1] in ("nobody", "one", "none"):
        s.role, s.condition = vo.RELATIVE, "what"
        return  # "nobody who knows the motif would call it unbound"
    if classes & _RESET and not (
        classes & vo.CONCLUDE and s.neg and not s.broken and word not in gr.CONNECTIVES
    ):
        _turn(s, at, end, classes)
    if s.neg and word in ("required", "needed", "necessary"):
        return  # "lacks the features needed for recognition"
    if s.neg and s.words[at - 1] == "for" and s.words[at - 2] in gr.GROUNDS:
        return  # "no basis for predicting an interaction"
    if classes & (vo.CONDITION | vo.PLAN):
        before = s.words[at - 1] if at > s.begin else ""
        if word == "to" and before and before not in gr.COMMAS and before not in gr.PLANNED:
            return
        if word in ("for", "assuming") and before and before not in gr.COMMAS:
            return
        if word == "would":  # "a riboswitch would need an aptamer"
            s.forget_clause()
        s.role = classes & (vo.CONDITION | vo.PLAN)
        if s.role == vo.PLAN:
            s.reading.plan_at = s.reading.sentences
        s.role_at_start = at == s.begin
        s.condition = word
    if at == s.begin and word in ("had", "were") and s.words[end] not in gr.STOPS:
        s.role, s.role_at_start, s.condition = vo.CONDITION, True, word  # "had it been ..., "
        return
    if word == "would":
        _suppose(s, end)
        if s.words[end] == "have":
            s.role, s.condition = vo.CONDITION, "would"
    elif word == "more":
        s.more = True
    if classes & vo.INITIAL and (at == s.begin or s.words[end - 1] != "expect"):
        s.conceded = True
        for item in s.items:
            item.conceding = True  # "a promoter, I thought"
    if classes & vo.DECLINE:
        s.reading.declined += 1
        s.declining = True
        s.forget_clause()
        return
    if classes & vo.OPEN:
        s.reading.open_at = s.reading.sentences
        s.reading.hedges += 1
    if classes & vo.LEAN:
        s.leaning = True
    elif word == "could" and s.words[end] == "be" and s.words[end + 1] in gr.PERCEIVED:
        pass  # "marks could be identified"
    elif classes & vo.HEDGE and not s.neg:
        s.hedged = True
        s.leaning = s.leaning and not s.broken
        s.hedge_said = False
    if word == "not" and s.words[at - 1] == "or" and s.words[end] in gr.COMMAS:
        return  # "known or not, ..."
    if classes & NEGATIONS and not (at == s.begin and word in ("rarely", "seldom")):
        negation(s, at, end, classes, word)  # not in "rarely does one see a mark as clear"
    if classes & vo.EVIDENCE and s.neg_noun and s.neg:
        s.sticky = True
        s.mark_generic()
    elif classes & vo.FINITE:
        finite(s, word, classes)
    if classes & vo.EXIST:
        s.clause_exists = True
        exist(s, at)
    if classes & vo.CHANCE:
        s.chance = at
        if at - s.adjacent <= 1:
            s.set_negation(at, noun=True, sticky=True)
    if classes & vo.SOFT:
        s.broken = True
        if word == "so" and s.generic_sign < 0:  # "the first mark is missing, and so is the second"
            s.set_negation(at, noun=True, sticky=True)
        if s.role == vo.PLAN and s.words[end] in gr.PRONOUNS:
            s.role = 0


def _suppose(s: State, at: int) -> None:
    """ "Would" before the word at ``at``: "it would bind" supposes, "I would say" claims."""
    s.would = True
    s.unreal_at = at - 1
    s.unreal = s.words[at + (s.words[at] == "be")] not in gr.SAYING


def _turn(s: State, at: int, end: int, classes: int) -> None:
    """A word that begins a new line of argument."""
    if classes & vo.CONTRAST and "sorry" in s.words[max(s.begin, at - 2) : at]:
        return  # "I'm sorry, but I can't help with motifs"
    outer = (s.neg, s.neg_noun, s.sticky, s.neg_at, s.neg_word)
    end_clause(s, hard=True)
    # "Not even X, which is choosy, binds": behind the second comma the negation holds again.
    s.outer = outer if classes & vo.RELATIVE and outer[0] and s.words[at - 1] == "," else None
    s.asserted = s.clause_asserted = bool(classes & vo.CONTRAST)
    if not (s.role == vo.PLAN and classes & vo.CAUSE):
        s.role = classes & (vo.CONCEDE | vo.CAUSE | vo.RELATIVE)
    s.role_at_start = at <= s.begin + 1
    if classes & vo.CONTRAST:
        s.contrasting = True
        s.conceded = False
        s.turned = at
    if classes & vo.CONCLUDE:
        s.concluding = True
        s.asserted = True
        would = any(w == "would" or w[-2:] == "'d" for w in s.words[at:end])
        s.would = s.would or would
        s.unreal = would and s.condition in gr.HYPOTHESES  # "were it so, I'd call it a promoter"
    if classes & vo.CORRECT and (end - at > 1 or at <= s.begin + 1 or s.words[at - 1] in gr.COMMAS):
        s.reading.corrections += 1


def _property(s: State, at: int, end: int, value: int, verb: bool) -> None:
    if s.alone(end) & vo.TOPIC and not (s.words[end] in gr.HURDLES and (s.neg or s.asserted)):
        return
    if s.words[end : end + 2] == ["or", "not"]:
        s.reading.options += 1
        return
    if s.words[end] == "would" and s.words[at - 1] in ("a", "an"):
        return  # "a riboswitch would bind its ligand"
    if s.declining or s.role in (vo.CONDITION, vo.PLAN):
        return
    if verb:
        third = s.words[at].endswith("s")
        if third and s.broken and s.neg_noun and s.neg_word not in ("neither", "nor"):
            s.neg = 0  # a new predicate: "none of it matters, the factor binds"
        if third or s.seen & (vo.POINT | vo.NEAR | vo.PLURAL):
            s.asserted = s.clause_asserted = True
    if (
        s.neg
        and s.neg_noun
        and not s.sticky
        and s.clause_begin > s.neg_at
        and s.words[at - 1] == "and"
    ):
        s.neg = 0  # "no tag, three cysteines, and soluble"
    free = end < len(s.words) and s.words[end] in gr.WITHOUT and s.words[end + 1] != "of"
    negated = s.neg ^ (at <= s.adjacent) ^ free
    previous = s.items[-1] if s.items else None
    if (
        previous
        and previous.kind == "property"
        and previous.word + previous.words >= at - 2
        and (
            s.words[previous.word + previous.words : at]
            in (
                ["or"],
                ["/"],
                ["vs"],
                ["versus"],
                ["or", "a"],
                ["or", "an"],
                ["or", "not"],
                ["and"],
            )
            and previous.sign * (-1 if previous.negated else 1) == -value
        )
    ):
        s.items.pop()
        if previous in s.clause_items:
            s.clause_items.remove(previous)
        s.reading.options += 1
        return
    if (
        previous
        and value < 0
        and previous.word + previous.words == at
        and previous.sign > 0
        and (previous in s.clause_items)
    ):
        s.items.pop()  # "neutralization-resistant"
        s.clause_items.remove(previous)
    if (
        previous
        and previous in s.clause_items
        and previous.word + previous.words == at
        and previous.sign == value
        and not (negated or verb or previous.verb)
    ):
        s.items.remove(previous)  # "interaction partners" name the property once
        s.clause_items.remove(previous)
    item = s.statement(-value if negated else value, "property", 1, at, end - at)
    fronted = s.words[s.begin] == "as" and at - s.begin <= 3  # "as an RNA binder it is ..."
    aside = s.role in (vo.CONCEDE, vo.CAUSE) or (s.role == vo.RELATIVE and not s.concluding)
    item.conceding = fronted or s.conceded or s.unreal or aside
    item.negated = bool(negated)
    item.denied = bool(s.neg and s.neg_noun)
    item.verb = verb
    if at - s.chance <= 6 and s.number >= 0:
        item.sign *= 1 if s.number > 0.5 else -1
        item.asserted = True
        s.number = -1.0
    s.items.append(item)
    s.clause_items.append(item)
