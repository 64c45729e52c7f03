"""Why a number can be no answer, from the words next to it.

The roles are those of :class:`~biobench.parsers.numeral.Numeral`; roles that need two numbers, such as
``range``, are given by :mod:`biobench.parsers.ranges`. Example: in "3 mutations" the 3 is a ``count``,
in "an R² of 0.9" the 0.9 is a ``statistic``.
"""

from __future__ import annotations

import re

from biobench.parsers.cues import word_set
from biobench.parsers.numeral import Numeral

_COUNT = re.compile(
    r"[\s-](?:(?:\d'-? ?)?(?!(?:and|or|is|as|with|for|in|of|because|which|since|the"
    r"|a)\b)[A-Za-z(][\w()'’/+-]{0,24}[\s-]|\d'\s)"
    r"{0,2}(?:mutations?|substitutions?|mutants?|sites?|motifs?|signals?|hairpins?|stems?|loops?"
    r"|helix|helices"
    r"|strands?|sheets?|domains?|copies|copy|mismatch(?:es)?|repeats?|layers?|sequences?"
    r"|proteins?|genes?"
    r"|enhancers?|promoters?|cysteines?|lysines?|prolines?|glycines?|arginines?|uAUGs?|uORFs?"
    r"|AUGs?|ATGs?"
    r"|start codons?|frames?|exons?|introns?|cells?|replicates?|experiments?|classes|labels?"
    r"|values?"
    r"|numbers?|decimals?|places?|digits?|types?|factors?|features?|reasons?|steps?|elements?"
    r"|regions?|chains?"
    r"|subunits?|bonds?|bridges?|pairs?|states?|options?|isoforms?|transcripts|tails?|clusters?"
    r"|groups?|turns?"
    r"|points?|categories|UTRs?|designs?|guides|sgRNAs|variants|rows|samples|molecules|genomes"
    r"|[x×]\s[A-Z]{3,}|[A-Z]{2,6}s|[A-Z][a-z]{2,9}\d|[A-Z]{2,5}-\d|Ala|Arg|Asn|Asp"
    r"|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|[A-Z](?=[,;)])"
    r"|switches|fragments|enzymes|models|species|GATA|DRE|TATA|Ohler\d?|AP-1|boxes|Gs?|Cs?|As?"
    r"|Us?|Ts?|in total)\b(?!['’\w])"
)
_POSITION = word_set(
    "position positions pos residue residues nucleotide nucleotides nt base bases codon exon "
    "intron chapter "
    "section sec figure fig table tab chromosome chr helix day week step stage option item line "
    "row type class "
    "group family motif strand domain chain subunit layer page ref reference version ver v ph nr "
    "no number step "
    "question example task case run model seed phase grade level round variant mutant stop uaug "
    "uorf sample gpt "
    "llama qwen build release note part site sites hek k562 hl60 locus amino domaine posición "
    "stelle isoform signal ohler"
)
_AT = re.compile(
    r"\b(?:sites?|motifs?|u?[AO]UGs?|u?ORFs?|hexamers?|signals?|elements?|boxe?s?|codons?"
    r"|hairpins?|stops?|[ACGTU]{1,8})"
    r"\s(?:(?:is|are|lies?|located|found|present)\s){0,2}at\s(?:[-+]?\d{1,4}(?:,|\sand"
    r"|,\sand)\s){0,4}\Z"
)
_LAST_WORD = re.compile(r"([^\W\d_][^\W_]*)[\s:.#(*_-]*$")
_STATISTIC = re.compile(
    r"(?:(?<![^\W\d_])(?:R(?:²|2|\^2)|r(?:²|2|\^2)|[Rr]ho|ρ|r|n|N|p|P|E|AU(?:RO|PR)?C|MCC|[PS]CC"
    r"|RMSD|RMSE"
    r"|MAE|MSE|pH|MOI|OD\d*"
    r"|[Dd]elta|Δ|MFE|Δ+G|ΔG°|dG|[Dd]elta ?G|Z|F1|kcat|Km|Kd|KD|IC50|EC50|pI|pKa|[eEp]-?value"
    r"|[Bb]it[- ]?score"
    r"|GC|GC%|[Gg][+/]?[Cc][ -]?[Cc]ontent|AT[ -]?content|AU[ -]?content|CpG(?: o/e)?|%\s?GC)"
    r"|\b(?:accuracy|correlation|coefficient|(?<!% )(?<!%)(?<!percent )[Cc]onfidence|[Cc]ertainty"
    r"|identity|similarity"
    r"|coverage|length|"
    r"free energy|energy|molecular weight|molecular mass|isoelectric point|GC[- ]?(?:fraction"
    r"|percentage|ratio)|"
    r"threshold|cut-?off|factor|standard deviation|error|uncertainty|wavelength|emission"
    r"|excitation"
    r"|[Cc]onfianza|"
    r"[Kk]onfidenz|hydrophobicity|GRAVY|charge|pseudo-?count|weight|probability of error))"
    r"[\s*_`\"’']{0,3}(?:\([^()\n]{0,24}\)\s?)?"
    r"(?:(?:of|is|was|being|at|about|around|approximately|approx\.?|roughly|near|score|value"
    r"|content|level|only|"
    r"just|exactly|nearly|almost|over|under|below|above|[=:≈~<>≤≥±])[\s*_]{0,3}){0,4}$"
)
#: First letters of what :data:`_STATISTIC` finds, to look before it searches.
_STEM = re.compile(r"(?<![^\W_])[^\W\d_]{1,4}|ρ|Δ")
_STATISTIC_STEMS = word_set(
    "r r² rho ρ n p e au auc auro aupr mcc pcc scc rmsd rmse mae mse ph moi od mfe δ δg Δ ΔG dg "
    "delt z f kcat "
    "km kd ic ec pi pka eval valu bit gc g at cpg "
    "accu corr coef conf cert iden simi cove leng free ener mole isoe thre cut cuto stan erro "
    "unce wave emis exci hydr grav char "
    "pseu weig prob fact"
)
_BOUND = re.compile(
    r"(?:(?<![-=])[<>≤≥⩽⩾]=?|\\(?:leq?|geq?|lt|gt)\b|\b(?:at (?:least|most)|(?:less|more|fewer"
    r"|greater|lower|higher|larger|smaller|"
    r"not more|no more|no less|better|worse) than|above|below|under|over"
    r"|(?:(?<![a-z] )|(?<=of )|(?<=by )|(?<=at )|(?<=with )|(?<=is )|(?<=be )|(?<=reach )|(?<=reaches )"
    r"|(?<=expect )|(?<=has )|(?<=have ))up to|exceed(?:s"
    r"|ing)?|in excess of|(?:north|south|upwards?) of|beyond|"
    r"well (?:above|below)|mehr als|weniger als|mindestens|höchstens|unter|über|moins de|plus de"
    r"|menos de|más de|"
    r"superior a|inferior a)|大于|小于|超过|低于|高于|不到)\s?(?:about |around |approximately "
    r"|or equal to |the |its |those )?[~$*≈]{0,2}$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(
    r"\s?[<≤≥]=?\s?[A-Za-z]"
    r"|\sat (?:the )?(?:very )?(?:most|least|best|worst)\b(?! guess)"
    r"|\s(?:and|or)\s(?:more|less|above|below|higher|lower|beyond|greater|fewer|better|worse|up|over)\b"
)
_BOUND_OF = re.compile(
    r"\b(?:exceeds?|above|below|over|under|surpass\w*|beats?|(?:higher|lower|more|less|better) than)"
    r"\s(?:the |its |their )?(?:[a-z]+\s)?(?:mean|average|median|usual|maximum|minimum|threshold)"
    r"\s(?:value |score )?of\s\Z"
)
_OWNED = re.compile(r"[,\s(-]{1,3}(?:which|and that|that)(?:'s| is) (?:my|what i)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,40}>\Z")
_BOUND_SIGNS = "<>≤≥⩽⩾\\大小超低高不"
_BOUND_WORDS = word_set(
    "least most than above below under over to exceed exceeds exceeding beyond "
    "excess north south upward upwards als mindestens höchstens unter über de a"
)
_CONFIDENCE = re.compile(
    r"[\s*-]{0,3}(?:confiden|certain\b|certainty|sure\b|CI\b|credib|probability|likelihood|chance"
    r"|prediction interval|confluen|formamide|glycerol|sucrose|serum|humidity|ethanol|NP-40"
    r"|identity|identical|similar|GC\b|G\+C|AT\b|AU\b|sequence identity|coverage|sicher|seguro"
    r"|accura)",
)
_CONFIDENCE_LEFT = re.compile(
    r"(?:confiden\w*|certain\w*|sure|GC|probability|chance)[\s:=*(]{0,4}(?:is|of|level|at|score"
    r"|about|around)?[\s:=*(~]{0,3}$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\s(?:lower|higher|brighter|dimmer|less|more)\b(?! or less)"
    r"|\s(?:log )?(?:units?|ribosomes?|degrees?)\s(?:below|above|lower|higher|less|more)\b"
)
_CHANGED_BY = re.compile(
    r"\b(?:exceed|surpass|beat|higher|lower|above|below|larger|smaller|stronger|weaker|differ|up\b|down\b|rais"
    r"|increas|decreas|reduc|drop|fall|fell|shift|rise|rose|gain|outdo)\w*[^.;:\d]{0,40}\sby\s"
    r"(?:about |around |roughly |some |another |only )?[~≈]?\Z",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:^|\n)[ \t]*(?:[-*•#]+\s*)?(?:\*\*)?\(?$")
_ITEM_AFTER = re.compile(r"\.?\)[ \t]+\S|\.(?:\*\*)?[ \t]+(?=\S)(?!\Z)|:?\*\*[ \t]+[A-Za-z]")
_OPERATOR_AFTER = re.compile(
    r"\s?(?:[*×·⋅÷^]|\\times|\\cdot)\s?[-(]?\d|\s\+\s(?:\d|log|ln)|\sx\s\d|/\d(?!\d*\.\d+/\d)"
    r"|\s/\s[\d.]{1,12}\s?=|\s?/\s?\(\d|\s?(?:\([^()\n]{0,30}\)\s?)?=\s?-?\d"
    r"|\s?\([^()\n]{0,30}\)\s?[-+]\s\d(?=[^\n=]{0,60}=)|[ ][-–][ ]\d[\d.]*\s?[=≈]|:\d"
    r"|\s:\s\d|\s(?:minus|plus|times|divided by)\s(?:the |about )?\d"
)
_OPERATOR_BEFORE = re.compile(
    r"\d\)?(?:\s?%)?\s?(?:[*×·⋅÷^]|\\times|\\cdot)\s?\(?$|\d\sx\s$|\d\)?/\(?$|\d\)?\s\+\s\(?$"
    r"|\d\)?[ ][-–][ ]$|\)\s\+\s$|\d:$|\d\s:\s$|log_?(?:10|[2₂])\s?\($"
)
_OPERATOR_WORDS = ("minus ", "plus ", "times ", "divided by ")
_WORD_BEFORE = re.compile(r"\d\s?%?\s(?:minus|plus|times|divided by)\s(?:the |about )?\Z")
#: Shares of other things than what is measured.
_OF_OTHERS = re.compile(
    r"\s(?:of|in)\s(?:(?:the|all|its|their|known|human|mammalian|mouse|yeast|bacterial|eukaryotic|coding"
    r"|protein|protein-coding|tested|random|natural|these|those|such|amino|most|\d+)\s){0,3}(?:genes?|genomes?"
    r"|proteins?|proteomes?|residues?|bases?|nucleotides?|positions?|acids?|families|species|variants"
    r"|mutants|designs|guides|sgRNAs|siRNAs|leaders|patients|tumou?rs|variance|exons?|introns?|letters"
    r"|sequences?|CDS|ORF|UTR|length|window"
    r"|substitutions|mutations|pairs|cell lines|studies)\b(?!'|\s(?:transcripts|messages|mRNA|reads))"
)
_OPERATORS = frozenset("*×·⋅÷^/+-–(stx:")
_CHAIN = re.compile(r"\d\.\d+/-?\d*\.\d+/$")
_ERROR = re.compile(
    r"(?:±|\+/-|\+-|\\pm|give or take|plus[- ](?:or[- ])?minus|uncertainty of)\s?\Z"
)
_TOP = re.compile(
    r"\b(?:top|bottom|best|worst|lowest|highest|upper|lower|first|last)\s\Z", re.IGNORECASE
)
#: What may follow a whole number that is an answer; any other word makes it a count of something.
_NO_NOUN = re.compile(
    r"\s(?!(?:and|or|but|is|as|in|on|at|to|of|by|for|if|so|the|this|that|these|with|because|since"
    r"|which|would"
    r"|should|could|will|was|are|be|per|based|given|due|means|mean|seems|appears|reflects"
    r"|represents"
    r"|indicates|suggests|considering|when|while|where|from|out|here|again|now|then|than|not|if"
    r"|maybe"
    r"|perhaps|remaining|remains|remain|left|residual|still|ribosomes?|degrees|percent|point"
    r"|units?|on"
    r"|overall|rather|instead|a|an|it|its|i|we|my|max|min|vs|versus|und|oder|ist|et|est|y|o|es"
    r"|after|before"
    r"|log|fold|too|also|only|hk|dev|arbitrary|relative|versus|over|under|up|down|between|about|around|above|below"
    r"|ribosomen|prozent|grad|grados)\b|[a-z]+ly\b)[a-z][a-z-]{2,}"
)
_OUT_OF = re.compile(
    r"\s(?:of (?:them|which|these|those|its|all)\b"
    r"|(?:in|out of|of)\s(?:the\s)?(?!1(?:\.0+)?(?![\d.])|100(?!\d)\s?%?[.\s]*\Z)\d{1,6}\b)"
)
_OF_ALL = re.compile(r"\d\s(?:in|out of|of)\s(?:the\s)?\Z")
_SCALE = re.compile(
    r"\d\s?(?:out of|of|on a scale of)\s(?:the |a |an )?(?:maximum |possible )?(?:of )?\Z"
)
_SCALE_WHERE = re.compile(r"\bscale (?:where|in which|on which|with|whose)\b[^,;.]{0,60}\Z")
_BASE = re.compile(r"\s?(?:=|is (?:an? )?)\s?[ACGTU]\b")
_CITATION = re.compile(r"\[(?:\d+[,–-]\s?)*$")
_YEAR_LEFT = re.compile(r"(?:et al\.?,?|[(,;]|\bin|since|from|of|CASP\d*|[A-Z][a-z]+,?)\s*\(?$")
_SUM_AFTER = re.compile(r"\s?=\s?-?\d[\d.]*\s?(?:\([^()\n]{0,30}\)\s?)?[-+×*]\s?\d")
_OF_ONE = re.compile(r"\s?/\s?1(?:0|00|\.0+)?(?![\d.])")


def role_of(text: str, left: str, n: Numeral) -> str:
    """The role of a number, or the empty text if it can be an answer.

    ``left`` is the text before it, without its sign.
    """
    if not n.unit and not n.decimal and (role := _of_whole_number(text, left, n)):
        return role
    if _ERROR.search(left):
        return "error"
    if left.endswith("of ") and _SCALE.search(left):
        return "scale"
    if "scale" in left and _SCALE_WHERE.search(left):
        return "scale"
    if n.unit != "percent" and (
        _CHANGED.match(text, n.stop) or (" by " in left[-20:] and _CHANGED_BY.search(left))
    ):
        return "change"
    if left.endswith("/") and (n.value < 0 or _CHAIN.search(left)):
        return ""
    if _is_operand(text, left, n):
        return "operand"
    if n.unit == "percent" and (role := _of_percentage(text, left, n.stop)):
        return role
    if (n.unit == "percent" or n.decimal or n.value <= 100) and _is_statistic(left):
        return "statistic"
    if not n.unit and not n.decimal:
        word = _LAST_WORD.search(left[-24:])
        if word and word[1].lower() in _POSITION:
            return "position"
        if left.endswith(("#", "№", "第")) or _AT.search(left):
            return "position"
    return "bound" if _is_bound(text, left, n.stop) else ""


def _of_whole_number(text: str, left: str, n: Numeral) -> str:
    """Roles that only a whole number without a unit can have."""
    after = text[n.end : n.end + 1]
    if after and after in "'’′´`" and n.value in (2, 3, 5):
        return "prime"
    if text[n.end : n.end + 6].lower().lstrip("- ").startswith("prime"):
        return "prime"
    if 0 < n.value < 100 and _ITEM.search(left) and _ITEM_AFTER.match(text, n.end):
        return "item"
    if _CITATION.search(left) and after in "],–-":
        return "citation"
    if 1900 <= n.value <= 2099 and n.end - n.start == 4 and _YEAR_LEFT.search(left):
        return "year"
    if _COUNT.match(text, n.end) or _NO_NOUN.match(text, n.end):
        return "count"
    if _OUT_OF.match(text, n.end) or _OF_ALL.search(left):
        return "operand"
    return "position" if _BASE.match(text, n.end) else ""


def _is_operand(text: str, left: str, n: Numeral) -> bool:
    """Whether a number is part of a calculation that goes on before or behind it."""
    quotient = left.endswith(" / ") and left[-4:-3].isdigit()
    if quotient and text[n.stop : n.stop + 3].lstrip().startswith("="):
        return True
    if left.endswith(("/", "^")) and left[-2:-1].isdigit():
        return True
    if left.rstrip()[-1:] in _OPERATORS and _OPERATOR_BEFORE.search(left):
        return True
    if any(word in left[-16:] for word in _OPERATOR_WORDS) and _WORD_BEFORE.search(left):
        return True
    after = _OPERATOR_AFTER.match(text, n.stop)
    if after is None or _OF_ONE.match(text, n.stop):
        return False
    return _SUM_AFTER.match(text, n.stop) is None  # "0.66 = 0.2 + 0.46"


def _of_percentage(text: str, left: str, stop: int) -> str:
    """Roles that only a percentage can have."""
    if _CONFIDENCE.match(text, stop) or _CONFIDENCE_LEFT.search(left):
        return "confidence"
    return "statistic" if _TOP.search(left) or _OF_OTHERS.match(text, stop) else ""


def _is_statistic(left: str) -> bool:
    """Whether the words before a number name another quantity, such as an R² or a GC content."""
    known = not _STATISTIC_STEMS.isdisjoint(_STEM.findall(left.lower()))
    return known and _STATISTIC.search(left) is not None


def _is_bound(text: str, left: str, stop: int) -> bool:
    """Whether a number only limits the answer: "above 0.5", "0.5 or more"."""
    if _BOUND_AFTER.match(text, stop):
        return True
    if left.endswith(" of ") and _BOUND_OF.search(left):
        return True
    tail = left[-32:]  # a quick look at the words that can make it a bound
    if not any(sign in tail for sign in _BOUND_SIGNS) and _BOUND_WORDS.isdisjoint(
        tail.lower().split()
    ):
        return False
    if _BOUND.search(left[-40:]) is None or _OWNED.match(text, stop):
        return False
    return not (left[-1] == ">" and _TAG.search(left))
