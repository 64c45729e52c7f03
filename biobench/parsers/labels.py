"""Labels in prose: where the members of a set are named, and whether they are denied.

Two lexers give the same :class:`Mention`: one for labels with synonyms (RNA modifications), one for
Enzyme Commission numbers of any depth. Example: in "m6A can be excluded; that leaves m1A." the
mention of m6A is ``denied``, that of m1A is not.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from biobench.spec import TaskSpec

#: Mentions of one text that are looked at: the first and the last ones.
MOST = 200


class Mention(NamedTuple):
    """One label, named at ``start`` to ``end``; ``denied`` if the text says that it does not apply.

    ``padded`` marks an EC number that was filled up to four levels; "3.4.21.-" as written is not.
    """

    label: str
    start: int
    end: int
    denied: bool = False
    padded: bool = False


#: Words that run into a label where a model drops the blank ("arePsi", "includem6A").
_GLUE = (
    r"(?<![A-Za-z])(?:includes?|including|is|are|be|was|were|contains?|of|as|and|or|with"
    r"|modifications?|likely|following|by|to|for|suggests)"
)
_RIGHT = r"(?:(?![A-Za-z0-9])|(?=(?:and|or|modif|is|are|site)))"
#: What makes a label part of another thing: a method, an enzyme of its machinery, an English word.
_OTHER_AFTER = re.compile(
    r"[\s-]?(?:seq\b|SAC-seq|CLIP|i?CLIP|Atlas|BLAST|IP\b|MeRIP|DB\b|Base\b)|\s(?:I\b|i\b"
    r"|not sure|writers?\b|readers?\b|"
    r"erasers?\b|demethylase|methyltransferase|machinery|antibod|synthase|consensus|motifs? (?:is"
    r"|are|was) (?:absent|missing|not))",
)
_FILLER_AFTER = re.compile(
    r"\s?(?:,\s(?:I|so|well|let|the|this|it|okay|maybe|that)\b|\.\.\.|\sI\b|\sthe\b)"
)
_UNIT_BEFORE = re.compile(r"\bI\s$|\d\s?$|\b(?:\d+(?:\.\d+)?)\s$")


def mentions(text: str, spec: TaskSpec) -> list[Mention]:
    """Every label of ``spec`` that a text names, in order, without regard to ``none_label``."""
    found = (
        ec_mentions(text)
        if spec.label_style == "ec"
        else label_mentions(
            text,
            spec.labels,
            tuple((k, tuple(v)) for k, v in spec.synonyms.items()),
            spec.none_label,
        )
    )
    if len(found) > MOST:
        found = found[: MOST // 4] + found[-(MOST - MOST // 4) :]
    if len(found) > 1 and (pointers := referring(text, [(m.start, m.end) for m in found])):
        found = _resolved(text, found, pointers)
    else:
        found = denials(text, found)
    if any(m.padded for m in found):
        fuller = {m.label for m in found if not m.denied}
        found = [m for m in found if not (m.padded and _made_precise(m.label, fuller))]
    return found


_POINTER = re.compile(
    r"\bthe (?:former|latter)\b"
    r"|\b(?:number|item|option|candidate|point|entry|no\.|#) ?\(?(\d{1,2}|[a-h])\b(?!\.?\d)",
    re.IGNORECASE,
)
#: An item of a list: its number, and its head.
_ITEM = re.compile(r"^[ \t(]{0,4}(\d{1,2}|[a-h])[.):]([^\n:—(]{1,80})[^\n]*", re.MULTILINE)


class Pointer(NamedTuple):
    """Words that stand for a name.

    ``pair`` : places of the name meant and of the one passed over ("the former"); else ``item`` is the
    head of the item that is meant ("number 3"), as a start and an end.
    """

    start: int
    end: int
    pair: tuple[int, int] | None
    item: tuple[int, int] = (0, 0)


def referring(text: str, names: list[tuple[int, int]]) -> list[Pointer]:
    """Where a text says "the former" or "the latter" of names at the places given, or "number 3"."""
    out = []
    for match in _POINTER.finditer(text):
        if match[1]:
            item = next((m for m in _ITEM.finditer(text) if m[1].lower() == match[1].lower()), None)
            if item and not item.start() <= match.start() < item.end():
                out.append(Pointer(*match.span(), None, item.span(2)))
            continue
        before = sum(end <= match.start() for _, end in names)
        if before > 1 and match.start() - names[before - 2][0] < 300:
            pair = (before - 2, before - 1)
            out.append(Pointer(*match.span(), pair if match[0][4] in "fF" else pair[::-1]))
    return out


def _resolved(text: str, found: list[Mention], pointers: list[Pointer]) -> list[Mention]:
    """Mentions with pointers read as the label they stand for, instead of the two they choose from."""
    gone = {place for p in pointers for place in p.pair or ()}
    kept = [m for place, m in enumerate(found) if place not in gone]
    others = {}
    for start, end, pair, item in pointers:
        if pair is None:
            inside = [m.label for m in found if item[0] <= m.start < item[1]]
            kept += [Mention(label, start, end) for label in inside[:1]]
        else:
            kept.append(Mention(found[pair[0]].label, start, end))
            others[start] = found[pair[1]].label
    return [
        Mention(others[m.start], m.start, m.end) if m.denied and m.start in others else m
        for m in denials(text, sorted(kept, key=lambda m: m.start))
    ]


def _made_precise(label: str, others: set[str]) -> bool:
    """Whether another EC number goes on where this one ends."""
    stem = label.split("-", 1)[0]
    return any(other != label and other.startswith(stem) for other in others)


@functools.lru_cache(maxsize=64)
def _lexer(
    labels: tuple[str, ...], synonyms: tuple[tuple[str, tuple[str, ...]], ...], none: str | None
) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str], dict[str, str]]:
    """Patterns for all names, free and glued; whose a name is as written, and in lower case."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    names: list[tuple[str, bool]] = []
    for label in labels:
        if label != none:
            exact[label] = label
            strict = label.isalpha() and len(label) < 3
            names.append((label, strict))
            if not strict:
                folded.setdefault(_plain(label), label)
    for label, others in synonyms:
        if label != none:
            for name in others:
                strict = label.isalpha() and len(label) < 3 and _plain(name) == label.lower()
                names.append((name, strict))
                (exact if strict else folded).setdefault(name if strict else _plain(name), label)
    parts = []
    for name, strict in sorted(names, key=lambda n: len(n[0]), reverse=True):
        body = re.sub(r"(?:\\ |\\-|_|,)+", r"[\\s,_-]{0,2}", re.escape(name)).replace("'", "['’′]?")
        body = re.sub(
            r"(?<=N)(\d)", lambda m: rf"[(^]?(?:{m[1]}|{'⁰¹²³⁴⁵⁶⁷⁸⁹'[int(m[1])]})\)?", body
        )
        if name.isalnum() and re.match(r"[a-z]\d[A-Z]", name):  # m6A: also m⁶A, m(6)A, m^6A, m6 A
            body = re.sub(
                r"^(.)(\d)(.*)$",
                lambda m: rf"{m[1]}(?:\^?\(?\{{?{m[2]}\}}?\)?|{'⁰¹²³⁴⁵⁶⁷⁸⁹'[int(m[2])]}){m[3]}",
                name,
            )
        parts.append(body if strict else f"(?i:{body})")
    names_in = "|".join(parts) or "(?!)"
    first = "".join(sorted({c for name, _ in names for c in name[0].lower() + name[0].upper()}))
    free = re.compile(rf"(?<![A-Za-z0-9^])(?=[{re.escape(first)}])({names_in}){_RIGHT}")
    glued = re.compile(rf"{_GLUE}({names_in}){_RIGHT}")
    return free, glued, exact, folded


_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹’′", "0123456789''")


def _plain(name: str) -> str:
    return re.sub(r"[\s,_^(){}'-]+", "", name.translate(_SUPER)).lower()


def label_mentions(
    text: str,
    labels: tuple[str, ...],
    synonyms: tuple[tuple[str, tuple[str, ...]], ...],
    none: str | None,
) -> list[Mention]:
    """Labels and their synonyms; English words ("Am I sure?", "Um, well") and units are passed over."""
    free, glued, exact, folded = _lexer(labels, synonyms, none)
    out = []
    matches = [*free.finditer(text), *glued.finditer(text)]
    for match in sorted(matches, key=lambda m: m.start(1)):
        name = match[1]
        label = exact.get(name) or folded.get(_plain(name))
        if label is None:
            continue
        start, end = match.span(1)
        if _OTHER_AFTER.match(text, end):
            continue
        word = name.isalpha() and len(name) < 3
        if not (
            word
            and (
                _FILLER_AFTER.match(text, end)
                or _UNIT_BEFORE.search(text[max(0, start - 4) : start])
            )
        ):
            out.append(Mention(label, start, end))
    return out


_EC = re.compile(
    r"(?P<ec>(?:\b|(?<=is)|(?<=are)|(?<=be)|(?<=as)|(?<=number)|(?<=and)|(?<=to)|(?<=of)"
    r"|(?<=by))(?i:E\.?C\.?)(?:\s?(?:number|no\.?|class|code))?[\s:#=_-]{0,3}"
    r"|(?<![A-Za-z])(?:(?:sub-?)?class|EC-Nummer|numéro EC|número EC|EC番号|EC编号)[\s:：]{1,2}"
    r"|(?<![\d.]))"
    r"(?P<code>[1-9](?:\.(?:n?\d{1,4}|[-xXnN*–](?![A-Za-z0-9]))){0,3})(?!\d)(?P<more>\.\d)?"
)
_SUBCLASSES = {1: 23, 2: 10, 3: 13, 4: 8, 5: 6, 6: 6, 7: 6}
_VERSION = re.compile(
    r"(?:\b(?:v|ver|version|release|build|section|sec|fig|figure|table|chapter|step|IP|CATH|SCOP"
    r"|Gene3D|superfamily|TCDB|TC|HMMER|"
    r"\w*BLAST\w*\+?|InterPro\w*|Pfam|DeepFRI|CLEAN|ProteInfer|Python|PyTorch|CUDA|Rosetta"
    r"|AlphaFold|MMseqs2?|DIAMOND|"
    r"Clustal\w*|MAFFT|Biopython|PROSITE|ESM\w*|RefSeq|Ensembl|PDB|KEGG|GPT|OpenCASCADE|hmmscan"
    r"|hmmsearch|SignalP|TMHMM|DeepTMHMM)"
    r"|\bv)[\s:.(#]{0,2}$",
    re.IGNORECASE,
)


def ec_mentions(text: str) -> list[Mention]:
    """EC numbers, padded with ``-`` to four levels; codes no label file knows are kept.

    Without the letters EC a code needs three levels and a plausible subclass, and a version of a
    program ("HMMER 3.3.2.0") is none.
    """
    out = []
    last_end = -99
    for match in _EC.finditer(text):
        code = re.sub(r"\s", "", match["code"])
        levels = code.replace("–", "-").split(".")
        start, end = match.span()
        if match["more"] or (len(levels) < 4 and text[end : end + 1] in ("%", "°")):
            continue
        if match["code"].endswith(("x", "X", "n", "N", "*")) or "x" in code.lower() or "*" in code:
            levels = ["-" if lv in "xXnN*" else lv for lv in levels]
        prefixed = bool(match["ec"])
        if (
            not prefixed
            and 0 <= start - last_end < 12
            and _SERIES.match(text[last_end:start])
            and len(levels) > 2
        ):
            prefixed = True
        if prefixed and match["ec"] and "class" in match["ec"].lower() and len(levels) < 2:
            continue
        if not prefixed:
            whole = not text[:start].strip(" \t\n\"'`*([{:.") and not text[end:].strip(
                " \t\n\"'`*)]}."
            )
            if (len(levels) < 3 and not (whole and len(levels) == 2)) or _VERSION.search(
                text[max(0, start - 16) : start]
            ):
                continue
            if levels[0] in "89":
                continue
            if not levels[1].isdigit() and levels[1] != "-":
                continue
            if (
                levels[1].isdigit()
                and int(levels[1]) > _SUBCLASSES[int(levels[0])]
                and int(levels[1]) not in (97, 98, 99)
            ):
                continue
            if len(levels) == 3 and not (
                whole or _EC_NEAR.search(text[max(0, start - 80) : start])
            ):
                continue
            if before_is_word(text, start):
                continue
        if any(lv.isdigit() and int(lv) == 0 for lv in levels):
            continue
        padded = len(levels) < 4 or levels[2] == "-"
        levels += ["-"] * (4 - len(levels))
        out.append(Mention(".".join(levels), start, end, padded=padded))
        last_end = end
    return out


_SERIES = re.compile(r"\s?(?:,|;|/|\+|and|or|&|, and|und|et|y|、|和)\s?(?:also |possibly )?$")
_EC_NEAR = re.compile(
    r"\bEC\b|\benzyme comm|\bclass|\bnumber|\bcode|\banswer|\bsub-?class|ase\b", re.IGNORECASE
)


_GLUED = re.compile(r"(?<![A-Za-z])(?:is|are|be|as|of|to|by|number|code)\Z")


def before_is_word(text: str, start: int) -> bool:
    """Whether a letter or an underscore touches the code from the left (other than ``EC``)."""
    touching = text[start - 1 : start]
    if touching and touching in "_<>~":
        return True
    return (
        touching.isascii()
        and touching.isalpha()
        and not _GLUED.search(text[max(0, start - 10) : start])
    )


_DENIED_LEFT = re.compile(
    r"(?:\b(?:none of(?! th)|no|not|without|neither|nor|excludes?|excluding|exclude|rul(?:e|es|ed"
    r"|ing) out"
    r"|lacks?|lacking|absence of|absent|rather than|"
    r"instead of|unlike|as opposed to|other than|against|never|isn't|aren't|doesn't|don't"
    r"|cannot be|can't be|reject(?:s|ed|ing)?|"
    r"discard(?:s|ed|ing)?|except|n't|kein\w*|nicht|pas(?: de)?|ni|sin|no hay|fail(?:s|ed)? to"
    r"|dismiss(?:ed)?|hardly|unlikely to (?:be|have|contain|carry)|"
    r"distinct from|differs? from|different from|confused with|not to be confused with"
    r"|inconsistent with|incompatible with|argues? against|scratch|forget|low (?:confidence"
    r"|probability)|formerly|previously|obsolete|used to be|was once|once was|withdraw|retract|abandon"
    r"|old number"
    r"|(?:transferred|changed|renumbered|moved|reclassified) from)\b"
    r"|[不没無非]|排除)"
    r"(?!\s+only\b)(?:,[^.;:!?\n,]{3,60},)?(?:[^.;:!?\n,]|,(?=\s*(?:and|or|nor)?\s*[A-Za-z0-9'’^-]{1,24}\s*(?:,|and|or"
    r"|nor|\Z))){0,60}\Z",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:but|rather|except|only|however|although|though|instead|yet|while|whereas|leav(?:es"
    r"|ing)|answer|choose|pick|settle|only|other than|besides|so|therefore|I|we)\b|[:→]|\s[-–—]\s",
    re.I,
)
#: Neither affirms nor denies: "I wouldn't rule out m5C".
NOT_EXCLUDED = re.compile(
    r"(?:n't|\bnot|\bcannot|\bnor|\bnever|\bhard to|\bunable to)\b[^.;:!?\n,]{0,24}?"
    r"\b(?:rul(?:e|es|ed|ing) out|exclud(?:e|es|ed|ing)|dismiss(?:ed)?|discard(?:ed)?|reject(?:ed)?)\b"
    r"[^.;:!?\n,]{0,40}\Z",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"without|lack|absence|absent", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:(?<!that )(?<!which )(?:would|is|are|was)|makes?|means?|points? to|suggests?|gives?)\b",
    re.IGNORECASE,
)
_DENIED_RIGHT = re.compile(
    r"[\s*_`)\]]{0,3}(?:modifications? |sites? |marks? |editing |methylation |motifs? |is |are "
    r"|was |were |can |could |can safely |be |also |"
    r"both |all |therefore |thus |should |most likely |likely |very |highly |seems? |appears? "
    r"|here |do |does |has been |have been |been |label |"
    r"\([^()\n]{0,40}\) ?|[:=—-]\s?|\? ){0,6}"
    r"(?:excluded|ruled out|unlikely|absent|not\b|no\b(?! doubt)|n't|isn't|aren't|cannot\b"
    r"|can't\b|doesn't|don't|rejected|improbable|lacks?\b|lacking|missing|"
    r"out of the question|eliminated|impossible|false|discarded|negative|dismissed|incompatible"
    r"|inconsistent|✗|❌|✘|×|less likely|too |ausgeschlossen|"
    r"unwahrscheinlich|descart|exclu|less probable|(?:as )?(?:my |a |the )?(?:second|runner-up"
    r"|next[- ]best|distant)|would (?:need|require)|needs?\b|requires?\b"
    r"|incorrect|wrong)",
    re.IGNORECASE,
)
_VERDICT_NO = re.compile(
    r"[^.;\n]{0,110}?(?:→|->|=>|:|—)\s?(?:no|absent|unlikely|excluded|✗|❌|✘)\b[^\w]{0,4}\Z",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"\s?,\s?(?:or |nor |and )?\Z")
_LIST_HEAD = re.compile(r"\b(?:none of|neither|no|without|lacks)\s[^.;:\n]{0,60}\Z", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"\s?(?:,(?! (?:but|so|yet))|or\b|nor\b)")
_JOIN = re.compile(r"[\s,/&()\"'`]{0,4}(?:and|or|nor|as well as|und|et|y|,|/)?[\s,/&()\"'`]{0,4}$")


def denials(text: str, found: list[Mention]) -> list[Mention]:
    """The same mentions, marked where the words around them deny them.

    A denial behind a list ("m6A and m5C are unlikely") holds for the whole list.
    """
    out: list[Mention] = []
    after = False
    for i in range(len(found) - 1, -1, -1):
        mention = found[i]
        joined = i + 1 < len(found) and bool(_JOIN.match(text[mention.end : found[i + 1].start]))
        limit = found[i + 1].start if i + 1 < len(found) else len(text)
        after = (after and joined) or bool(
            _DENIED_RIGHT.match(text, mention.end)
            or _VERDICT_NO.match(text, mention.end, min(limit, mention.end + 120))
        )
        out.append(mention._replace(denied=after or denied_before(text, mention.start)))
    out.reverse()
    for i in range(1, len(out)):  # "no m6A, m5C, Psi or any other"
        one, two = out[i - 1], out[i]
        listed = one.denied and _LIST_GAP.match(text[one.end : two.start])
        if listed and (
            _LIST_GOES_ON.match(text, two.end) or _LIST_HEAD.search(text[: one.start][-80:])
        ):
            out[i] = two._replace(denied=True)
    return out


def denied_before(text: str, start: int) -> bool:
    """Whether a negation to the left reaches the offset."""
    window = text[max(0, start - 90) : start]
    match = _DENIED_LEFT.search(window)
    if match is None or NOT_EXCLUDED.search(window):
        return False
    reach = window[match.start() :]
    word = re.match(r"\w+(?:['’]t)?(?: (?:than|of|to|from))?", reach)
    rest = reach[word.end() :] if word else reach
    if word and _PREPOSITION.match(word[0]) and _FINITE.search(rest):
        return False  # "without a motif this would be m6A"
    return not _BUT.search(rest)
