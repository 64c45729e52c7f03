"""Words that are verdicts by themselves, and numbers that are.

"No" answers, negates a noun or abbreviates "number"; "positive" is a verdict or a charge. Example: in
``"Pair no. 17: no."`` the first "no" is passed over, the second is a verdict.
"""

from __future__ import annotations

from biobench.parsers import grammar as gr
from biobench.parsers import vocabulary as vo
from biobench.parsers.reading import State, Statement


def is_answer_no(s: State, at: int) -> bool:
    after = s.words[at + 1]
    if after == "." and s.words[at + 2 : at + 3] and s.words[at + 2][0].isdigit():
        return at == s.begin and s.words[at + 3] not in (":", ")", ",", "on", "of", "in", "from")
    if after in gr.STOPS or after in gr.COMMAS or after == "/":
        return True
    if at > s.begin and s.words[at - 1] in ("a", "clear", "firm", "definite", "hard"):
        return after in ("from", "for", "on", "in", "to", "as")
    return bool(
        s.alone(at + 1) & (vo.POINT | vo.NEAR | vo.SOFT | vo.CAUSE | vo.CONTRAST)
    ) or after in (
        "the",
        "there",
        "not",
        "as",
    )


def is_verdict(s: State, at: int, end: int, word: str) -> bool:
    after = s.words[end] if end < len(s.words) else "\n"
    closed = after in gr.STOPS or after in gr.COMMAS
    before = s.words[at - 1] if at > s.begin else ""
    if word == "yes" and after.isdigit():
        return False  # a gene: YES1
    if word in ("yes", "no") and (
        before in gr.QUOTING
        or after in ("would", "nor")
        or (at > s.begin + 1 and s.words[at - 2] in ("neither", "nor"))
    ):
        return False  # "I take the yes back"
    if (
        word in ("positive", "negative")
        and s.words[end + 1 : end + 2]
        and s.words[end + 1] in gr.CALLS
    ):
        return True  # "a positive neutralization prediction"
    if s.words[end - 1] == "not" and after in ("a", "an", "the", "one", "any"):
        return False
    if word == "no" and end - at > 1:
        return closed  # "no way." but not "no way this is anything else"
    if word == "no":
        return closed  # "no way", but not "no way to tell"
    if word in ("yes", "yeah", "yep", "yup", "nope", "nah") or end - at > 1 or not word.isalpha():
        return True
    if word in (
        "absolutely",
        "indeed",
        "certainly",
        "definitely",
        "of",
        "confirmed",
        "agreed",
        "non",
        "sí",
        "ja",
        "nein",
        "oui",
        "hai",
        "right",
        "correct",
        "wrong",
    ):
        return closed and (
            at == s.begin
            or before in gr.COMMAS
            or (word in ("correct", "wrong") and (before in gr.AUXILIARY))
        )
    if word in ("positive", "negative") and after[-1] == "%":
        return True
    if at == s.begin and after == "is" and word in ("positive", "negative"):
        return True  # "negative is what I meant"
    if before == "false" or after in ("negative", "positive"):
        return False
    if word in ("positive", "negative") and not gr.CHARGES.isdisjoint(
        s.words[max(s.begin, at - 12) : at]
    ):
        return False  # "the net charge is strongly negative"
    if word in ("true", "false", "incorrect"):
        return closed or after in ("since", "because", "and", "as", "for", "or", "the", "/")
    if after in (
        "for",
        "class",
        "label",
        "result",
        "results",
        "finding",
        "findings",
        "prediction",
        "sample",
        "instance",
        "in",
        "because",
        "or",
        "and",
        "since",
        "as",
        "sequence",
        "case",
        "pair",
        "verdict",
        "answer",
        "with",
        "on",
        "call",
        "classification",
        "/",
        "outcome",
    ):
        return True
    return closed and (
        at == s.begin
        or before in gr.COMMAS
        or before in gr.LINKS
        or bool(s.alone(at - 1) & (vo.FINITE | vo.LEAN))
    )


def add_verdict(s: State, at: int, end: int, value: int) -> None:
    following = s.words[end : end + 2]
    if following[:1] == ["or"] and (
        s.words[end + 1] in gr.STOPS or s.words[end + 1 : end + 3] == ["a", "no"]
    ):
        s.reading.options += 1  # "whether it is a yes or a no"
        s.words[end + 2] = gr.READ
        return
    if (
        len(following) > 1
        and following[0] in ("or", "/", "vs")
        and (following[1] == "no" or s.alone(end + 1) & vo.VERDICT)
    ):
        s.reading.options += 1
        s.words[end + 1] = gr.READ
        return
    if (s.role == vo.PLAN and s.words[at] not in ("in", "answered")) or (
        s.role == vo.CONDITION and not (s.condition == "whether" and s.words[end] in gr.STOPS)
    ):
        return
    if s.would and s.condition in gr.HYPOTHESES:
        return  # "if there were a site, I'd say yes"
    apart = s.words[at - 1] == "," and s.words[at] in ("yes", "no")  # "it isn't, no"
    sign = -value if s.neg and at - s.neg_at <= 6 and not apart else value
    named = s.items[-1] if s.items and s.words[at - 1] in (":", "=", "|") else None
    if named and named.kind == "property" and named.word + named.words == at - 1:
        sign *= named.sign  # "Insoluble: no"
        s.items.remove(named)
        if named in s.clause_items:
            s.clause_items.remove(named)
    elif at == s.begin and s.reading.asked_sign:
        sign *= s.reading.asked_sign  # "Is it insoluble? No."
    strength = 0.9 if s.conceded or s.unreal else 3.0
    if not gr.OTHERS.isdisjoint(s.words[max(s.clause_begin, at - 12) : at]):
        strength = min(strength, 1.5)
    if s.words[at] in gr.COURTESIES:
        strength = 1.2
    elif s.words[at - 1] in ("and", "but", "oh") and s.words[end] == ",":
        strength = 1.5  # "and yes, it's conserved"
    elif s.words[end] == "for" and not s.alone(end + 1) & vo.POINT and s.words[end + 1] != "the":
        strength = 1.5  # "yes for accessibility"
    elif value > 0 and is_offer(s, end):
        return
    elif s.reading.asked < 0 and at == s.begin and s.reading.statements:
        strength = 1.5  # "Is it a promoter? Yes. A strong one? No."
    elif (
        s.colon
        and s.words[at - 1] in ":=|"
        and not (s.items or named)
        and not s.concluding
        and not (s.seen & vo.EXIST)
        and s.words[s.begin] not in gr.ANSWERS
    ):
        strength = 1.5  # "TATA box: no" is about a feature
    item = s.statement(sign, "verdict", strength, at, end - at)
    item.asserted, item.short = True, named is not None
    item.hedged |= s.words[end] in ("if", "unless")
    item.aside = at == s.begin and bool(s.reading.asked) and not s.reading.asked_sign
    s.items.append(item)
    s.neg = 0


def add_idiom(s: State, at: int, end: int, value: int) -> None:
    """ "Not a chance." answers; "a match made in heaven" says it of the things at hand."""
    closed = s.words[end] in gr.STOPS or s.words[end] in gr.COMMAS
    if s.words[end - 1] == "case" and s.reading.mentions:
        value = s.reading.mentions[-1].sign  # "A can be there without B. That's the case here."
    if s.words[end] == "that" and value < 0:
        s.set_negation(at, noun=False, sticky=False)  # "not a chance that ..."
    if s.role == vo.CONDITION or s.words[end] == "that" or (s.words[at] == "no" and not closed):
        return
    if at == s.begin and s.words[end] in gr.STOPS:
        add_verdict(s, at, end, value)
        return
    item = s.statement(-value if s.neg else value, "generic", 2, at, end - at)
    item.asserted = True
    s.items.append(item)
    s.neg = 0


def is_predicate(s: State, at: int, end: int) -> bool:
    """Whether a noun says what the thing is or where it lies: "is plain intron", "comes from an exon"."""
    if s.words[end] in gr.STOPS and gr.PARTS.issuperset(s.words[s.begin : at]):
        return True  # "Part of an intron."
    place = False
    for back in range(at - 1, max(s.clause_begin, at - 9) - 1, -1):
        word = s.words[back]
        if word in gr.LYING if place else word in gr.COPULAS:
            return s.words[back - 1] != "there"
        if word in gr.PLACES:
            place = place or word != "of"
        elif word in gr.AUXILIARY or word in ("to", "for", "with", "by", "that", "which"):
            return False
    return False


def is_offer(s: State, end: int) -> bool:
    """Whether it goes on like "yes, I can help with that", which answers no question."""
    words = s.words[end : end + 5]
    while words and words[0] in gr.COMMAS | {"!"}:
        words = words[1:]
    return (
        len(words) > 2
        and words[0] in ("i", "i'd", "i'll", "let")
        and not gr.OFFERS.isdisjoint(words[1:4])
    )


def quantity(s: State, at: int, word: str) -> None:
    """A probability: behind the property it decides it, before "chance" it waits for it."""
    if word == "0" and s.words[at + 1].isalpha():
        s.set_negation(at, noun=True, sticky=True)  # "0 sites found"
        return
    if word == "0" and s.words[at - 1] in (":", "=") and s.words[at + 1] in gr.STOPS and s.items:
        s.items[-1].sign, s.items[-1].asserted = -1, True  # "Binding sites found: 0"
        return
    percent = word.endswith("%")
    of = s.words[at + 2] if s.words[at + 1] in ("in", ":") and at + 2 < len(s.words) else ""
    if at - s.chance <= 8 and word.isdigit() and of.isdigit() and int(of) > int(word) > 0:
        word, s.words[at + 2] = str(int(word) / int(of)), gr.READ  # "a chance of 1 in 20"
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
    if value == 0.5 and s.words[at + 1] not in gr.CUTOFFS and s.words[at - 1] not in gr.CUTOFFS:
        s.reading.open_at = s.reading.sentences  # "50 % promoter, 50 % not"
    last = s.items[-1] if s.items else None
    closed = s.words[at + 1] in gr.STOPS or s.words[at + 1] in gr.COMMAS or s.words[at + 1] == "/"
    listed = s.words[at - 1] in (":", "=", "|") and closed
    if last and last.kind == "verdict" and at - last.word - last.words <= listed and closed:
        last.sign *= 1 if value > 0.5 else -1  # "positive: 0.91, negative: 0.09"
    elif last and last.kind == "property" and _is_probability_of(s, last, at, percent, listed):
        if last is s.rated:
            return  # the next number is that of something else
        s.rated = last
        # "Not detected (score 0.11)" and "insoluble (score 0.3)" say it twice.
        if listed or not (last.negated or last.sign < 0):
            last.sign *= 1 if value > 0.5 else -1
            last.asserted = True
    elif s.number >= 0 and at - s.chance > 3:
        return  # "score 0.83 (cut-off 0.5)"
    elif at - s.chance <= 8 or s.words[at + 1] in ("chance", "probability", "likelihood"):
        s.number = value
        s.chance = at


def _is_probability_of(s: State, last: Statement, at: int, percent: bool, listed: bool) -> bool:
    gap = at - last.word - last.words
    if gap <= 1 and listed:
        return True  # "TFBS: 0.07"
    between = s.words[last.word + last.words : at]
    if gap <= 3 and (percent or s.chance >= s.begin) and gr.RATING.issuperset(between):
        return True
    if last.word < s.chance and at - s.chance <= 6:
        return True  # "the binding probability is about 0.2"
    return gap == 0 and not s.words[at + 1].isalpha()  # "promoter 0.93", but not "promoter 0.3 kb"
