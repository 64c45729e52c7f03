"""Why there is no value: the second look at an answer from which nothing could be read.

:func:`missing` names the status of such a text. Example: ``"I cannot determine this without
experiments."`` is ``refused``, ``""`` is ``empty``, ``"Promoters drive transcription."`` is
``irrelevant``.
"""

from __future__ import annotations

import re

from biobench.parsers.answer import Answer
from biobench.parsers.cues import word_set
from biobench.parsers.text import MASK, Cleaned

_UNABLE = (
    r"can ?not|can't|could ?n[o']t|couldn't|am (?:not able|unable)"
    r"|is (?:not (?:possible|able)|impossible)",
    r"are (?:not able|unable)|it's (?:not possible|impossible)|unable"
    r"|not able|isn't possible|not feasible",
    r"(?:do not|don't) have the (?:ability|means)|(?:am|i'm) not (?:capable"
    r"|qualified|equipped)|is beyond|decline",
    r"would be (?:impossible|irresponsible)|(?:won't|will not"
    r"|wouldn't) be able|not in a position|no way",
    r"isn't something i|no reliable way",
)
_TASK = (
    r"determin\w*|predict\w*|say|tell|answer|assist|help|provide"
    r"|give|classify|assess|analy[sz]e|decide|know",
    r"conclude|make|infer|estimate|comply|fulfil+|offer|perform"
    r"|evaluate|do (?:that|this)|judge|identify|assign|annotate|compute",
    r"calculate|quantify|verify|confirm|establish|respond|access"
    r"|run|my abilit\w+|capabilit\w+|guess",
)
_DECLINING = (
    rf"(?:{'|'.join(_UNABLE)})\b(?! (?:agree|accept|deny|dispute))[^.!?\n]{{0,60}}"
    rf"\b(?:{'|'.join(_TASK)})\b",
    r"as an? (?:ai|artificial|(?:large )?language model|text)\b",
    r"(?:sorry|apologi[sz]e)\b(?! for (?:the|my|that)\b)",
    r"(?:decline|refuse) to\b",
    r"(?<!\| )n/?a\b|not (?:applicable|determinable|answerable|enough (?:information"
    r"|data|context|evidence to))",
    r"(?:insufficient|inadequate|not sufficient|not enough|too little"
    r"|lack of|more|additional|further"
    r"|without (?:more|further|additional|any)) (?:\w+ )?(?:information"
    r"|data|context|details|experiment\w*"
    r"|evidence to)",
    r"i (?:do not|don't|really don't|honestly don't) know\b|no idea\b|unknown\b",
    r"(?:impossible|not possible|hard|difficult) (?:for me )?to (?:determine"
    r"|predict|say|tell|know|answer"
    r"|give)",
    r"(?:undetermined|indeterminate|undeterminable|indeterminable"
    r"|inconclusive|undecidable|unanswerable)\b",
    r"(?:cannot|can't|can not) be (?:determined|predicted|answered"
    r"|assessed|inferred|established|known"
    r"|decided|classified|estimated|told|derived)",
    r"(?:consult|seek) (?:a|an|with)? ?(?:expert|specialist|professional|experimental)",
    r"lack the (?:tools|data|means)|(?:do not|don't) have (?:the tools"
    r"|any|access|direct|enough|the necessary|the means|a way)",
    r"no (?:reliable )?(?:prediction|answer|statement) (?:is )?possible"
    r"|no (?:means|way|tools?) (?:of|to)\b",
    r"(?:would |i'd )?(?:need|require)s? (?:more|hi-c|chip|\w+ (?:tools"
    r"|software|programs|algorithms)|specific"
    r"|speciali[sz]ed|additional|further|experimental|wet|lab)",
)
_REFUSED = re.compile(rf"\b(?:{'|'.join(_DECLINING)})", re.IGNORECASE)
_TOOLS = "means|tools|ability|access|way|data|basis"
_FIRM = re.compile(
    r"\b(?:(?:i|we)(?:'d|'ll|'m|'re| would| will| am| are| must| have to| need to| shall)? ?(?:"
    r"(?:rather|prefer(?: to)?|sooner)(?: not| give no| offer no| make no| abstain| decline| leave)"
    r"|(?:decline|abstain|refrain|refuse|pass(?= on|[.,;!]))\b"
    r"|(?:can ?not|can't|could(?: not|n't)|won't|will not|wouldn't|(?:un|not )able to|not equipped to"
    r"|not in a position to) (?:\w+ly )?(?:be able to )?(?:determine|predict|tell|answer"
    r"|assist|help|provide|classify|assess|decide|do (?:so|that|this|it)|work out|engage|process"
    r"|discuss|comment|evaluate|weigh in|commit|speculate|guess|hazard|comply|offer|judge|make a|give"
    r"|say (?:whether|if|for|with))\b"
    r"|(?:do not|don't) (?:answer|comment|discuss|engage|evaluate|process|speculate)\b"
    rf"|(?:do not|don't) have (?:the |any )?(?:{_TOOLS})\b"
    rf"|lack (?:the |any )(?:{_TOOLS})\b"
    rf"|have (?:none|no (?:{_TOOLS}))\b"
    r"|be guessing|not comfortable|in no position|can neither confirm)"
    r"|(?:only|best) way to (?:say|tell|know|determine|find out|decide)"
    r"|(?:as|being|i'm|i am) (?:just |only )?an? (?:large )?(?:language model|ai\b|chatbot"
    r"|text[- ]\w+ model)[^.!?\n]{0,60}\b(?:without access|(?:i|i'm|and|but) (?:not|do not|don't"
    r"|can ?not|can't|lack|am|have))\b"
    r"|(?:isn't|is not) something (?:that )?(?:i|we)(?:'m| am| can)\b"
    r"|(?:leave|leaving) [^.!?\n]{0,40}\bunanswered"
    r"|request (?:can(?:not|'t)|can not) be"
    r"|(?:rules|polic(?:y|ies)|guidelines) (?:do not|does not|don't|doesn't) allow"
    r"|no (?:verdict|answer|prediction|call|guess|opinion|assessment) (?:from me|from my)"
    r"|an?y? (?:answer|verdict|yes or no|label|guess)[^.!?\n]{0,20} would (?:only |merely |just )?be"
    r" (?:an? )?(?:guess|guesswork|speculation|speculative))",
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:but|however|still|yet|nevertheless|nonetheless|that said|even so|though)\b",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!?;:\n]|\bbut\b")
#: First letters of the words that the patterns above begin with: elsewhere they need not be tried.
_FIRST = word_set(
    "can cann coul am is are it unab not isn do don i would woul won will no as sorr apol decl"
    " refu n na insu inad too lack more addi furt with unkn impo hard diff unde inde inco unan"
    " cons seek need requ"
)
_LETTERS = re.compile(r"[a-z]+", re.IGNORECASE)
_CODE = re.compile(
    r"(?m)^[ \t]*(?:def \w+\(|import \w+|from [\w.]+ import |return\b|print\(|for \w+ in .*:|#include"
    r"|library\(|class \w.*:$|while .*:$|>>> )"
)
# Of the brackets and quotation marks behind an end only the first is tried.
_SENTENCE_END = re.compile(r"(?:[.!?:\]}|>]|(?<![\s)\"'*])\s*[)\"'*])[\s)\"'*]*\Z|\Z(?<=\u3002)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_TAG = re.compile(r"</?\w{1,20}>")
_BARE_LABEL = re.compile(
    r"\W*(?:the )?(?:(?:final|my) )?"
    r"(?:answer|prediction|response|output|result|label|class)(?: is)?\W*\Z",
    re.IGNORECASE,
)
_CUT_WORD = re.compile(
    r"\b(?:the|a|an|of|in|to|and|or|with|for|that|which|is|are|was|be|as|by|from|at|on|this|these|its|it|if|we|i"
    r"|between|because|since|more|than|both|such|not|has|have|can|may|would|could|their|then|when|where|see|find"
    r"|contains|shows|including|like|about|into|also|so|but)[\s,]*\Z|[,;(\-][\s]*\Z",
    re.IGNORECASE,
)

#: On-topic words of any of the tasks: a text without one of them is about something else.
_BIOLOGY = re.compile(
    r"(?i)\b(?:dna|rna|protein|sequence|gene|promoter|enhancer|nucleotide|peptide|antibod|antigen|motif|bind"
    r"|chromatin|histone|epigenetic|transcri|transla|residue|solub|structur|mark|site|region|interact|bases?\b"
    r"|gc|at-rich|composition|element|cpg|fold|helix|loop|stem|ribosom|amino|enzym|cells?\b|genom|intron|exon"
    r"|\w{0,6}rna|hairpin|splic|catal|ligand|virus|viral|epitop|loc[iu]|tss|tata)"
)


def missing(cleaned: Cleaned, *, echo: bool = False, background: bool = False) -> Answer:
    """Status of a text without a readable value.

    Parameters
    ----------
    cleaned : the text after :func:`biobench.parsers.text.clean`.
    echo : the parser saw nothing but the options it was asked to choose from.
    background : the parser saw general statements only.

    Notes
    -----
    In this order: empty, refused, truncated, irrelevant, undecided. A refusal counts even where the
    text breaks off behind it. "Cannot be determined" is a refusal, "cannot be ruled out" is not.
    """
    text = cleaned.text.strip()
    if not re.search(r"\w", _TAG.sub("", text).replace(MASK, "")) or _BARE_LABEL.match(text):
        if "unclosed_thinking" in cleaned.flags:
            return Answer(None, "truncated", "unclosed_thinking")
        if cleaned.flags & {"sequence", "echo", "code", "loop"} and "thinking" not in cleaned.flags:
            return Answer(None, "irrelevant", "nothing_left")
        return Answer(None, "empty")
    if not re.search(r"[^\W\d_]", text):
        return Answer(None, "irrelevant", "numbers")
    if match := _refusal(text) or _FIRM.search(text):
        return Answer(None, "refused", "refusal", cleaned.span(*_shifted(cleaned, match)))
    if "unclosed_thinking" in cleaned.flags:
        return Answer(None, "truncated", "unclosed_thinking")
    if "code" in cleaned.flags or len(_CODE.findall(text)) >= 2:
        return Answer(None, "irrelevant", "code")
    if "loop" in cleaned.flags or is_monotonous(text):
        return Answer(None, "irrelevant", "loop")
    if echo:
        return Answer(None, "irrelevant", "options")
    if is_cut(text):
        return Answer(None, "truncated", "cut_off")
    if background or text.endswith("?"):
        return Answer(None, "irrelevant", "background")
    if not _BIOLOGY.search(text) and len(_WORD.findall(text)) >= 4:
        return Answer(None, "irrelevant", "off_topic")
    return Answer(None, "undecided")


def is_monotonous(text: str) -> bool:
    """Whether a text says the same few words again and again."""
    words = text.lower().split()
    if len(words) >= 8 and len(set(words)) <= 3:
        return True
    return len(words) >= 14 and len(set(words)) < 0.4 * min(len(words), 100)


def breaks_off(text: str) -> bool:
    """Whether the last word of a text asks for another: "the", "because"."""
    return _CUT_WORD.search(text.rstrip()[-40:]) is not None


def is_cut(text: str) -> bool:
    """Whether a text of some length stops in the middle of a sentence."""
    text = text.rstrip()
    if breaks_off(text):
        return True
    last = text[text.rfind("\n") + 1 :]
    return (
        len(_WORD.findall(text)) >= 14
        and len(_WORD.findall(last)) >= (6 if ":" in last else 3)
        and not _SENTENCE_END.search(last)
    )


def _refusal(text: str) -> re.Match[str] | None:
    """The first place where a text declines; tried only at words that such phrases begin with."""
    for word in _LETTERS.finditer(text):
        if word[0][:4].lower() in _FIRST and (match := _REFUSED.match(text, word.start())):
            return match
    return None


def refusal_at(text: str) -> int | None:
    """Where a cleaned text first declines or says that it cannot tell."""
    match = _refusal(text)
    return match and match.start()


def declined(cleaned: Cleaned) -> bool:
    """Whether the writer says "I would rather not answer", whatever else the text names."""
    return _FIRM.search(cleaned.text) is not None


def declines(text: str, at: int, concluding: bool) -> bool:
    """Whether a text that says it declines means what it names at ``at``, too.

    "I can't be sure, but it binds" answers after all, and so does a conclusion unless it is what is
    declined: "so I'm not equipped to classify promoters".
    """
    match = _FIRM.search(text) or _refusal(text)
    if match is None:
        return False
    between = text[match.end() : max(at, match.end())]
    if concluding:
        return match.start() < at and not _ENDED.search(between)
    return _STILL.search(between) is None


def refused(cleaned: Cleaned) -> Answer | None:
    """The answer ``refused`` where the text declines or says that it cannot tell."""
    match = _refusal(cleaned.text)
    if match is None and (match := _FIRM.search(cleaned.text)) is None:
        return None
    return Answer(None, "refused", "refusal", cleaned.span(*match.span()))


def _shifted(cleaned: Cleaned, match: re.Match[str]) -> tuple[int, int]:
    lead = len(cleaned.text) - len(cleaned.text.lstrip())
    return match.start() + lead, match.end() + lead
