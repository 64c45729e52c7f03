"""Units behind numbers.

Those an answer can have are groups of their own; all others make the number a ``quantity``. Example:
``UNIT.match("62 °C", 2).lastgroup`` is ``"celsius"``, of "50 nt" it is ``"quantity"``.
"""

from __future__ import annotations

import re

UNIT = re.compile(
    r"[\s~$*_]{0,2}(?:"
    r"(?P<percent>\\?%|[Pp]ercent(?:age points?)?\b|per ?cent\b|pct\b|[Pp]rozent\b|pour ?cents?\b"
    r"|por ?ciento\b|por cento\b|パーセント)"
    r"|(?P<celsius>\\?(?:°|º|˚|\^\{?\\circ\}?|\\circ|\\degree)\s?(?:\\(?:text"
    r"|mathrm)\{\s?)?C\b\}?|℃"
    r"|deg(?:rees?|\.)?[\s-]?C(?:elsius\b|entigrade\b|\b)|degrees?\b(?! (?:F|K|of)\b)"
    r"|[Cc]elsius\b"
    r"|Grad(?: Celsius)?\b|grados(?: Celsius| centígrados)?\b|degrés(?: Celsius)?\b|graus?\b"
    r"|C\b(?!-)"
    r"|摄氏度|攝氏度|度)"
    r"|(?P<fahrenheit>(?:°|º)\s?F\b|degrees? F(?:ahrenheit)?\b|Fahrenheit\b)"
    r"|(?P<kelvin>K\b(?!-)|[Kk]elvins?\b)"
    r"|(?P<fold>-?\s?fold\b(?! (?:in|back|up)\w*)|×(?!\s?\d)|x\b(?!\s?(?:\d|[A-Z]{3}))|倍)"
    r"|(?P<energy>(?:kcal|kJ)\b(?:(?:/|\s?·?\s?)mol\b)?)"
    r"|(?P<quantity>-?(?:nts?|bps?|kb|kbp|Mb|aa|AA|mers?|nucleotides?|nucleobases?"
    r"|base[ -]?pairs?|bases?"
    r"|amino[ -]acids?|residues?|codons?|letters?|characters?|positions?|Å[²³23]?|[Aa]ngstroms?|[nµμm]m"
    r"|cm"
    r"|[kM]?Da|kilodaltons?|daltons?|[fpnµμum]?M|[nµμukm]?[gG]\b(?:/[mµμ]?[lL])?|[nµμum][lL]"
    r"|[nµμump]?mol"
    r"|h|hrs?|hours?|mins?|minutes?|secs?|seconds?|s|ms|days?|weeks?|months?|years?|rpm|Hz|[km]?V"
    r"|mers?|ORFs?|Stunden|Minuten|Aminosäuren|Nukleotiden?|nucléotides?|acides aminés"
    r"|aminoácidos?"
    r"|nucleótidos?)(?![\w'’])|个|個|条|位|种|塩基|アミノ酸|氨基酸|核苷酸|残基|時間|小时|分钟)"
    r")"
)
