"""What is known once a clause or a sentence is over.

Only then it is clear whether "a promoter" was a claim, a topic or a thing in general, and what a
trailing "is absent" or "but isn't" turns. Example: ``"H3K9ac: present"`` asserts its mark at its end.
"""

from __future__ import annotations

from biobench.parsers import grammar as gr
from biobench.parsers import vocabulary as vo
from biobench.parsers.reading import NEGATIONS, State, Statement

#: Without any of these a sentence about plural things claims nothing of the one at hand.
_CLAIMING = (
    vo.POINT
    | vo.NEAR
    | vo.PLURAL
    | vo.EXIST
    | vo.CONCLUDE
    | vo.VERDICT
    | vo.LEAN
    | vo.EVIDENCE
    | vo.CONTRAST
    | NEGATIONS
)


def end_clause(s: State, hard: bool) -> None:
    items = s.clause_items
    if s.at == s.clause_begin and not (items or s.post or s.clause_exists or s.hedged):
        s.start_clause(hard)  # a second mark in a row: nothing was said
        return
    _elliptic(s)
    for negator in s.post:
        if any(item.word > negator for item in items):
            continue
        target = next(
            (
                i
                for i in reversed(s.items)
                if i.kind == "property"
                and (
                    i in items
                    or not i.asserted
                    or s.turned == s.clause_begin - 1
                    or s.words[negator] == "just"  # "they have partners, just not each other"
                )
            ),
            None,
        )
        if target is not None and target.word < negator:
            target.sign = -target.sign
            target.asserted = target.negated = True
        s.neg = 0  # said of what stands before it, not of the next clause
    if (
        len(items) > 1
        and items[-1].negated
        and not items[0].negated
        and not items[0].verb
        and (items[0].sign == -items[-1].sign)
        and items[0].word < s.neg_at
    ):
        s.items.remove(items.pop(0))  # "the promoter shows no promoter activity"
    for item in items:
        item.asserted |= s.clause_asserted or (s.asserted and not item.denied)
        item.hedged = s.hedged and not s.leaning
        item.leaning = s.leaning
        beside = s.unreal_at - item.word - item.words
        item.conceding |= s.unreal and beside < 1  # but not in "no sites were found that would ..."
        item.short = s.at - s.clause_begin <= 3
    if not items and s.hedged:
        s.reading.hedges += 1
    s.hedge_said = s.hedge_said or (s.hedged and s.clause_asserted)
    s.start_clause(hard)


def _elliptic(s: State) -> None:
    """Denials without the property behind them: "a promoter it is not", "it looks like one but isn't"."""
    if not s.items and not s.neg:
        return
    last = s.words[s.at - 1] if s.at > s.clause_begin else ""
    before_last = s.words[s.at - 2] if s.at - 1 > s.clause_begin else ""
    if last == "one" and (
        before_last in gr.AUXILIARY or before_last == "not" or before_last[-2:] == "'t"
    ):
        last = before_last
    negative = last == "not" or last[-3:] == "n't"
    items = s.clause_items
    if s.neg_at in s.post:
        return
    if negative and items and not items[-1].negated:
        s.post.append(s.neg_at)
    elif not items and s.clause_exists and s.items and not s.neg and s.turned == s.clause_begin - 1:
        s.items[-1].asserted = True  # "H3K9ac: present"
    elif (
        not items
        and s.items
        and last in ("it", "this", "so")
        and (s.words[s.at - 2] in gr.BACKING and s.words[s.at - 3] != "to")
    ) or (last == "one" and not items and s.reading.mentions and before_last in gr.HAVING):
        s.items.append(s.statement(-1 if s.neg else 1, "generic", 2, s.at - 1, 1))
    elif not items and s.neg and s.items and not s.items[-1].asserted and last in gr.TRACES:
        s.items[-1].sign = -1  # "of the marks themselves, not a trace"
        s.items[-1].asserted = s.items[-1].negated = True
    elif "others" in s.words[max(s.clause_begin, s.at - 4) : s.at]:
        s.reading.open_at = s.reading.sentences  # "some would say so, others would not"
    elif before_last in ("i", "we") and not s.contrasting:
        pass  # "... to doubt it, and I don't"
    elif not items and s.items and (negative or (last in gr.AUXILIARY and _contrasts(s))):
        before = s.items[-1]
        if (
            before.kind == "property"
            and before.word < s.clause_begin
            and (s.contrasting or s.role == 0)
        ):
            # "Sharing a site doesn't make them partners, and these two aren't."
            again = before.negated and not before.denied and s.words[s.clause_begin] == "and"
            sign = before.sign if negative and again else -before.sign if negative else 1
            item = s.statement(sign, "generic", 1 if s.unreal else 2, s.at - 1, 1)
            item.contrasting |= not negative
            s.items.append(item)
    elif s.neg and not s.neg_noun and items and s.words[s.neg_end] in gr.QUALIFYING:
        s.post.append(s.neg_at)  # "as a core promoter it doesn't qualify"
    elif s.neg and not s.neg_noun and items and items[-1].word < s.neg_at:
        end = items[-1].word + items[-1].words
        between, after = s.words[end : s.neg_at], s.words[min(s.at, s.neg_end)]
        if _is_subject_rest(s, end, between) and (
            after in ("be", "to", "what") or (after[-2:] == "ed" and after not in gr.DEGREES)
        ):
            s.post.append(s.neg_at)  # "binding is not to be expected"


def _is_subject_rest(s: State, at: int, words: list[str]) -> bool:
    """Whether words between a property and "not" only finish the subject: "of H3K79 was"."""
    if len(words) <= 2:
        return all(w in gr.AUXILIARY or s.alone(at + i) & vo.EVIDENCE for i, w in enumerate(words))
    rest = words[:-1]
    return (
        len(words) <= 10
        and (words[-1] in gr.AUXILIARY or s.words[s.neg_at] in gr.AUXILIARY)
        and not gr.PREPOSITIONS.isdisjoint(rest[:2])
        and gr.AUXILIARY.isdisjoint(rest)
        and gr.COMMAS.isdisjoint(rest)
    )


def _contrasts(s: State) -> bool:
    """Whether a clause such as "the whole does" stands against a denial: "a part wouldn't bind"."""
    denied = s.items[-1].negated and s.items[-1].sign < 0
    return s.contrasting or (denied and s.at - s.clause_begin <= 5)


def end_sentence(s: State, at: int, question: bool) -> None:
    reading = s.reading
    if question:
        reading.questions += 1
        reading.asked = 1 if s.items or reading.questions == 1 else -1
        named = [i for i in s.items if i.kind == "property" and not i.negated]
        reading.asked_sign = named[-1].sign if named else 0
        for other in reading.statements if named else ():
            if other.aside:
                other.strength = 1.5  # "Is it charged? Yes. Does it bind? ..."
        return
    items = s.items
    definite = items and s.words[s.begin] == "the"
    reading.pointing += bool(definite or s.seen & (vo.POINT | vo.NEAR | vo.PLURAL))
    length = at - s.begin
    general = (s.seen & vo.DEFINE and not s.concluding) or (
        not s.seen & (vo.POINT | vo.NEAR) and (s.seen & vo.GENERIC or _defines(s))
    )
    general = general or (
        s.was_general
        and not s.seen & (vo.POINT | vo.NEG_VERB | vo.NEG_POST | vo.VERDICT | vo.CONCLUDE)
        and length > 4
    )
    if items or general or s.seen & vo.GENERIC:
        s.was_general = bool(general or (s.seen & vo.GENERIC and not s.seen & (vo.POINT | vo.NEAR)))
    kept = []
    for item in items:
        item.first = item.word <= s.begin + 2
        item.last = item.word + item.words == at
        item.pointed = bool(s.seen & (vo.POINT | vo.NEAR | vo.PLURAL))
        if item.kind == "property":
            if general:
                continue
            if s.would and s.condition in gr.HYPOTHESES and not item.concluding:
                continue
            reading.mentions.append(item)
            if not (item.asserted or item.negated or item.sign < 0) and (
                length > 6
                and not (item.word > s.turned > 0 and at - s.turned <= 6)
                and not item.short
            ):
                reading.hedges += item.hedged
                item.strength = 0.5
                continue
            item.strength = 2 if item.asserted and not item.conceding else 1
            if s.conceded:
                item.strength = 0.9  # "one would expect aggregates"
            if item.strength == 2 and s.seen & (vo.ARGUE | vo.GENERIC):
                item.strength = 1.5
            whole = length <= item.words + 1 and s.words[at] in ".!" and not s.colon
            if whole and not (item.conceding or item.hedged):
                item.strength = 2.5  # "No binding."
            if item.concluding and not item.conceding:
                item.strength = 3
        kept.append(item)
    reading.general += bool(general)
    if not items and not general:
        _generic(s, at, length)
    reading.asked = reading.asked_sign = 0
    reading.statements += kept


def _defines(s: State) -> bool:
    """Whether it speaks of such things in general: "a promoter is a region", "promoters contain"."""
    first = s.items[0] if s.items else None
    if first is not None and first.kind == "property" and s.at - s.begin >= 5:
        end = first.word + first.words
        if (
            first.word == s.begin
            and len(s.items) > 1
            and s.words[end : end + 2] in (["is", "a"], ["is", "an"])
            and not s.seen & NEGATIONS
        ):
            return True  # "H3K4me3 is a histone mark found at ..."
        if first.word == s.begin + 1 and s.words[s.begin : end + 2 : end - s.begin + 1] in (
            ["a", "the"],
            ["an", "the"],
        ):
            return s.words[end] == "is"  # "a core promoter is the minimal stretch ..."
        if not s.seen & _CLAIMING and _is_plural(s, first):
            return True
    if (
        (first is None or first.word > s.begin + 5)
        and s.words[s.begin][-1] == "s"
        and s.words[s.begin + 1] in ("are", "play", "can", "contain", "have")
        and s.words[s.begin] not in ("this", "its")
    ):
        return not s.seen & (vo.PLURAL | vo.VERDICT)
    if s.words[s.begin] in ("a", "an") and not s.seen & vo.POINT:
        head = s.words[s.begin : s.begin + 7]
        at = head.index("is") if "is" in head else 0
        claims = first is not None and first.word < s.begin + at
        if at > 1 and not claims and s.words[s.begin + at + 1] in ("a", "an", "the", "how", "when"):
            return True  # "a weight matrix is a way to describe ..."
    if s.words[s.begin] in ("a", "an") and s.words[s.begin + 2] in ("has", "contains", "consists"):
        return first is None or first.word > s.begin + 2  # "a matrix has one row for each base"
    if first is None or first.kind != "property" or s.seen & (vo.EXIST | vo.NEUTRAL | NEGATIONS):
        return False
    after = s.words[first.word + first.words]
    if (
        first.word <= s.begin + 2
        and s.words[first.word + first.words - 1][-3:] == "ing"
        and after[-1] == "s"
        and len(after) > 4
        and not s.seen & vo.POINT
    ):
        return True  # "RNA-binding proteins ..."
    article = first.word == s.begin + 1 and s.words[s.begin] in ("a", "an")
    plural = first.word == s.begin and s.words[first.word + first.words - 1].endswith("s")
    return (article and after in ("is", "contains", "refers")) or (
        plural and after in ("are", "contain", "have", "can", "include", "act", "regulate")
    )


def _is_plural(s: State, first: Statement) -> bool:
    """Whether a sentence is about things in the plural, or says what its first thing is."""
    words, end = s.words, first.word + first.words
    opening = words[s.begin]
    if (
        len(opening) > 3
        and opening[-1] == "s"
        and opening[-2:] not in ("ss", "us", "is")
        and not s.alone(s.begin)
        and words[s.begin + 1] not in gr.COMMAS
    ):
        return True
    if any(
        item.verb
        and words[item.word][-1] != "s"
        and item.word > s.begin
        and words[item.word - 1][-1] == "s"
        for item in s.items
    ):
        return True  # "transcription factors bind ..."
    return (
        not first.verb
        and words[end - 1][-1] == "s"
        and words[end - 1][:-1] in s.table
        and (words[first.word - 1] not in ("a", "the"))
    )


def _generic(s: State, at: int, length: int) -> None:
    """Answers that do not name what was asked: "None was found.", "It does not."."""
    if s.role in (vo.CONDITION, vo.PLAN) or s.seen & vo.DECLINE:
        return
    words = s.words[s.begin : at] if s.reading.statements else []
    if not gr.VIEWS.isdisjoint(words) and (
        s.generic_sign < 0 or not gr.DISAGREEING.isdisjoint(words)
    ):
        first = s.reading.statements[0]  # "my initial assumption is untenable"
        s.reading.statements.append(s.statement(-first.sign, "generic", 3, s.begin, length))
        return
    last = s.words[at - 1] if at > s.begin else ""
    sign = _sign_of_finding(s, length) or _sign_of_ending(s, at, last, length)
    if not sign and s.number >= 0 and s.seen & vo.CHANCE:
        sign = 1 if s.number > 0.5 else -1
    refers = last == "one" or last in gr.AUXILIARY or last.endswith("n't")
    if sign:
        item = s.statement(
            sign,
            "generic",
            _strength(s, sign, refers),
            s.begin,
            max(1, length),
        )
        item.hedged = s.last_hedged
        item.leaning = bool(s.seen & vo.LEAN)
        item.contrasting |= last in gr.AUXILIARY and length <= 4  # "Sox2 doesn't bind. Klf4 does."
        s.reading.statements.append(item)


def _strength(s: State, sign: int, refers: bool) -> float:
    """How much a sentence counts that does not name what was asked."""
    if s.concluding:
        return 2.5
    if sign < 0 and s.at - s.begin == 1:
        return 2.5  # "Unlikely."
    if s.unreal or not (s.reading.mentions or s.reading.asked_sign):
        return 0.7
    return 2 if refers else 1.2 if sign < 0 else 0.7


def _sign_of_finding(s: State, length: int) -> int:
    """Sign of "none was detected" or "present"; a long affirmed one is about a feature."""
    if s.generic_sign and (not s.colon or s.concluding):
        if s.forced or (s.generic_sign < 0 and length <= 14):
            return s.generic_sign
        refers = s.words[s.begin] in gr.PRONOUNS
        if s.generic_sign > 0 and s.seen & vo.EXIST and (length <= 3 or (length <= 6 and refers)):
            return 1
    if length == 1 and s.words[s.begin] in gr.CURT:
        return -1  # "Marked? Hardly."
    if s.seen & (vo.HEDGE | NEGATIONS):
        return 0
    return int(bool((length <= 3 and s.seen & vo.LEAN) or (length <= 5 and s.seen & vo.NEUTRAL)))


def _sign_of_ending(s: State, at: int, last: str, length: int) -> int:
    """Sign of a sentence that ends in "it is", "it isn't", "this is one" or "I think so"."""
    before = s.words[at - 2] if at - s.begin > 1 else ""
    here = -1 if s.last_neg else 1
    refers = length <= 14 and before in gr.PRONOUNS
    if last == "one" and length <= 14:
        return here if before in gr.AUXILIARY or before == "not" or before[-2:] == "'t" else 0
    if last in ("passes", "qualifies", "fails") and s.seen & (vo.POINT | vo.NEAR):
        return -here if last == "fails" else here
    named = s.reading.mentions[-1] if s.reading.mentions else None
    if last in gr.AUXILIARY and refers and named and named.sign < 0 and not named.negated:
        return -here  # "I wouldn't deny that they are unmarked; they are"
    if last in gr.AUXILIARY and (length <= 6 or s.concluding or refers):
        return here
    if (last.endswith("n't") or last == "not") and (length <= 8 or refers):
        return -1
    if last == "there" and length <= 4:
        return here
    if last == "so" and length <= 8 and before in ("think", "believe", "say", "guess"):
        return -1 if s.seen & vo.NEG_VERB else 1
    if last == "so" and before in gr.AUXILIARY:
        return here  # "few would expect it, yet it does so"
    if s.words[at - 2 : at] == ["as", "such"] or s.words[at - 3 : at] == ["one", "of", "them"]:
        return here  # "I classify it as such"
    return 0
