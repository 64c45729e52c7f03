"""Small sets of words that the walk over clauses looks at, each with its reason.

The larger classes are in :mod:`biobench.parsers.lexicon`. Example: "is" ends the reach of "no" in "no TATA
box is needed", so it is in :data:`CLOSING`.
"""

from __future__ import annotations

from biobench.parsers.text import MASK

#: What ends a sentence, and what parts clauses.
STOPS = frozenset(".!?;\n")
COMMAS = frozenset(",():=|—-")
#: "Keeps it from binding": together with "from" they negate.
KEEPS = frozenset("keep keeps kept stop stops bar bars hold holds discourages".split())
#: Words and marks that are no word of the lexicon, but mean something to the walk.
MARKS = STOPS | COMMAS | KEEPS | {"that", "than", "more", "better", "too", "from"}
DIGITS = frozenset("0123456789")
#: A full stop behind these ends no sentence.
ABBREVIATED = frozenset("e g al vs approx fig cf ca sp etc dr ref".split())
#: Verbs that end the reach of "no": after "no TATA box is ..." the box is what is denied.
CLOSING = frozenset(
    "is are was were has have had does do did can could will would means leaves must it's that's".split())
AUXILIARY = frozenset("is are does do can will has have was were did would should".split())
#: Of "the absence of X" any verb behind it ends the reach, of "no X" only some.
LACKS = frozenset("absence lack the a dearth paucity".split())
#: Verbs among the negations of nouns: their reach does not end at the next verb.
LACKING = frozenset("lacks lacked lacking misses".split())
#: Negations that are predicates, so their clause asserts something.
DENYING = frozenset("lacks lack lacked misses fails failed fail argues doubt".split())
#: Negations that are the subject: their reach goes on behind the verb.
HEADS = frozenset("neither nor none nothing nowhere nobody zero".split())
#: "Interacts in none of them": behind these words a negation turns what stands before it.
PREPOSITIONS = frozenset("in to at under by for on".split())
#: "Mark-free": these behind a property deny it.
WITHOUT = frozenset("free less deficient negative null depleted problem problems issues issue resistant defective".split())
#: Verbs that deny their subject: "the mark avoids this region".
AVOIDING = frozenset("avoids avoid fails shuns".split())
#: "Not only" negates nothing.
ONLY = frozenset("only just merely simply solely".split())
#: What concludes even behind a negation; "it lacks what makes it a ..." and "does not support the
#: prediction" do not.
CONNECTIVES = frozenset(
    "-> => → ⇒ therefore thus hence consequently accordingly so overall in to all taken on ultimately finally"
    " altogether i we".split())
#: "Fails the promoter test": what a thing passes or fails is no mere topic.
HURDLES = frozenset("test criteria criterion threshold".split())
PRONOUNS = frozenset("it they this that these both one all such he she".split())
#: "Activity is not restricted" does not deny the activity.
DEGREES = frozenset("limited restricted impaired affected fixed based".split())
#: "In order to classify" announces; "leads me to classify" does not.
PLANNED = frozenset("order need needs want try is how used required necessary steps approach".split())
#: "Would be soluble if ..." claims nothing.
HYPOTHESES = frozenset("if unless were had should assuming provided".split())
#: "They support it": what "it" is was named before.
BACKING = frozenset(
    "suggest suggests support supports indicate indicates confirm confirms favor favors".split())
#: "Yes, I can help with that" answers no question.
OFFERS = frozenset("help assist do analyze analyse provide take try happy look gladly certainly".split())
#: Openers of chat models that need not be a verdict.
COURTESIES = frozenset("absolutely certainly definitely of indeed agreed".split())
#: "Prediction: no" is an answer, "TATA box: no" is about a feature.
ANSWERS = frozenset(
    "answer final prediction verdict conclusion label class classification result decision output response"
    " predicted overall summary binary correct interacting".split())
#: Words that a verdict such as "positive" may follow.
LINKS = frozenset(
    "as be back a an out not of answer result label class to decidedly also read reads called test tests tested turned came comes scored scores".split())
#: Words that may follow such a verdict.
FOLLOWERS = frozenset(
    "for class label result prediction sample instance in because or and since as sequence case pair verdict"
    " answer with on call classification / outcome".split())
#: Words before the first that matters.
FILLERS = frozenset("well so ok okay oh ah hmm hm sure answer a hi hello the final short great".split())
#: Takes the place of a word that has been dealt with.
READ = MASK
