"""Small sets of words that the walk over clauses looks at, each with its reason.

The larger classes are in :mod:`biobench.parsers.lexicon`. Example: "is" ends the reach of "no"
in "no TATA box is needed", so it is in :data:`CLOSING`.
"""

from __future__ import annotations

from biobench.parsers.text import MASK


def word_set(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())


#: What ends a sentence, and what parts clauses.
STOPS = frozenset(".!?;\n")
COMMAS = frozenset(",():=|—-")
#: "Keeps it from binding": together with "from" they negate.
KEEPS = word_set("keep keeps kept stop stops bar bars hold holds discourages")
#: Words and marks that are no word of the lexicon, but mean something to the walk.
MARKS = (
    STOPS
    | COMMAS
    | KEEPS
    | {"that", "than", "more", "better", "too", "from", "out", "down", "what", "what's"}
)
#: "I rule a promoter out": with "out" behind their object they negate it.
RULING = word_set("rule rules ruled ruling count counts counted leave leaves left")
#: Negations that, opening a sentence, reach to its first comma: "Far from being inert, it is marked."
FRONTED = word_set("lost missing far lacking without not unlike free devoid")
DIGITS = frozenset("0123456789")
#: A full stop behind these ends no sentence.
ABBREVIATED = word_set("e g al vs approx fig cf ca sp etc dr ref")
#: Verbs that end the reach of "no": after "no TATA box is ..." the box is what is denied.
CLOSING = word_set(
    "is are was were has have had does do did can could will would means leaves must it's that's"
)
AUXILIARY = word_set("is are does do can will has have was were did would should")
#: Of "the absence of X" any verb behind it ends the reach, of "no X" only some.
LACKS = word_set("absence lack the a dearth paucity")
#: Verbs among the negations of nouns: their reach does not end at the next verb.
LACKING = word_set("lacks lacked lacking misses")
#: Negations that are the subject: their reach goes on behind the verb.
HEADS = word_set("neither nor none nothing nowhere nobody zero")
#: "Interacts in none of them": behind these words a negation turns what stands before it.
PREPOSITIONS = word_set("in to at under by for on of between with")
#: "Mark-free": these behind a property deny it.
WITHOUT = word_set(
    "free less deficient negative null depleted problem problems issues issue resistant defective"
)
#: Verbs that deny their subject: "the mark avoids this region".
AVOIDING = word_set("avoids avoid fails shuns")
#: "Not only" negates nothing.
ONLY = word_set("only just merely simply solely")
#: What concludes even behind a negation; "it lacks what makes it a ..." and "does not support the
#: prediction" do not.
CONNECTIVES = word_set(
    "-> => → ⇒ therefore thus hence consequently accordingly so overall in to all taken on"
    " ultimately finally"
    " altogether i we"
)
#: "Fails the promoter test": what a thing passes or fails is no mere topic.
HURDLES = word_set("test criteria criterion threshold")
#: Verbs behind which a noun says what the thing is.
COPULAS = word_set(
    "is are was be it's that's being remains as like represents constitutes resembles into call"
    " means becomes suggests indicates suggesting indicating called"
)
#: "Lies in an intron": where a thing lies says what it is, too.
PLACES = word_set("in inside within from of at")
LYING = word_set(
    "lies lie sits falls comes come stems derives derived originates taken located maps"
)
#: "Not a trace" denies what the clause before it names.
TRACES = word_set("trace traces sign signs hint hints evidence indication indications clue")
#: "My assumption was untenable" turns what was assumed.
VIEWS = word_set(
    "look assumption impression hypothesis intuition instinct hunch suspicion expectation"
)
#: "Threshold 0.5" leaves nothing open.
CUTOFFS = word_set("threshold cutoff off cut of than")
#: "No factor is predicted to dock": these verbs hand on what their subject denies.
RAISING = word_set(
    "predicted expected likely known found seen able going thought believed supposed observed"
    " detected assumed set about"
)
#: "The yes I gave" quotes, it does not answer.
QUOTING = word_set("the my that earlier first")
#: Nouns for what a model puts out.
CALLS = word_set("prediction predictions result results call outcome classification verdict label")
DISAGREEING = word_set("disagree dismiss reject discard abandon overturn withdraw retract revise")
#: Words between a property and its probability.
RATING = (
    COPULAS
    | COMMAS
    | word_set(
        "at about with around roughly approximately some score probability of estimated by likelihood"
        " chance confidence to a an the has only just over under below above here predicted rated p"
    )
)
#: Of these a fault of the sequence is none of the answer: "aggregation isn't an issue".
FAULTS = word_set("problem issue concern problematic")
#: Negations that reach over the commas of a list.
JOINING = word_set("neither nor without")
#: "As a promoter it doesn't qualify": these verbs take up what stands before them.
QUALIFYING = word_set("qualify pass suffice work materialize materialise happen hold apply")
#: What may be positive or negative without being an answer.
CHARGES = word_set(
    "charge charged charges net electrostatic electrostatics potential patch patches"
)
#: What holds in general need not hold here.
USUALLY = word_set("usually ordinarily normally typically generally")
#: "Could be identified" leaves nothing open.
PERCEIVED = word_set(
    "identified detected found observed seen shown confirmed established recognised recognized made"
    " located demonstrated verified discerned spotted traced"
)
#: "Turn down": says no.
TURNING = word_set("turn turned turning")
#: A phrase without a verb that these open ends at the comma.
LEADING_IN = word_set("with given despite at in by after before from")
#: "The answer for the neighbouring window was positive" is about something else.
OTHERS = word_set("neighbouring neighboring adjacent previous yesterday's")
#: "The sequence does contain one."
HAVING = word_set(
    "contain contains has have carries carry shows show see find harbours harbors bears"
)
#: "No basis for predicting it" denies it.
GROUNDS = word_set("basis reason reasons grounds ground evidence support justification cause")
#: Without any of these a text does not decline to answer.
SPEAKING = word_set(
    "i i'm i'd i'll i've we we're we'd we'll me my our ai chatbot model request rules policy policies"
    " guidelines unanswered way guess guesswork speculation speculative"
)
#: Answers of one word.
CURT = word_set("hardly scarcely barely never unlikely doubtful improbable impossible")
#: "More than one mark" compares with nothing.
COUNTS = word_set("one two three four five six 1 2 3 4 5 6 10")
#: "It would seem that ...", "I would say" claim; "it would bind" supposes.
SAYING = word_set(
    "appear seem say suggest indicate expect think argue call classify predict label rate judge bet"
    " lean conclude guess go assign put place answer have classified called labelled labeled"
    " considered predicted expected judged rated said"
)
PARTS = word_set("part of an a the just plain only merely simply piece bit stretch end middle some")
PRONOUNS = word_set("it they this that these both one all such he she none nothing neither no")
#: "Activity is not restricted" does not deny the activity.
DEGREES = word_set("limited restricted impaired affected fixed based")
#: "In order to classify" announces; "leads me to classify" does not.
PLANNED = word_set("order need needs want try is how used required necessary steps approach")
#: "Would be soluble if ..." claims nothing.
HYPOTHESES = word_set("if unless were had should assuming provided")
#: "They support it": what "it" is was named before.
BACKING = word_set(
    "suggest suggests support supports indicate indicates confirm confirms favor favors"
)
#: "Yes, I can help with that" answers no question.
OFFERS = word_set("help assist do analyze analyse provide take try happy look gladly certainly")
#: Openers of chat models that need not be a verdict.
COURTESIES = word_set("absolutely certainly definitely of indeed agreed")
#: "Prediction: no" is an answer, "TATA box: no" is about a feature.
ANSWERS = word_set(
    "yes no answer final prediction verdict conclusion label class classification result decision"
    " output response"
    " predicted overall summary binary correct interacting"
)
#: Words that a verdict such as "positive" may follow.
LINKS = word_set(
    "as be back a an out not of answer result label class to decidedly also read reads"
    " hence thus therefore so ergo called test tests tested turned came comes scored scores"
)
#: Words before the first that matters.
FILLERS = word_set("well so ok okay oh ah hmm hm sure answer a hi hello the final short great")
#: Takes the place of a word that has been dealt with.
READ = MASK
