"""Words that decide how the name of a class is meant, beyond those of :mod:`biobench.parsers.vocabulary`.

Some only matter where there are several names to choose from ("more precisely"); the others are those
of five more languages. East Asian phrases are written as :func:`biobench.parsers.text.space_out` leaves
a text, with blanks between the characters. Example: "nicht" denies like "not", "而 不 是" like
"rather than".
"""

from __future__ import annotations

from collections.abc import Iterator

from biobench.parsers import vocabulary as vo

#: Stands for a "no" that takes back what was said: two letters that no answer holds.
TAKEN_BACK = "\u1e85\u1e85"
#: What follows narrows down, or replaces, what was named before.
_NARROW = (
    """
    more precisely|more specifically|more exactly|more accurately|or rather|to be precise
    |to be exact|to be specific|to be more precise|to be more specific|more properly
    |or more precisely|or more specifically|genauer gesagt|más concretamente|más precisamente
    |plus précisément|pardon|excuse me|my bad|"""
    + TAKEN_BACK
)

#: What stands behind them is taken back.
_WITHDRAW = """
    withdraw|withdrawing|retract|retracting|abandon|abandoned|give up on|take back|drop|dropped
    |dropping|i discard|strike|struck"""
#: Of a class it means nothing to be a family, or to be described; of a property it does.
_PLAIN = """
    domain|domains|pocket|pockets|groove|fold|module|modules|family|flanking|label|call|status
    |classification|identification|annotation|describes|denotes"""
_MUTUAL = "weighing|against each other|against one another|one against the other"
#: One is left, or two.
_LEAVES = """
    come down on|comes down on|come down for|comes down to|opt for|my money is on
    |which leaves|that leaves|this leaves|leaves us with|leaves only|leaving|what remains is
    |what is left is|what's left is|the only one left is|all that remains is"""
#: The same where it stands in the clause that excludes the others.
_LEFT = """
    leaves|left with|arrive at|arrives at|end up with|ends up with|i prefer|i'd prefer|i favour
    |i favor"""
_GO = "let's go with|let's say|let's call it|let's take|let us go with"
_BOTH = """
    can't choose|cannot choose|couldn't choose|unable to choose|can't settle|cannot settle
    |couldn't settle|make up my mind|can't pick|cannot pick|
    both are plausible|both are possible|both fit|both would fit|both seem|both could|both match
    |both would be|both remain|all are plausible|either fits|either would fit|either would do
    |either could"""
#: Of several one remains, so the sentence is about the case at hand.
_REMAINS = "survives|survive|wins|win|prevails|stands|applies|apply|remains|fits|is left"
_MINE = "my answer|my pick|my choice|my prediction|my call|my verdict"
_NOT = "nicht|pas|不 是|不 属 于|并 非|不 为|で は あ り ま せ ん|で は な い"
_NO = "kein|keine|keinen|keiner|ohne|sin|ningún|ninguna|aucun|aucune|sans"
_IS = """
    ist|sind|handelt|gehört|entspricht|enthält|es|está|pertenece|corresponde|trata|son
    |appartient|correspond|s'agit|est|是|为|属 于|归 类|で す|属 し|属 す"""
_THIS = "das|der|des|de los|de las|dies|diese|dieser|dieses|esta|este|cette|ce|c'est|这|该|此|こ の|こ れ"
_BUT = "sondern|aber|jedoch|sino|pero|mais|cependant|而 是|但|だ が|し か し"
_INSTEAD = """
    in contrast to|in contrast with|compared to|compared with|contrary to
    |et non|y no|und nicht|und kein|und keine|statt|anstatt|anstelle|en lugar de|en vez de
    |plutôt que|au lieu de|而 不 是|而 非"""
_BECAUSE = "weil|denn|porque|ya que|puesto que|parce que|puisque|因 为|由 于|な の で"
_THUS = """
    daher|somit|deshalb|folglich|por lo tanto|por tanto|donc|ainsi|因 此|所 以|故
    |よ っ て|し た が っ て|antwort|respuesta|réponse|答 案"""
_LIKELY = """
    most plausible|more plausible|very plausible|quite plausible|highly plausible
    |wahrscheinlich|vermutlich|probablemente|probablement|很 可 能|最 可 能
    |お そ ら く"""
_MAYBE = """
    vielleicht|möglicherweise|könnte|quizás|quizá|podría|tal vez|peut-être|pourrait|可 能
    |也 许|か も し れ"""
_OR = "oder|o|ou|或|ま た は"
_BLOCKS = (
    (vo.CORRECT, _NARROW),
    (0, _PLAIN),
    (vo.NEUTRAL, _MUTUAL),
    (vo.CONCLUDE, _LEAVES),
    (vo.CONTRAST, _LEFT),
    (vo.CONCLUDE, _GO),
    (vo.OPEN, _BOTH),
    (vo.NEG_VERB, _WITHDRAW),
    (vo.NEG_VERB, _NOT),
    (vo.NEG_NOUN, _NO),
    (vo.FINITE | vo.POINT, _REMAINS),
    (vo.CONCLUDE | vo.POINT, _MINE),
    (vo.FINITE, _IS),
    (vo.POINT, _THIS),
    (vo.CONTRAST, _BUT),
    (vo.THAN, _INSTEAD),
    (vo.CAUSE, _BECAUSE),
    (vo.CONCLUDE, _THUS),
    (vo.LEAN, _LIKELY),
    (vo.HEDGE, _MAYBE),
    (vo.SOFT, _OR),
)


def phrases() -> Iterator[tuple[str, int, int]]:
    """Phrase, class of words and sign, as :func:`biobench.parsers.lexicon.build` wants them."""
    for classes, _, block in vo.WORDS:
        for phrase in map(str.strip, block.split("|")):
            if classes & (vo.IDIOM | vo.INSTEAD):
                yield phrase, 0, 0
            elif classes == vo.CONCLUDE and phrase.startswith(("i ", "i'", "we ", "my ")):
                yield phrase, vo.CONCLUDE | vo.POINT, 0  # who concludes speaks of the case at hand
    for classes, block in _BLOCKS:
        for phrase in block.split("|"):
            yield phrase.strip(), classes, 0
