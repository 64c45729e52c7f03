"""Numbers in prose: where they stand, what they are worth, and which of them can be no answer.

:func:`numerals` turns a text into :class:`~biobench.parsers.numeral.Numeral` objects. A biology
answer is full of numbers that answer nothing, so each carries a ``role``: in "For this 5' leader of
50 nt I'd predict an MRL of 6.81." the 5 has the role ``prime``, the 50 ``quantity`` and only 6.81 has
the empty role of a value.
"""

from __future__ import annotations

import re

from biobench.parsers.cues import word_set
from biobench.parsers.numeral import Numeral
from biobench.parsers.ranges import pair_up, share_nouns, without_items
from biobench.parsers.units import UNIT

#: A text with more numbers than this is no answer; its beginning and its end are kept.
MOST = 240

_FOLD = str.maketrans(
    "０１２３４５６７８９．，％－＋～٠١٢٣٤٥٦٧٨٩−﹣",
    "0123456789.,%-+~0123456789--",
)
_MINUS = "-–‐‑"
_NUMBER = re.compile(
    r"\d+(?:[.,'’\u00a0\u2009\u202f]\d+)*"
    r"(?P<exp>[eE][-+–]?\d{1,3}(?!\w)"
    r"|\s?(?:[xX×*·⋅]|\\times|\\cdot)\s?10(?:\^|\*\*)?\s?[{(]?[-+–⁻⁺]?[\d⁰¹²³⁴-⁹]{1,3}[)}]?"
    r"|(?<=(?<!\d)10)(?:\^|\*\*)\s?[{(]?[-+–]?\d{1,3}[)}]?|(?<=(?<!\d)10)[⁻⁺]?[⁰¹²³⁴-⁹]{1,3})?"
)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺–", "0123456789-+-")
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
    r"|Cys|Gln|Glu|Gly|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val|[A-Z](?=[,;)])|switches|fragments|enzymes|models|species|GATA|DRE|TATA|Ohler\d?|AP-1|boxes|Gs?|Cs?|As?"
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
    r"|MFE|Δ+G|ΔG°|dG|[Dd]elta ?G|Z|F1|kcat|Km|Kd|KD|IC50|EC50|pI|pKa|e-?value|E-?value|p-?value"
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
    r"|\sat (?:the )?(?:very )?(?:most|least|best|worst)\b"
    r"|\s(?:and|or)\s(?:more|less|above|below|higher|lower|beyond|greater|fewer|better|worse|up|over)\b"
)
_OWNED = re.compile(r"[,\s(-]{1,3}(?:which|and that|that)(?:'s| is) (?:my|what i)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,40}>\Z")
_BOUND_SIGNS = "<>≤≥⩽⩾\\大小超低高不"
_BOUND_WORDS = word_set(
    "least most than above below under over to exceed exceeds exceeding beyond of als mindestens "
    "höchstens unter über de a"
)
_CONFIDENCE = re.compile(
    r"[\s*-]{0,3}(?:confiden|certain\b|certainty|sure\b|CI\b|credib|probability|likelihood|chance"
    r"|prediction interval"
    r"|identity|identical|similar|GC\b|G\+C|AT\b|AU\b|sequence identity|coverage|sicher|seguro"
    r"|accura)",
)
_CONFIDENCE_LEFT = re.compile(
    r"(?:confiden\w*|certain\w*|sure|GC|probability|chance)[\s:=*(]{0,4}(?:is|of|level|at|score"
    r"|about|around)?[\s:=*(~]{0,3}$",
    re.IGNORECASE,
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
)
_OPERATOR_BEFORE = re.compile(
    r"\d\)?(?:\s?%)?\s?(?:[*×·⋅÷^]|\\times|\\cdot)\s?\(?$|\d\sx\s$|\d\)?/\(?$|\d\)?\s\+\s\(?$"
    r"|\d\)?[ ][-–][ ]$|\d:$|log_?(?:10|[2₂])\s?\($"
)
_WORD_AFTER = re.compile(r"\s(?:minus|plus|times|divided by)\s(?:the |about )?\d")
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
_MINUS_WORD = re.compile(
    r"(?:\b(?:minus|negative|moins|menos|meno)\s|负|負|マイナス)\s?$", re.IGNORECASE
)
_MINUS_ENDS = frozenset(" \t负負ス")
_GLUED = re.compile(r"(?<![^\W_])[a-z]{2,12}$|[a-z]{3}$")
_OUT_OF = re.compile(
    r"\s(?:of (?:them|which|these|those|its|all)\b"
    r"|(?:in|out of|of)\s(?:the\s)?(?!1(?:\.0+)?(?![\d.])|100(?!\d)\s?%?[.\s]*\Z)\d{1,6}\b)"
)
_OF_ALL = re.compile(r"\d\s(?:in|out of|of)\s(?:the\s)?\Z")
_SCALE = re.compile(
    r"\d\s?(?:out of|of|on a scale of)\s(?:the |a |an )?(?:maximum |possible )?(?:of )?\Z"
)
_BASE = re.compile(r"\s?(?:=|is (?:an? )?)\s?[ACGTU]\b")
_CITATION = re.compile(r"\[(?:\d+[,–-]\s?)*$")
_YEAR_LEFT = re.compile(r"(?:et al\.?,?|[(,;]|\bin|since|from|of|CASP\d*|[A-Z][a-z]+,?)\s*\(?$")
_COMMA_LANGUAGE = re.compile(
    r"\b(?:der|die|das|ist|liegt|beträgt|wert|und|für|etwa|ungefähr|est|les|une|valeur|environ|la"
    r"|el|los|del|valor|"
    r"aproximadamente|es|por|são|é|di|il|är|och|het|een)\b|\d,\d{1,2}(?!\d)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-Za-zÀ-ɏΑ-ωµ_]")


def fold_digits(text: str) -> str:
    """Full-width and Arabic-Indic digits and minus signs as ASCII, character by character.

    Offsets stay valid.
    """
    return text if text.isascii() else text.translate(_FOLD)


def numerals(text: str) -> list[Numeral]:
    """All numbers of a text, in order, those that can be no answer with their role.

    A range gives two numbers with the role ``range``: no end of it is a point estimate. A decimal
    comma is told from a thousands separator by its digits ("0,35"; "2,204") and, where both fit,
    by the language of the text. At most :data:`MOST` numbers are returned, the first and the last.
    """
    text = fold_digits(text)
    matches = list(_NUMBER.finditer(text))
    if len(matches) > MOST:
        matches = matches[: MOST // 4] + matches[-(MOST - MOST // 4) :]
    found: list[Numeral] = []
    for match in matches:
        found.extend(_read(text, match))
    if len(found) < 2:
        return found
    return pair_up(text, share_nouns(text, without_items(text, found)))


def _read(text: str, match: re.Match[str]) -> list[Numeral]:
    """The number or, for glued lists such as ``0.07,1.15``, the numbers of one match."""
    start, end = match.span()
    exponent = match["exp"]
    if text[start - 1 : start] == "." and not (
        start > 1 and (text[start - 2].isalnum() or text[start - 2] in "_.)")
    ):
        start -= 1  # .75
    body = text[start : match.start("exp") if exponent else end]
    parts = _split(text, body)
    if parts is None:
        return [Numeral(0.0, start, end, end, role="dotted")]
    if len(parts) > 1:
        out = []
        for offset, part in parts:
            at = start + offset
            out.append(_numeral(text, at, at + len(part), float(part), "." in part))
        return out
    plain = parts[0][1]
    decimal = "." in plain
    if exponent:
        power = exponent.translate(_SUPERSCRIPT).strip()
        if power[0] in "xX×*·⋅\\" and not power.startswith("**"):
            power = power.replace("10", "", 1)
        elif power[0] not in "eE":
            plain = "1"
        plain = f"{plain}e{re.sub(r'[^0-9+-]', '', power)}"
        decimal = True
    try:
        value = float(plain)
    except ValueError:
        return [Numeral(0.0, start, end, end, role="word")]
    if value in (float("inf"), float("-inf")):
        return [Numeral(0.0, start, end, end, role="word")]
    return [_numeral(text, start, end, value, decimal)]


def _split(text: str, body: str) -> list[tuple[int, str]] | None:
    """Plain decimal texts inside a glued body, with offsets; ``None`` for dotted codes."""
    if len(body) > 200:
        return None
    if body.isdigit():
        return [(0, body)]
    if body[0] == ".":
        return [(0, body)] if body[1:].isdigit() else None
    for mark in "'’\u00a0\u2009\u202f":
        if mark in body:
            groups = body.split(mark)
            if (
                all(len(g.split(".")[0].split(",")[0]) == 3 for g in groups[1:])
                and len(groups[0]) < 4
            ):
                return _split(text, body.replace(mark, ""))
            return None
    dots, commas = body.count("."), body.count(",")
    if not commas:
        return [(0, body)] if dots == 1 else None
    if commas == 1 and not dots:
        whole, part = body.split(",")
        thousands = len(part) == 3 and whole != "0" and len(whole) < 4
        if thousands and not _COMMA_LANGUAGE.search(text):
            return [(0, whole + part)]
        return [(0, f"{whole}.{part}")]
    groups = body.split(",")
    if (
        all(len(g.split(".")[0]) == 3 for g in groups[1:])
        and dots <= 1
        and "." not in "".join(groups[:-1])
        and len(groups[0]) < 4
        and groups[0] != "0"
    ):
        return [(0, body.replace(",", ""))]
    if (
        commas == 1
        and all(len(g) == 3 for g in groups[0].split(".")[1:])
        and dots > 1 - ("." in groups[1])
        and "." not in groups[1]
    ):
        return [(0, body.replace(".", "").replace(",", "."))]
    if (
        commas == 1
        and dots == 1
        and "." in groups[0]
        and len(groups[0].split(".")[1]) == 3
        and len(groups[1]) < 3
    ):
        return [(0, groups[0].replace(".", "") + "." + groups[1])]
    if any(g.count(".") > 1 for g in groups):
        return None
    out, offset = [], 0
    for group in groups:
        out.append((offset, group))
        offset += len(group) + 1
    return out


def _numeral(text: str, start: int, end: int, value: float, decimal: bool) -> Numeral:
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    left = text[max(0, start - 70) : start]
    role = ""
    sign_at = start
    if before in _MINUS and before:
        prior = text[start - 2] if start > 1 else ""
        if (
            not prior
            or prior in " \t\n([{=:,;|*_`\"'$>~≈</→±^（：，＝"
            or not (prior.isdigit() or _LETTER.match(prior) or prior in "%°℃.)]-")
        ):
            value, sign_at = -value, start - 1
        elif not decimal and _LETTER.match(prior):
            role = "word"
        left = left[:-1]
    elif before == "+":
        sign_at = start - 1
        left = left[:-1]
    elif before and _LETTER.match(before):
        if not (decimal and _GLUED.search(left)) or left.endswith("version"):
            role = "word"
    elif (
        before == " " and start > 2 and text[start - 2] in _MINUS and _SPACED_SIGN.search(left[:-2])
    ):
        value, sign_at = -value, start - 2
        left = left[:-2]
    if left[-1:] in _MINUS_ENDS and _MINUS_WORD.search(left[-16:]):
        value = -value
    unit, stop = "", end
    if after and not role:
        match = UNIT.match(text, end)
        if match:
            unit, stop = match.lastgroup or "", match.end()
            if unit == "quantity" or (text[stop : stop + 1] == "/" and unit == "celsius"):
                unit, role = "", "quantity"
        elif _LETTER.match(after) or (after == "-" and text[end + 1 : end + 2].isalpha()):
            role = "word"
    if not role:
        role = _role(text, left, start, end, stop, value, decimal, unit, after)
    return Numeral(value, sign_at, end, stop, unit, role, decimal)


_SPACED_SIGN = re.compile(r"(?:[:=(≈~]|\bis|\bof|\bat)\s?[*_]{0,2}$")


def _role(
    text: str,
    left: str,
    start: int,
    end: int,
    stop: int,
    value: float,
    decimal: bool,
    unit: str,
    after: str,
) -> str:
    """Why a number in its context is no answer, or the empty text."""
    if after and after in "'’′´`" and not decimal and value in (2, 3, 5) and not unit:
        return "prime"
    if not decimal and not unit:
        if text[end : end + 6].lower().lstrip("- ").startswith("prime"):
            return "prime"
        if (
            value == int(value)
            and 0 < value < 100
            and _ITEM.search(left)
            and _ITEM_AFTER.match(text, end)
        ):
            return "item"
        if _CITATION.search(left) and after in "],–-":
            return "citation"
        if 1900 <= value <= 2099 and end - start == 4 and _YEAR_LEFT.search(left):
            return "year"
        if _COUNT.match(text, end) or _NO_NOUN.match(text, end):
            return "count"
        if _OUT_OF.match(text, end) or _OF_ALL.search(left):
            return "operand"
        if _BASE.match(text, end):
            return "position"
    if _ERROR.search(left):
        return "error"
    if left.endswith("of ") and _SCALE.search(left):
        return "scale"
    if unit != "percent" and left.endswith(" ") and _CHANGED_BY.search(left):
        return "change"
    if left.endswith("/") and _CHAIN.search(left):
        return ""
    if (
        left.endswith(" / ")
        and left[-4:-3].isdigit()
        and text[stop : stop + 3].lstrip().startswith("=")
    ):
        return "operand"
    if value < 0 and left.endswith("/"):
        return ""
    if (left.endswith(("/", "^")) and left[-2:-1].isdigit()) or (
        left.rstrip()[-1:] in _OPERATORS and _OPERATOR_BEFORE.search(left)
    ):
        return "operand"
    if _WORD_AFTER.match(text, stop) or _WORD_BEFORE.search(left):
        return "operand"
    if _OPERATOR_AFTER.match(text, stop) and not re.match(
        r"\s?/\s?1(?:0|00|\.0+)?(?![\d.])", text[stop : stop + 8]
    ):
        return "operand"
    if unit == "percent" or decimal or value <= 100:
        if unit == "percent" and (_CONFIDENCE.match(text, stop) or _CONFIDENCE_LEFT.search(left)):
            return "confidence"
        if unit == "percent" and (_TOP.search(left) or _OF_OTHERS.match(text, stop)):
            return "statistic"
        if not _STATISTIC_STEMS.isdisjoint(_STEM.findall(left.lower())) and _STATISTIC.search(left):
            return "statistic"
    if not unit and not decimal:
        word = _LAST_WORD.search(left[-24:])
        if word and word[1].lower() in _POSITION:
            return "position"
        if left.endswith(("#", "№", "第")) or _AT.search(left):
            return "position"
    if _OWNED.match(text, stop):
        return ""
    if _BOUND_AFTER.match(text, stop) or (
        _bounded(left) and _BOUND.search(left) and not (left[-1] == ">" and _TAG.search(left))
    ):
        return "bound"
    return ""


def _bounded(left: str) -> bool:
    """Quick test whether the words before a number can make it a bound."""
    tail = left[-32:]
    return any(sign in tail for sign in _BOUND_SIGNS) or not _BOUND_WORDS.isdisjoint(
        tail.lower().split()
    )
