"""What negations, verbs and words of being do to the negation that holds.

Example: in "no TATA box is needed, yet the site is not absent" the first "is" ends the reach of "no", and
"absent" takes "not" back.
"""

from __future__ import annotations

from biobench.parsers import grammar as gr
from biobench.parsers import vocabulary as vo
from biobench.parsers.reading import State


def finite(s: State, word: str, classes: int) -> None:
    s.asserted = s.clause_asserted = True
    if (
        s.neg_word in gr.LACKS
        and s.neg_noun
        and not classes & vo.LEAN
        and word[-3:] != "ing"
        and (s.words[s.at - 1] != "that")
        and classes & ~vo.EXIST & ~vo.FINITE == 0
    ):
        s.neg = 0
    if s.neg and s.broken and not s.neg_noun and s.neg_word not in gr.HEADS and _is_third(word):
        s.neg = 0  # "it is not observed, and the antigen remains unrecognised"
    if classes & vo.LEAN or word not in gr.CLOSING:
        return
    if (
        s.neg_noun
        and not s.broken
        and s.words[s.at + 1] in gr.RAISING
        and s.words[s.at + 2] == "to"
    ):
        return  # "no factor is predicted to dock here"
    if s.role == vo.RELATIVE and s.condition == "what":
        s.role = 0  # "what we have here is ..."
    if (
        s.neg
        and (s.broken or (s.neg_noun and not s.sticky))
        and not (s.neg_noun and s.alone(s.at + 1) & vo.PROPERTY)
    ):  # "no factor is recruited"
        s.neg = 0
    if s.broken and s.hedged and s.hedge_said:
        s.hedged = False


def _is_third(word: str) -> bool:
    """Whether a verb is in the third person, so that no "does not" before it governs it."""
    return word[-1] == "s" and word[-2:] != "ss"


def negation(s: State, at: int, end: int, classes: int, word: str) -> None:
    after = s.words[end] if end < len(s.words) else "\n"
    if (
        classes & (vo.ADJACENT | vo.NEG_NOUN)
        and word not in ("no", "none", "nothing", "neither", "nor", "negative")
        and (
            after in gr.STOPS
            or after in gr.COMMAS
            or after in ("and", "or", "at", "here", "given", "because")
        )
    ):
        classes |= vo.NEG_POST  # "its solubility is low"
    elif classes & vo.ADJACENT:
        s.adjacent = end
        if not classes & (vo.NEG_NOUN | vo.NEG_VERB):
            return
    if classes & vo.THAN:
        s.set_negation(at, noun=True, sticky=True)
        return
    if word == "missing" and after in ("a", "an", "the", "its", "one", "two", "some"):
        s.set_negation(at, noun=True, sticky=False)  # "the site is missing a base"
        return
    near = s.neg and at - s.neg_at <= 5
    if classes & vo.RULE_OUT and near:
        s.neg = 0
        s.hedged = True
        s.leaning = False
        s.reading.hedges += 1
        return
    before = s.clause_items[-1] if s.clause_items else None
    if before and before.sign < 0 and not before.negated and s.words[end - 1] in gr.FAULTS:
        s.asserted = True
        exist(s, at)
        return
    if classes & (vo.NEG_POST | vo.RULE_OUT):
        if near or (s.neg and not s.neg_noun and not s.broken):
            s.take_back()
            return
        s.set_negation(at, noun=False, sticky=False)
        s.conceded = False  # "the first impression doesn't hold, and ..."
        s.post.append(at)
        s.asserted = True
        s.mark_generic()
        return
    s.negate(
        at,
        end,
        noun=bool(classes & vo.NEG_NOUN) and word not in gr.LACKING,
        sticky=word in gr.HEADS,
    )
    if end - at > 1 and classes & vo.NEG_VERB:
        s.clause_asserted = True
    if word in ("lacks", "lack", "lacked", "misses", "fails", "failed", "fail", "argues", "doubt"):
        s.asserted = True
    if word in gr.AVOIDING:
        s.post.append(at)
    if word in ("no", "none", "neither") and s.words[at - 1] in gr.PREPOSITIONS:
        s.post.append(at)
    if word == "none" or word == "negative":
        s.mark_generic()
        s.forced = word == "negative"


def exist(s: State, at: int) -> None:
    if s.neg and not s.neg_noun and 0 < at - s.neg_at <= 4 and s.neg_at not in s.post:
        s.post.append(s.neg_at)
    s.mark_generic()


def is_fronted(s: State) -> bool:
    """Whether what is denied stands before its sentence: "lacking its flanks", "not being bound"."""
    participle = s.neg_word != "not" or s.words[s.neg_at + 1][-3:] == "ing"
    return bool(s.neg) and s.neg_word in gr.FRONTED and participle


def is_new_subject(s: State, at: int, classes: int) -> bool:
    """Whether a word that points at the case at hand begins a statement the negation does not reach."""
    words = s.words
    if is_fronted(s) and words[at] in ("it", "they", "there", "there's"):
        return True  # "lacking its flanks it won't be bound"
    if not classes & (vo.POINT | vo.NEAR):
        return False
    last = s.clause_items[-1] if s.clause_items else None
    if last and last.verb and last.word > s.neg_at and words[at - 1] == "and":
        return True  # "no factor makes use of it and the site stays empty"
    if not classes & vo.POINT or s.neg_word in gr.JOINING:
        return False  # below: "as none of them is paired, the locus goes unbound"
    return words[at - 1] == "," or words[at - 2 : at] == [",", "and"]
