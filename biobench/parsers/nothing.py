"""Sentences that say that no label applies.

The empty set has many wordings. Example: in "I see no sign of any of the 12 modifications." the
words from "no" to "modifications" are found, in "no modifications other than m6A" nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from biobench.parsers.cues import Cue, Words

_THING = r"(?:modif\w+|methylations?|edit(?:s|ing)|marks?)"
_OF_IT = (
    r"(?: any)?\s(?:(?:clear |strong )?(?:evidence|signs?|indications?|traces?) (?:of|for"
    r"|that) )?(?:any )?(?:of the )?"
    rf"(?:[\w'-]+ ){{0,3}}{_THING}"
)
_VERB = (
    r"(?:carry|contain|have|harbou?r|show|bear|include|possess|undergo|indicate|suggest|see|find"
    r"|detect|predict|expect|"
    r"appear to (?:have|contain|carry)|seem to (?:have|contain|carry)|predicted to (?:have"
    r"|contain|carry))"
)
_MODIFIED = r"(?:[\w'-]+ ){0,6}modified"
_NO = Cue.of(
    [
        ("no", rf"no{_OF_IT}"),
        ("not", rf"not (?:{_VERB}|any){_OF_IT}"),
        ("not", f"not {_MODIFIED}"),
        ("t", rf"t (?:{_VERB}|any){_OF_IT}"),
        ("t", f"t {_MODIFIED}"),
        ("not", rf"not [^.;:\n]{{3,40}}?\bany\b[^.;:\n]{{0,40}}?\b{_THING}"),
        ("t", rf"t [^.;:\n]{{3,40}}?\bany\b[^.;:\n]{{0,40}}?\b{_THING}"),
        ("never", f"never {_MODIFIED}"),
        ("without", f"without{_OF_IT}"),
        ("lack", rf"lack(?:s|ing)?{_OF_IT}"),
        ("free", f"free (?:of|from){_OF_IT}"),
        ("devoid", f"devoid of{_OF_IT}"),
        ("absence", f"absence of{_OF_IT}"),
        ("zero", f"zero{_OF_IT}"),
        ("zero", "zero (?:of (?:them|these|those) )?(?:appl(?:y|ies)|fit|match)"),
        ("not", "not (?:a single )?one (?:of (?:them|these|those) )?(?:applies|fits|matches)"),
        ("no", rf"no [^.;\n]{{3,80}}\bor any other(?: \w+)? {_THING}"),
        ("nor", rf"nor any(?: other)?(?: \w+)? {_THING}"),
        ("nothing", "nothing (?:was |is )?(?:found|detected|predicted|identified|applies|fits)"),
        (
            "no",
            r"no (?:labels?|classes|class|options?|categor(?:y|ies))(?: [\w-]+){0,4} (?:appl(?:y|ies)"
            r"|fits?|match(?:es)?|holds?|suits?|can be assigned)",
        ),
        (
            "no",
            r"no (?:[\w-]+ ){0,2}(?:enzymes?|writers?) [^.;\n]{0,30}?"
            r"(?:touch|modif|recogni|act|target|methylat)\w*",
        ),
        ("unmodified", "unmodified"),
        ("unlikely", r"unlikely (?:to|that)[^.\n]{0,40}modif\w+"),
        ("modification", r"modification[- ]free"),
        (
            "modification",
            r"modifications? (?:is|are|was|were) (?:not(?! only| just| merely)|absent|unlikely)",
        ),
        ("doubt", rf"doubt [^.;:\n]{{0,40}}\b(?:modified|{_THING})"),
        (
            "all",
            rf"all (?:of (?:the )?|the )?(?:them |these |twelve |12 )(?:[\w'-]+ ){{0,2}}?(?:{_THING} )?"
            r"(?:can be |are |(?:seem|appear) (?:to be )?)(?:safely )?"
            r"(?:excluded|ruled out|absent|unlikely|rejected|lacking|missing|out)",
        ),
        ("not", rf"not (?:a single|one|a) (?:of (?:the |these )?)?(?:[\w'-]+ ){{0,2}}{_THING}"),
        ("none", r"none of (?:them|these|those|the above)(?=\s*(?:[.,;!]|\Z|appl|fit|match|seem))"),
        ("modification", r"modifications? (?:isn|aren)'t"),
        (
            "none",
            r"none of (?:the|these|those|them|any)[^.\n]{0,40}(?:modif\w+|labels?|classes"
            r"|options?|marks?|types?|12|twelve|apply|applies)",
        ),
        (
            "none",
            r"none (?:is|are|were|was|can|applies|apply|detected|predicted|found|present"
            r"|identified|expected|seems?)",
        ),
        ("kein", r"keine? (?:\w+ )?Modifi\w+"),
        ("nicht", "nicht modifiziert"),
        ("unmodifiziert", "unmodifiziert"),
        ("sin", r"sin (?:ninguna )?modific\w+"),
        ("no", r"no (?:hay|tiene|presenta|contiene) (?:\w+ )?modific\w+"),
        ("aucun", r"aucune? modific\w+"),
        ("aucune", "aucune(?= *[.!]| *$)"),
        ("pas", r"pas de modific\w+"),
        ("ninguna", "ninguna"),
    ]
)
_NO_CJK = re.compile(
    r"(?:没有|无|無|未)(?:任何)?(?:RNA)?(?:修饰|修飾)|未(?:检测到|发现|被)?[^。.\n]{0,6}修饰|修飾(?:は|が)?(?:な|あり?ません|ない"
    r"|され)"
)
_ALONE = re.compile(r"(?<![\w-])none(?![\w-])(?! of\b)", re.IGNORECASE)
_OPTION = re.compile(
    r"(?:\b(?:besides|except|apart from|other than)|\b\w*[A-Z0-9]\w*[\"'`]?\s?[,/]|\bor|\band)"
    r"\s*(?:or |and )?[\"'`]?\Z"
)
#: "I can't detect modifications" is no verdict; "I can't detect any" is one.
_UNABLE = re.compile(r"(?:can|could)(?:n?['’]|not )?\Z", re.IGNORECASE)
_ASKED = re.compile(r"[^.!?\n]{0,30}\?")
_EXCEPT = re.compile(
    r"\s*(?:other than|except|but|apart from|besides|beyond)\b"
    r"|[^.;!?\n]{0,60}\b(?:exception|except|save for|apart from|other than|but for|barring)\b",
    re.IGNORECASE,
)


def nothing_applies(words: Words, named: Sequence[tuple[int, int]] = ()) -> tuple[int, int] | None:
    """Where a text last says that no label applies; ``None`` where it does not.

    What denies one of the labels ``named`` ("no m6A modification") does not deny the others.

    "None" as the last of several options, "none of these motifs" and "none except" do not count.
    """
    text = words.text
    last: tuple[int, int] | None = None
    for span in _NO.matches(words):
        unable = (
            _UNABLE.search(text[max(0, span[0] - 8) : span[0]])
            and " any" not in text[span[0] : span[1]]
        )
        one = any(span[0] < start and end <= span[1] for start, end in named)
        if not (unable or (one and " any" not in text[slice(*span)])) and not (
            _EXCEPT.match(text, span[1])
        ):
            last = span
    if not text.isascii():
        for match in _NO_CJK.finditer(text):
            last = match.span()
    if "none" in words.stems:
        for match in _ALONE.finditer(text):
            start, end = match.span()
            passing = _OPTION.search(text[max(0, start - 16) : start]) or _ASKED.match(text, end)
            if not (passing or _EXCEPT.match(text, end)):
                last = (start, end) if last is None or start > last[0] else last
    return last
