"""Enzyme Commission numbers in prose, of any depth.

Dotted numbers are many: a code counts if the letters EC, a plausible class or the words around it say
so. Example: of "HMMER 3.3.2.0 says EC 3.4.21" only ``3.4.21.-`` is one.
"""

from __future__ import annotations

import re

from biobench.parsers.mention import Mention

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
