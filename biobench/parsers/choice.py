"""Which of several classes a text decides for.

:func:`read_names` finds the classes a text names and :func:`decide` weighs them: rejected, compared and
hedged ones go, of what is left a conclusion, an opening verdict or the last firm statement counts.
Example: of "I wavered between leader and riboswitch; the ligand makes it a riboswitch." the
``riboswitch`` of the second half is chosen.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from biobench.parsers.clauses import Reading, Statement, read
from biobench.parsers.grammar import word_set
from biobench.parsers.mention import ASKED, Pointer, referring
from biobench.parsers.naming import ClassNames, alias
from biobench.parsers.phrasebook import TAKEN_BACK
from biobench.parsers.reading import TOKEN
from biobench.parsers.text import MASK

#: Strength of a class that stands alone at the beginning: no explanation outdoes it, a conclusion does.
_OPENING = 2.5
#: Strength of what is weighed, compared with or spoken of in general.
_WEIGHED = 0.4

#: Words that introduce candidates rather than a choice.
_WEIGHING = re.compile(
    r"\b(?:between|consider\w*|(?<!top )(?<!best )(?<!likely )candidates?|runner-up"
    r"|second (?:choice|guess|best)|hesitat\w*|options?|alternatives?|choices|compar\w*|unlike|among"
    r"|whether|initially|first thought|at first|resembl\w*|reminiscent|one of|possibilit\w*"
    r"|weigh\w*|(?:seen|found|occurs?) in|known from|include[sd]?|such as|e\.g|for example"
    r"|for instance|classes|categories|families)\b",
    re.IGNORECASE,
)
_IN_A = re.compile(r"\bin an? \Z", re.IGNORECASE)
_AT_FIRST = re.compile(
    r"[\s,]*(?:(?:at first|initially|in the beginning)\b"
    r"|(?:was|had been|would have been) (?:my|the) (?:first|initial|original)\b)",
    re.IGNORECASE,
)
_LIKE = re.compile(r"[-\s]?(?:like|type|derived)\b|(?:-\w{1,12})? genes?\b", re.IGNORECASE)
_OF_TYPE = re.compile(r"\bof (?:the|an?) \Z", re.IGNORECASE)
#: "Group II introns have ...", "a riboswitch would ...": such classes in general.
_IN_GENERAL = re.compile(
    r"\s+(?:have|are|contain|show|bind|carry|usually|typically|would|do|can)\b", re.IGNORECASE
)
#: "HACA-box would be the obvious label but for ...".
_SUPPOSED = re.compile(
    r"\s+would(?:n't| not)? (?!be (?:my|our|the (?:best|most|correct|right|likel))|fit best|seem|appear)",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(r",\s+(?:it|this|the|i|so|but|yet|we|its)\b", re.IGNORECASE)
_WITH = re.compile(
    r"\s*(?:,\s*)?(?:with|containing|that (?:has|contains|carries)|bearing|carrying|harbou?ring|having"
    r"|including|in|from|of|near|within|upstream of|downstream of|located in|found in"
    r"|\w+ing (?:an?|the))\b",
    re.IGNORECASE,
)
#: A clause of its own begins here: what is absent in it says nothing of the class before it.
_SUBORDINATE = re.compile(
    r"(?:,? |,)(?=(?:since|because|whereas|given that|seeing that|considering that|although|though"
    r"|even though)\b)|, (?=as (?:an?|the|it|its|there|no|neither|both|one|this|I|we)\b)"
    r"|,? (?=(?:that|which) (?:has|have|had|lacks?|lost|misses|is missing|isn't|is not|doesn't|does not"
    r"|cannot|can't)\b)"
)
#: "Despite its missing arm this is ...": what an opening phrase denies ends with it.
_OPENER = re.compile(
    r"(?:\A|(?<=[.;:!?\n]))\s{0,3}(?:despite|in spite of|notwithstanding|(?:even )?without"
    r"|with (?:no|neither|hardly any)|in the absence|in the total absence|for (?:lack|want)|lacking"
    r"|(?:given|due to|owing to|because of) the (?:absence|lack))\b[^.;:!?\n,]{0,150}?"
    r"(?:,| (?=(?:this|it|I|we|there)(?:'| is| must| has| can| would| am| call| say)))",
    re.IGNORECASE,
)
#: "A hairpin without other features is a miRNA": neither does "without" reach behind the verb.
_WITHOUT = re.compile(
    r"\bwithout\b(?![^.;:!?\n,]{0,60}\bthat\b)[^.;:!?\n,]{1,60}?"
    r" (?=(?:is|are|must|should|would|will|can)\b)",
    re.IGNORECASE,
)
#: Without one of these words, or marks, some patterns need not be tried.
_WORDS = word_set(
    "others others, others: others; others. no no, not despite spite notwithstanding without with absence"
    " lack want lacking"
)
_MARKS = frozenset(":|–-")
#: Motifs in parentheses part the words of a name: "boxes C (AUGAUGA) and D".
_MOTIF = re.compile(r" \((?:[A-Z]{2,12}|[A-Z](?:[ -][A-Z]){1,11})\)(?= and )")
_REASON = re.compile(
    r"(?:[)\]\"']? ?[:(—–]|,? - |, for\b|,? despite|,? in spite of)\s{0,2}(?:the fact that )?"
    r"(?:an?|the|it|its|there|no \w+|neither|nothing|both|one|they|I|we)\b",
    re.IGNORECASE,
)
#: A name that opens the text, alone or behind a heading, and is not merely the first of several.
_LEAD = re.compile(
    r"\W*(?:[A-Za-z ]{1,30}: ?)?(?P<claim>(?:it's|it is|this is) )?(?:an? |the )?\Z", re.IGNORECASE
)
_LEFT = re.compile(r"[)\]\"']{0,2}\s{0,2}(?:\.(?!\.)|[;:(\n]|[,—–-]\s|\Z)")
_LISTED = re.compile(r",(?:\s\S+)?\s\Z")
_LIKELIEST = re.compile(
    r"[\s*]{0,2}[(:—–-]{1,2}\s?(?:by far )?(?:the )?(?:my )?(?:most|very|highly)? ?(?:likely|probable"
    r"|best|top|first choice|winner|chosen)\b",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(
    r"[\s,)]{0,3}(?:(?:or|oder|ou|versus|vs)\b|/)[\s(]{0,2}(?:else |even |possibly |perhaps |maybe )?"
    r"(?:an? |the )?",
    re.IGNORECASE,
)
_AND = re.compile(r"[\s,)]{0,3}(?:and |as well as )?(?:an? |the )?", re.IGNORECASE)

_LESS = re.compile(
    r"[\s,*)]{0,3}(?:is |are |was |seems |being |would be )?(?:much |far |clearly |somewhat |therefore )?"
    r"less (?:likely|probable|plausible|convincing)\b",
    re.IGNORECASE,
)
#: What stands between the names of a bare list.
_ITEM = re.compile(r"[\s\d.,;*\])-]*")
#: "Not a tRNA, a miRNA.": of two names the second is meant.
_NOT_BUT = re.compile(
    r"(?:\A|(?<=[.;!?\n]))\s{0,3}not (?:an? |the )?[^,.;:!?\n]{1,40},"
    r"(?= (?![^,.;:!?\n]{0,40}\b(?:or|nor|and)\b)[^,.;:!?\n]{1,40}(?:[.!;\n]|\Z))",
    re.IGNORECASE,
)
#: "A tRNA ... no, a miRNA": this "no" takes back.
_TAKEN_BACK = re.compile(r"(?<=[.!—-] )[Nn]o(?=, )")
#: Letters that no answer holds stand for a verdict behind a name ("tRNA: no"), which the walk over
#: clauses would take for one on everything.
_YES, _NO = "\u1e83", "\u1e81"
_VERDICT = re.compile(
    r"(?<=[:?|–-] )(?:yes|yeah|yep|no|nope)\b(?=\s{0,2}(?:[.,;!)\n|]|\Z))", re.IGNORECASE
)
_JUDGED = re.compile(rf"[\s*)\]]{{0,3}}\s?[:?|–-]\s([{_YES}{_NO}])")


@dataclass(slots=True)
class Named:
    """A class that a text names, from ``start`` to ``end``, and how the text means it."""

    said: Statement
    start: int
    end: int


@dataclass(slots=True)
class Scene:
    """A text, what it states, and the classes it names, in order."""

    text: str
    reading: Reading
    named: list[Named]

    def gap(self, one: Named, other: Named) -> str:
        """What stands between two names."""
        first, second = sorted((one, other), key=lambda n: n.start)
        return self.text[first.end : second.start]


def _parted(text: str) -> str:
    """A text of the same length in which clauses of their own are sentences."""
    if "?" in text:
        text = ASKED.sub(":", text)
    if not _MARKS.isdisjoint(text):
        text = _VERDICT.sub(lambda m: (_YES if m[0][0] in "yY" else _NO) * len(m[0]), text)
    if not _WORDS.isdisjoint(text.lower().split()):
        text = text.replace("others", _NO * 6)
        text = _TAKEN_BACK.sub(TAKEN_BACK, text)
        text = _NOT_BUT.sub(lambda m: m[0][:-1] + ";", text)
        text = _OPENER.sub(lambda m: m[0][:-1] + ";", text)
        text = _WITHOUT.sub(lambda m: m[0][:-1] + ";", text)
    text = _SUBORDINATE.sub(lambda m: ";" + m[0][1:], text)
    return _MOTIF.sub(lambda m: " " * len(m[0]), text) if "(" in text else text


def read_names(text: str, names: ClassNames) -> Scene:
    """The classes a text names; a clause that gives a reason is a sentence of its own."""
    text = _parted(text)
    scene = _scene(text, names)
    if pointers := referring(text, [(n.start, n.end) for n in scene.named]):
        scene = _scene(_resolved(scene, pointers, names), names)
    if any(n.said.negated and not n.said.denied for n in scene.named):
        scene = _without_reasons(scene, names)
    _join(scene)
    return scene


def _without_reasons(scene: Scene, names: ClassNames) -> Scene:
    """The same text with what explains a name as a sentence of its own: "a tRNA (an arm is missing)"."""
    text = scene.text
    for name in scene.named:
        if reason := _REASON.match(text, name.end):
            text = text[: reason.start()] + ";" + text[reason.start() + 1 :]
    return scene if text == scene.text else _scene(text, names)


def _resolved(scene: Scene, pointers: list[Pointer], names: ClassNames) -> str:
    """The text with names for the words that point at them, and without the names to choose from."""
    text = scene.text
    for start, end, meant, rest, item in pointers:
        if meant is None:
            inside = read(text[slice(*item)].strip(), names.table).mentions
            said = inside[0] if len(inside) == 1 else None
        else:
            said = scene.named[meant].said
            for name in (scene.named[place] for place in (meant, *rest)):
                text = text[: name.start] + MASK * (name.end - name.start) + text[name.end :]
        if said is not None:
            text = text[:start] + alias(abs(said.sign)).ljust(end - start) + text[end:]
    return text


def _scene(text: str, names: ClassNames) -> Scene:
    reading = read(text, names.table)
    mentions = reading.mentions
    places = [m.span() for m in TOKEN.finditer(text)] if mentions else []
    named = [Named(m, places[m.word][0], places[m.word + m.words - 1][1]) for m in mentions]
    scene = Scene(text, reading, named)
    _judge(scene)
    return scene


def _judge(scene: Scene) -> None:
    """A yes or no right behind a name is about it, as is "is less likely"."""
    for name in scene.named:
        said = name.said
        if _LESS.match(scene.text, name.end):
            said.sign, said.negated = -abs(said.sign), True
        elif verdict := _JUDGED.match(scene.text, name.end):
            said.sign = abs(said.sign) * (1 if verdict[1] == _YES else -1)
            said.strength = _OPENING


def _join(scene: Scene) -> None:
    """What holds for the last of several joined names holds for all: "both A and B are ruled out"."""
    for other, one in itertools.pairwise(reversed(scene.named)):
        gap, first, second = scene.gap(one, other), one.said, other.said
        if _LESS.match(gap) and " than " in gap:
            second.sign = abs(second.sign)
        if _ALTERNATIVE.fullmatch(gap) and abs(first.sign) != abs(second.sign):
            first.hedged = second.hedged = True
        elif gap.strip() == ">":
            second.sign = -abs(second.sign)
        elif second.sign < 0 < first.sign and not second.denied and _AND.fullmatch(gap):
            first.sign, first.negated = -first.sign, True


def decide(scene: Scene, names: ClassNames) -> Named | str | None:
    """The name that is chosen; ``ambiguous``; ``None`` where no class is named."""
    count = len(names.labels)
    rejected = {-n.said.sign for n in scene.named if n.said.sign < 0}
    positive = [n for n in scene.named if n.said.sign > 0]
    if not positive:
        return "ambiguous" if rejected else None
    if last := positive[-1].said.correction:
        positive = [n for n in positive if n.said.correction == last]
    if _is_bare_list(scene, positive, names):
        return "ambiguous"
    _demote_all(scene.text, positive)
    _strengthen(scene)
    exact = _heads(scene, [n for n in positive if n.said.sign <= count])
    exact = [n for n in exact if not n.said.hedged]
    signs = {n.said.sign for n in exact}
    general = [
        n.said
        for n in positive
        if not n.said.hedged and signs.isdisjoint(names.vague.get(n.said.sign, signs))
    ]
    if not exact or (
        any(said.concluding and said.strength >= 3 for said in general)
        and not any(n.said.concluding for n in exact)
    ):
        return "ambiguous"
    top = max(n.said.strength for n in exact)
    best = _narrowest([n for n in exact if n.said.strength == top], exact, names)
    return _one_of(scene, best, rejected) or "ambiguous"


def _is_bare_list(scene: Scene, positive: list[Named], names: ClassNames) -> bool:
    """Whether a text is nothing but several names, none of which is part of another."""
    signs = {n.said.sign for n in positive}
    if len(signs) < 2 or len(positive) < len(scene.named) or max(signs) > len(names.labels):
        return False
    if any(names.wider.get(sign, frozenset()) & signs for sign in signs):
        return False
    ends = [0, *(n.end for n in positive)]
    starts = [*(n.start for n in positive), len(scene.text)]
    return all(
        _ITEM.fullmatch(scene.text, end, start) for end, start in zip(ends, starts, strict=True)
    )


def _one_of(scene: Scene, best: list[Named], rejected: set[int]) -> Named | None:
    """Of equally strong names the one that is left."""
    signs = {n.said.sign for n in best}
    if len(signs) == 1:
        return best[-1]
    last = best[-1].said
    others = {n.said.sign for n in best if n.said.sentence == last.sentence} - {last.sign}
    if not others and (last.concluding or last.contrasting):
        return best[-1]
    if not others and scene.reading.sentences >= 3 and last.strength >= 2:
        return best[-1]
    if last.contrasting and not any(n.said.contrasting for n in best if n.said.sign != last.sign):
        return best[-1]
    remaining = [n for n in best if n.said.sign not in rejected]
    return remaining[0] if len({n.said.sign for n in remaining}) == 1 else None


def _demote_all(text: str, positive: list[Named]) -> None:
    """Weaken the classes that are weighed, compared with, resembled, or spoken of in general."""
    before = _Before(text)
    general = {n.said.sentence for n in positive if _demote(before, n)}
    for name in positive:
        if name.said.sentence in general and not name.said.pointed:
            name.said.strength = min(name.said.strength, _WEIGHED)


class _Before:
    """What leads up to the names of a text; each word is read once, however many names there are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = self._clause = self._read = 0
        self._weighed = False

    def weighs(self, start: int) -> bool:
        """Whether a word of weighing stands before an offset in its clause; ask in order."""
        clause = max(self.text.rfind(c, self._at, start) for c in ".;!?\n") + 1
        clause = max(clause, self._clause)
        for turn in _NEW_SUBJECT.finditer(self.text, max(clause, self._at), start):
            clause = turn.start()
        if clause != self._clause:
            self._clause = self._read = clause
            self._weighed = False
        self._weighed = self._weighed or bool(_WEIGHING.search(self.text, self._read, start))
        # None of those words is longer than this: one that goes on behind here is met again.
        self._at, self._read = start, max(clause, start - 24)
        return self._weighed or _IN_A.search(self.text, max(clause, start - 8), start) is not None


def _demote(before: _Before, name: Named) -> bool:
    """A class that is weighed, compared with or only resembled is no choice.

    Returns whether the sentence speaks of such classes in general.
    """
    said, text, end = name.said, before.text, name.end
    weighed = before.weighs(name.start)
    if _LIKE.match(text, end) and not _OF_TYPE.search(text, max(0, name.start - 8), name.start):
        said.strength = min(said.strength, 0.2)
    elif text[end - 1] in "sS" and _IN_GENERAL.match(text, end):
        said.strength = min(said.strength, _WEIGHED)
        return True
    elif (
        (weighed and not said.concluding)
        or _AT_FIRST.match(text, end)
        or _SUPPOSED.match(text, end)
    ):
        said.strength = min(said.strength, _WEIGHED)
    return False


def _strengthen(scene: Scene) -> None:
    """A class that stands alone at the beginning is a verdict, one marked as the likeliest too."""
    for name in scene.named:
        if name.said.sign > 0 and _LIKELIEST.match(scene.text, name.end):
            name.said.strength = max(name.said.strength, _OPENING)
    _close(scene)
    first = scene.named[0]
    opens = _LEAD.match(scene.text[: first.start]) if _LEFT.match(scene.text, first.end) else None
    if opens is None or not _is_firm(first.said):
        return
    if len(scene.named) > 1 and _LISTED.match(scene.gap(first, scene.named[1])):
        return
    first.said.strength = max(first.said.strength, _OPENING)
    for name in scene.named[1:] if opens["claim"] else ():
        near = name.start - 100
        sentence = max(scene.text.rfind(c, max(0, near), name.start) for c in ".;!?\n") + 1
        claims = _LEAD.match(scene.text[sentence : name.start]) if sentence >= near else None
        if claims and claims["claim"] and _is_firm(name.said):  # "It is A. It is B."
            name.said.strength = max(name.said.strength, _OPENING)


def _close(scene: Scene) -> None:
    """A class that a short last paragraph names is a verdict too."""
    text = scene.text.rstrip()
    at = text.rfind("\n\n") + 2
    last = [n.said for n in scene.named if n.start >= at > 1 and n.said.sign > 0]
    if len({said.sign for said in last}) == 1 and len(text[at:].split()) <= 10:
        for said in filter(_is_firm, last):
            said.strength = max(said.strength, _OPENING)


def _is_firm(said: Statement) -> bool:
    return said.sign > 0 and said.strength >= 0.5 and not (said.hedged or said.conceding)


def _narrowest(best: list[Named], others: list[Named], names: ClassNames) -> list[Named]:
    """The same names, with a wider class left for a narrower one that its sentence names too."""
    narrower: dict[tuple[int, int, bool], Named] = {}  # the last one of each kind
    for name in others:
        said = name.said
        for wider in names.wider.get(said.sign, ()) if said.strength >= 0.5 else ():
            narrower[wider, said.sentence, said.conceding] = name
    out = []
    for name in best:
        said = name.said
        found = [
            narrower[said.sign, said.sentence, conceding]
            for conceding in {False, said.conceding}
            if (said.sign, said.sentence, conceding) in narrower
        ]
        out.append(max(found, key=lambda n: n.start, default=name))
    return out


def _heads(scene: Scene, named: list[Named]) -> list[Named]:
    """Of two names in one noun phrase the head: "a C/D box scaRNA", "a scaRNA with a C/D box"."""
    parts: set[int] = set()
    for at, (first, second) in enumerate(itertools.pairwise(named)):
        if first.said.sentence != second.said.sentence or first.said.sign == second.said.sign:
            continue
        gap = scene.gap(first, second)
        if at not in parts and not gap.strip(" \n-"):
            parts.add(at)
        elif _is_attached(gap, second.said):
            parts.add(at + 1)
    return [name for at, name in enumerate(named) if at not in parts]


def _is_attached(gap: str, said: Statement) -> bool:
    """Whether what stands between two names makes the second a part or a remark of the first."""
    if "(" in gap and ")" not in gap:
        return True
    return len(gap) < 60 and _WITH.match(gap) is not None and said.strength < 3
