"""Which of the statements of a text decides.

A correction wins over what stands before it, a leading verdict stands unless something firm says the
opposite, a long text is decided by its last sentence. Example: of "The site is intact. Still, nothing
binds." the second statement decides.
"""

from __future__ import annotations

from biobench.parsers.reading import Reading, Statement


def leading(reading: Reading) -> Statement | None:
    """A verdict word that opens the text."""
    first = reading.statements[0] if reading.statements else None
    if first and first.kind == "verdict" and first.strength == 3 and first.word <= reading.opening:
        return first
    return None


def weigh(reading: Reading) -> Statement | str | None:
    """The statement that decides, ``ambiguous``, ``hedged``, or nothing."""
    statements = reading.statements
    if not statements:
        return None
    firm = [s for s in statements if not s.hedged]
    if not firm:
        return "hedged"
    corrected = [s for s in firm if s.correction]
    if corrected:
        last = max(s.correction for s in corrected)
        firm = [s for s in corrected if s.correction == last]
    lead = leading(reading)
    if lead is not None and lead in firm:
        # What is objected in a sentence may be answered with "but" by what the text opened with.
        answered = {s.sentence for s in firm if s.sign == lead.sign and s.contrasting}
        opposite = [
            s
            for s in firm
            if s.sign != lead.sign
            and s.strength >= 2
            and (s.kind == "verdict" or s.concluding or (s.sentence != lead.sentence and _plain(s)))
            and s.sentence not in answered
        ]
        return "ambiguous" if opposite else lead
    weighed = statements[-1].concluding or not any(s.pointed for s in firm)
    if statements[-1].hedged and weighed and max(s.strength for s in firm) < 3:
        return "hedged"
    if _contradicted(firm, reading):
        return "ambiguous"
    if reading.sentences >= 5 and (closing := _closing(firm, reading)):
        return closing
    best = _strongest(firm)
    if best[0].strength < 3 and reading.open_at >= best[-1].sentence and not best[-1].contrasting:
        return "hedged"
    passing = best[0].strength < 2 or (best[0].strength == 2 and not best[-1].pointed)
    if reading.open_at >= 0 and passing:
        return "hedged"
    if len({s.sign for s in best}) == 1:
        return best[-1]
    last_one = best[-1]
    concluded = any(
        s.concluding and (s.sentence != last_one.sentence or last_one.kind == "verdict")
        for s in best
        if s.sign != last_one.sign
    )
    argued = last_one.kind == "property" and reading.sentences > 3
    if last_one.contrasting or (last_one.concluding and (argued or not concluded)):
        return last_one
    if last_one.kind == "verdict" and all(
        s.kind == "property" and s.sentence == last_one.sentence
        for s in best
        if s.sign != last_one.sign
    ):
        return last_one  # "I rate the odds of a mark as small: no."
    if reading.sentences >= 4 and last_one.sentence >= reading.sentences - 1:
        return last_one
    return "ambiguous"


def _plain(s: Statement) -> bool:
    """Whether it says of the case at hand that the property is there or not, and no more."""
    return s.pointed and (s.verb or s.first or s.last or s.short)


def _closing(firm: list[Statement], reading: Reading) -> Statement | None:
    """What the last sentence of a long text says of the case at hand, if it says it outright."""
    last = firm[-1]
    outright = last.kind == "verdict" or (last.asserted and last.pointed and not last.conceding)
    if (
        last.strength >= 2
        and (outright or last.strength >= 3)
        and last.sentence >= reading.sentences - 1
    ):
        return last
    return None


def _contradicted(statements: list[Statement], reading: Reading) -> bool:
    """Whether a short text opens with a plain statement and ends with the opposite."""
    first, last = statements[0], statements[-1]
    if first.sign == last.sign or reading.sentences > 4 or first.sentence or not last.sentence:
        return False
    opens = first.short or (first.kind != "verdict" and first.pointed)
    ends = last.strength == 3 or (reading.sentences <= 3 and _plain(last))
    return (
        opens
        and not first.conceding
        and ends
        and last.strength >= 2
        and (first.strength >= 2 or (first.short and last.short and last.kind == "property"))
        and first.word < 10
        and not any(s.contrasting and s.sign == last.sign for s in statements)
    )


def _strongest(statements: list[Statement]) -> list[Statement]:
    top = max(s.strength for s in statements)
    return [s for s in statements if s.strength == top]
