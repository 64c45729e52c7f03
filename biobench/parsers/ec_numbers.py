"""Enzyme Commission numbers in prose, of any depth.

Dotted numbers are many: a code counts if the letters EC, a plausible class or the words around it say
so. Example: of "HMMER 3.3.2.0 says EC 3.4.21" only ``3.4.21.-`` is one.
"""

from __future__ import annotations

import re

from biobench.parsers.mention import Mention

_EC = re.compile(
    r"(?P<ec>(?:\b|(?<=is)|(?<=are)|(?<=be)|(?<=as)|(?<=number)|(?<=and)|(?<=to)|(?<=of)"
    r"|(?<=by))(?i:E\.?C\.?)(?:\s?(?:number|no\.?|class|code|group|category|subclass))?[\s:#=_-]{0,3}"
    r"|(?<![A-Za-z])(?:(?:sub-?)?class|EC-Nummer|numéro EC|número EC|EC番号|EC编号)[\s:：]{1,2}"
    r"|(?<![\d.]))"
    r"(?P<code>[1-9](?:\.(?:n?\d{1,4}|[-xXnN*?–](?![A-Za-z0-9]))){0,3})(?!\d)(?P<more>\.\d)?"
)
_SUBCLASSES = {1: 23, 2: 10, 3: 13, 4: 8, 5: 6, 6: 6, 7: 6}
_VERSION = re.compile(
    r"\b(?:v|ver|version|release|build|section|sec|fig|figure|table|chapter|step|IP|CATH|SCOP"
    r"|Gene3D|superfamily|TCDB|TC|HMMER|\w*BLAST\w*\+?|InterPro\w*|Pfam|DeepFRI|CLEAN|ProteInfer|Python"
    r"|PyTorch|CUDA|Rosetta|AlphaFold|MMseqs2?|DIAMOND|Clustal\w*|MAFFT|Biopython|PROSITE|ESM\w*|RefSeq"
    r"|Ensembl|PDB|KEGG|GPT|hmmscan|hmmsearch|SignalP|TMHMM|DeepTMHMM|pH|residues?|positions?)[\s:.(#]{0,2}\Z",
    re.IGNORECASE,
)
#: A program and its version: a capital within a sentence. Names of enzymes begin like that too.
_PROGRAM = re.compile(
    r"[\w,;)] [A-Z]\w{2,}\+? \Z(?<!ase )(?<!ases )(?<!lass )(?<!roup )(?<!amily )(?<!umber )"
)
_SERIES = re.compile(r"\s?(?:,|;|/|\+|and|or|&|, and|und|et|y|、|和)\s?(?:also |possibly )?$")
_GLUED = re.compile(r"(?<![A-Za-z])(?:is|are|be|as|of|to|by|number|code)\Z")
#: The name of an enzyme before its code: "malate dehydrogenase (1.1.1.37)".
_ENZYME = re.compile(
    r"\b((?:[A-Za-z][\w-]{2,} )?[A-Za-z][\w-]{3,}(?:ase|sin|bin|ain|min))s?,? ?\(?\Z"
)
_AROUND = " \t\n\"'`*([{:."
_BEHIND = " \t\n\"'`*)]}."


def ec_mentions(text: str) -> list[Mention]:
    """EC numbers, padded with ``-`` to four levels; codes no label file knows are kept.

    Without the letters EC a code needs three levels and a plausible subclass, and a version of a
    program ("HMMER 3.3.2.0") is none.
    """
    out = []
    last_end = -99
    for match in _EC.finditer(text):
        code = re.sub(r"\s", "", match["code"]).replace("–", "-")
        levels = ["-" if level in "xXnN*?-" else level for level in code.split(".")]
        start, end = match.span()
        if match["more"] or (len(levels) < 4 and text[end : end + 1] in ("%", "°")):
            continue
        goes_on = 0 <= start - last_end < 12 and _SERIES.match(text[last_end:start]) is not None
        if match["ec"]:
            if len(levels) < 2 and "class" in match["ec"].lower():
                continue
        elif not (goes_on and len(levels) > 2) and not _is_plausible(text, start, end, levels):
            continue
        if any(level.isdigit() and int(level) == 0 for level in levels):
            continue
        padded = len(levels) < 4 or levels[2] == "-"
        levels += ["-"] * (4 - len(levels))
        out.append(Mention(".".join(levels), start, end, padded=padded))
        last_end = end
    return out + _by_name(text, out) if len({m.label for m in out}) > 1 else out


def _by_name(text: str, found: list[Mention]) -> list[Mention]:
    """Enzymes that are named behind all codes, if one of these stood behind the same name."""
    last = found[-1].end
    out = []
    for mention in found:
        if name := _ENZYME.search(text[max(0, mention.start - 60) : mention.start]):
            again = re.compile(rf"\b{re.escape(name[1])}\b(?!s? ?\()", re.IGNORECASE)
            out += [Mention(mention.label, *m.span()) for m in again.finditer(text, last)]
    return sorted(out, key=lambda m: m.start)


def _is_plausible(text: str, start: int, end: int, levels: list[str]) -> bool:
    """Whether a dotted number without the letters EC is a code."""
    whole = not text[:start].strip(_AROUND) and not text[end:].strip(_BEHIND)
    if len(levels) < 3 and not (whole and len(levels) == 2):
        return False
    if levels[0] in "89" or not (levels[1].isdigit() or levels[1] == "-"):
        return False
    if (
        levels[1] != "-"
        and int(levels[1]) > _SUBCLASSES[int(levels[0])]
        and levels[1] not in ("97", "98", "99")
    ):
        return False
    before = text[max(0, start - 24) : start]
    if _VERSION.search(before) or (len(levels) == 3 and _PROGRAM.search(before)):
        return False
    return not _before_is_word(text, start)


def _before_is_word(text: str, start: int) -> bool:
    """Whether a letter or an underscore touches the code from the left (other than ``EC``)."""
    touching = text[start - 1 : start]
    if touching and touching in "_<>~":
        return True
    return (
        touching.isascii()
        and touching.isalpha()
        and not _GLUED.search(text[max(0, start - 10) : start])
    )
