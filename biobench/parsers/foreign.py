"""Short yes-or-no answers in other languages: Chinese, Japanese, German, Spanish, French.

Models answer in another language now and then. :func:`verdict` reads plain sentences of those, and of
Italian and Portuguese; what it cannot place it leaves alone. Example: ``verdict("Die Sequenz enthält
keinen Promotor.")`` is ``False``.
"""

from __future__ import annotations

import re

from biobench.parsers.grammar import word_set

_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_OPEN_HAN = re.compile(
    r"无法|不能确定|不确定|难以|不排除|不能排除|(?<!很)(?<!极)(?<!最)(?<!不)可能|也许|或许"
)
_IDIOM_HAN = re.compile(r"毫无疑问|无疑|不仅|不但|不只")
_NO_HAN = re.compile(r"不|没|无|未|否|非|缺乏|缺少|阴性")
_YES_HAN = re.compile(r"是|有|存在|包含|含|具|会|能|可以|结合|属于|相互作用|可溶|中和|识别|阳性|对")
_OPEN_KANA = re.compile(r"かもしれ|可能性が?あ|わかりません|分かりません|できません|不明")
_NO_KANA = re.compile(r"ません|ない|なし|いいえ|ず[、。]|非|不")
_YES_KANA = re.compile(r"はい|です|ます|ある|あり|する|した")

#: One of these marks a text as English; "no", "a" and "in" belong to other languages as well.
_ENGLISH = word_set(
    "the is of this it there does are that yes and with not be answer sequence was has they there's"
    " it's isn't doesn't don't bind bound for"
)
#: Words that two of the languages, or English, share tell none of them.
_SHARED = word_set("no a me in son es die was")
#: Verdicts that open an answer in other languages; what follows them explains.
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NO_RUSSIAN = re.compile(r"(?i)\b(?:не|нет|отсутств\w*|нераствор\w*|без)\b")
_OPEN_RUSSIAN = re.compile(r"(?i)\b(?:возможно|может быть|вероятно ли)\b")
_UNABLE_RUSSIAN = re.compile(
    r"(?i)\b(?:невозможно|не могу|нельзя) (?:определить|сказать|предсказать)"
)
_OPENERS = {"да": True, "нет": False, "sim": True, "não": False, "tak": True, "nie": False}
_WORDS = {
    "de": word_set(
        "unlöslich bindestelle vom zum zur antikörper löslich gebunden interagieren interagiert"
        " neutralisiert promotor hier handelt um liegt wird werden kann als mit von auf für diese"
        " dieser dieses der die das ist ein eine einen es und nicht kein keine keinen ja nein"
        " sequenz enthält sie bindet im den dem sind"
    ),
    "es": word_set(
        "promotor interactúan interactúa reconoce neutraliza unión anticuerpo antígeno se trata"
        " por lo tanto del al como más también entre ambos la el es un una que de no sí si"
        " secuencia contiene proteína los las esta este en con ningún ninguna hay son"
    ),
    "fr": word_set(
        "c'est promoteur lié liée lie soluble interagissent interagit reconnaît neutralise"
        " liaison il s'agit d'un d'une bien sûr l'on n'y cet ces aux du par avec la le les est un"
        " une cette ce elle ne pas oui non séquence contient de des dans et aucun aucune"
        " l'anticorps protéine n'est"
    ),
    "it": word_set(
        "promotore solubile il lo gli una è non sì sequenza proteina questo questa della nella"
        " dei delle quindi lega qui si tratta di un nel nei l'anticorpo che ed"
    ),
    "pt": word_set(
        "o os um uma é não sim sequência proteína esta este da do na no das dos portanto liga que"
        " se trata de com anticorpo aqui ao"
    ),
}
_NO = {
    "de": word_set("nicht kein keine keinen keinem keiner nein weder niemals unlöslich nie"),
    "es": word_set("no ningún ninguna ninguno nunca tampoco sin insoluble carece"),
    "it": word_set("non no nessun nessuna nessuno né insolubile senza"),
    "pt": word_set("não nenhum nenhuma nem insolúvel sem"),
    "fr": word_set("non pas aucun aucune jamais sans n'est insoluble ni"),
}
_OPEN = word_set(
    "vielleicht möglicherweise könnte quizás quizá posiblemente podría peut-être pourrait"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def verdict(text: str) -> bool | str | None:
    """``True``, ``False``, ``"ambiguous"``, ``"refused"``, or ``None`` for any other text."""
    if not text.isascii() and (_HAN.search(text) or _KANA.search(text)):
        return _east_asian(text)
    if len(_CYRILLIC.findall(text[:200])) > 4:
        return _russian(text)
    words = text.lower().split()
    if words and (opener := _OPENERS.get(words[0].strip(",.!:;*"))) is not None:
        return opener
    if len(words) > 80 or len(words) < 3 or not _ENGLISH.isdisjoint(words):
        return None
    tokens = _WORD.findall(text.lower())
    counts = {name: sum(t in known for t in tokens) for name, known in _WORDS.items()}
    if len({*tokens} & _WORDS[max(counts, key=lambda n: counts[n])] - _SHARED) < 2:
        return None
    name = max(counts, key=lambda n: counts[n])
    if counts[name] < min(3, len(tokens) - 1) or counts[name] < len(tokens) / 4:
        return None
    if not _OPEN.isdisjoint(tokens):
        return "ambiguous"
    first = tokens[0]
    if first in ("ja", "sí", "si", "oui"):
        return True
    return _NO[name].isdisjoint(tokens)


def _russian(text: str) -> bool | str | None:
    first = text.split(maxsplit=1)[0].lower().strip(",.!:;*")
    if first in _OPENERS:
        return _OPENERS[first]
    if len(text) > 200:
        return None
    if _UNABLE_RUSSIAN.search(text):
        return "refused"
    if _OPEN_RUSSIAN.search(text):
        return "ambiguous"
    return _NO_RUSSIAN.search(text) is None


def _east_asian(text: str) -> bool | str | None:
    sentence = next(
        (s for s in re.split(r"[.!?\n。！？]", text) if _HAN.search(s) or _KANA.search(s)), ""
    )
    if len(re.findall(r"[A-Za-z]{3,}", text)) > len(sentence):
        return None
    if _KANA.search(text):
        if _OPEN_KANA.search(sentence):
            return "refused" if "ません" in sentence and "かもしれ" not in sentence else "ambiguous"
        if _NO_KANA.search(sentence):
            return False
        return True if _YES_KANA.search(sentence) else None
    sentence = _IDIOM_HAN.sub("", sentence)
    if _OPEN_HAN.search(sentence):
        return "refused" if re.search(r"无法|难以|不能确定", sentence) else "ambiguous"
    if _NO_HAN.search(sentence):
        return False
    return True if _YES_HAN.search(sentence) else None
