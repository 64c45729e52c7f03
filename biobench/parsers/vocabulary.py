"""The words of English that decide how a statement is meant: negation, hedging, contrast, verdicts.

Each class is a bit, since a word may belong to several, and :data:`WORDS` gives the phrases of each, with
``|`` between them. Example: "cannot be excluded" is not listed under :data:`HEDGE`: "excluded" is a
:data:`RULE_OUT` word, which hedges behind a negation.
"""

from __future__ import annotations

# Classes of words. A bit each, since a word may belong to several.
PROPERTY = 1 << 0  # what the task asks about; value +1, or -1 for its opposite
VERDICT = 1 << 1  # yes, true, positive (+1); no, false, negative (-1)
NEG_NOUN = 1 << 2  # negates the noun behind it: no, without, lack of
NEG_VERB = 1 << 3  # negates its statement: not, never, fails to
NEG_POST = 1 << 4  # says of what stands before or behind it that it is not: absent, unlikely
RULE_OUT = 1 << 5  # negates, but "cannot rule out" only hedges
HEDGE = 1 << 6  # leaves it open: may, possibly
LEAN = 1 << 7  # does not leave it open: likely, probably
EVIDENCE = 1 << 8  # nouns a negation passes through: evidence, sign, support
EXIST = 1 << 9  # present, found, detected
FINITE = 1 << 10  # verbs that begin a predicate, and other words that assert
CONTRAST = 1 << 11  # but, yet, however
CONCEDE = 1 << 12  # although, despite
CAUSE = 1 << 13  # because, since
CONCLUDE = 1 << 14  # therefore, overall, I conclude
CONDITION = 1 << 15  # if, whether
PLAN = 1 << 16  # let's examine, to determine
CORRECT = 1 << 17  # actually, scratch that
GENERIC = 1 << 18  # typically, are regions
TOPIC = 1 << 19  # detection, analysis: behind a property they make it a mere topic
SOFT = 1 << 20  # and, or
RELATIVE = 1 << 21  # which, where
POINT = 1 << 22  # this, it, the given: speaks of the sequence at hand
ADJACENT = 1 << 23  # low, poor: negate only the property right behind them
NEUTRAL = 1 << 24  # no doubt, not only: negations that negate nothing
THAN = 1 << 25  # rather than, instead of: what follows is the alternative not taken
CHANCE = 1 << 26  # probability, chance
DECLINE = 1 << 28  # cannot be determined: what the sentence names is not claimed
PLURAL = 1 << 29  # they, these: the things at hand, unless the sentence before was general
OPEN = 1 << 30  # says outright that there is no decision: anyone's guess
DEFINE = 1 << 31  # is defined as, refers to: speaks of such things in general
INITIAL = 1 << 32  # at first, one might say: what the sentence says is not held
ARGUE = 1 << 33  # speaks for, argues against: weighs one piece of evidence
INSTEAD = 1 << 36  # an exon: another thing than the one asked about
NEAR = 1 << 35  # it, the two: take up what the sentence before spoke of
IDIOM = 1 << 34  # a verdict in other words: not a chance (-1), a safe bet (+1)
OTHER = 1 << 27  # words that turn a verdict word into something else: charged, control, strand

_NEUTRAL = """
    beyond a shadow of a doubt|beyond the shadow of a doubt|shadow of a doubt|shadow of doubt
    |goes without saying|impossible to overlook|impossible to miss|impossible to deny
    |impossible to ignore|hard to miss|can't be missed|cannot be missed|can't be overlooked
    |cannot be overlooked|impossible not to|hard not to|nobody could deny|no one could deny
    |nobody can deny|nobody would deny|doesn't have to|does not have to|don't have to|do not have to
    |no way around|no getting around|no getting away from|no escaping|can't avoid|cannot avoid
    |can't help but|cannot help but|no choice but|no alternative but|if i had to|if i must|if forced
    |if pressed|if pushed|if asked|if i were to|if you ask me|if anything|if i have to|if you want
    |those who say|those who claim|those who think|anyone who says|anyone who thinks
    |anyone who claims|whoever says|not a bad|not bad|hardly disputable|hardly deniable
    |hardly questionable|not disputable|beyond argument|doesn't take a|does not take a
    |doesn't take an|does not take an|doesn't take much|does not take much|don't need|needn't
    |no question about|beyond recognition|no question|hard to deny|difficult to deny|hard to dispute
    |difficult to dispute|hard to doubt|hard to ignore|hard to overlook|beyond any doubt
    |beyond reasonable doubt|no doubt|no doubts|without doubt|without a doubt|without any doubt
    |beyond doubt|without question|no question that|beyond question|not only|not just|not merely
    |not simply|not solely|nothing short of|no less than|no surprise|not surprisingly|no wonder
    |cannot be denied|can't be denied|can not be denied|no denying|not to mention|no reason to doubt
    |no room for doubt|leaves no doubt|no longer in doubt|nothing but|without hesitation
    |no exception|no other than|none other than|not least|if not|no matter|no more than
    |not limited to|not necessarily need|little doubt|do not doubt|don't doubt|hardly any doubt
    |not in doubt|no mistake|for no other reason|not the only|not far from|not for nothing|no need
    |not need|not needed|not required|not essential|not strictly|not mandatory|not always|not every
    |not all|no coincidence|no accident|not unusual|not uncommon|not surprising|without further
    |no further|no additional|no matter what|not alone|no trouble|no problem|no difficulty
    |no difficulties|without difficulty|without problems|nothing unusual|do without|does without
    |did without|manage without|manages without|get by without|gets by without|no objection
    |no objections|no obstacle|no hindrance|no worries|no concern|no harm|not matter
    |neither here nor there|none of this matters|none of that matters|room for doubt
    |little room for doubt|hardly room for doubt|leaves little doubt|leave little doubt
    |leave no doubt|without the slightest doubt|not a doubt|not the slightest doubt
    |no reason for doubt|little reason for doubt|as asked|as requested|as you asked|yes associated
    |no reason for concern|no cause for concern|no cause for doubt|nothing wrong"""
_HEDGE = """
    leaves room for|leave room for|mightn't|not out of the question|not unthinkable|not excluded
    |not far fetched|not beyond|not imply|a chance that|a chance of|some chance|a possibility
    |the possibility|some possibility|realm of possibility|realms of possibility
    |bounds of possibility|thinkable|imaginable|not prove|not guarantee|not guaranteed|not ensure
    |may|might|maybe|perhaps|possible|possibly|conceivable|conceivably|uncertain|unclear|not clear
    |unsure|not sure|not certain|borderline|toss up|potentially|could|not impossible
    |could go either way|hard to say|hard to tell|difficult to say|difficult to tell|either way
    |equivocal|ambiguous|debatable|inconclusive|mixed evidence|mixed picture|mixed signals
    |cannot be excluded with certainty|open question|not implausible|remains open|remain open
    |on the fence|50 50|50/50|fifty fifty|coin flip|undecided|plausible|plausibly|not definitive
    |not inconceivable|would not be surprising|torn between|chances are even"""
_LEAN = """
    likely|probably|presumably|apparently|most likely|very likely|may well|might well|could well
    |i guess|i'd guess|i suspect|i lean|leaning|lean toward|lean towards|leans toward|leans towards
    |lean|leans|tilts|definitely|certainly|clearly|strongly|hands down|almost certainly|undoubtedly
    |surely|i would guess|best guess|suspect|tends|in all likelihood|in all probability|more likely
    |quite possibly|more likely than not|highly possible|very possibly|my guess"""
_NEG_NOUN = """
    so much for|none of which|none of whom|no question of|outside of|outside|no|without|lack|lacks
    |lacking|lacked|lack of|a lack of|absence of|the absence of|devoid of|void of|free of|free from
    |bereft of|deficient in|neither|nor|none of|nothing|zero|nil|insufficient|barely any|hardly any
    |scarcely any|scant|little|not a single|issues with|problems with|problem with|trouble with
    |difficulties with|difficulty with|concerns about|defects in|failure of|loss of|impairment of
    |inhibition of|reduction in|reduction of|no single|nowhere|no one|nobody|none|deprived of
    |empty of|depleted of|depleted for|too few|not any|not enough|not sufficient|never any|absence
    |dearth of|paucity of|missing any|misses|short of|clear of|not one|want of|negative for|bare of
    |minimal|negligible|inadequate|clean of|stripped of"""
_NEG_VERB = """
    beg to differ|differ with|question the|question that|disputing|denying|questioning|doubting
    |contesting|objecting to|object to|objects to|quarrel with|argue with|take issue with|contest
    |dispute|disputes|hard to take|hard to mistake|hard to read|hard to regard|hard to treat
    |difficult to take|seldom|rarely|infrequently|the last to|the last person to|the last one to
    |no way|imagination to|take a miracle|takes a miracle|lying if|mistaken if|wrong if|not|never
    |cannot|can not|fail to|fails to|failed to|failing to|failure to|unable to|incapable of
    |inability to|unable|incapable|hardly|scarcely|barely|far from|anything but|by no means
    |in no way|no longer|at no point|fails|argues against|argue against|arguing against
    |argued against|argue strongly against|argues strongly against|speaks against|speak against
    |speaking against|against|weighs against|point away from|points away from|pointing away from
    |inconsistent with|incompatible with|too weak to|too short to|too sparse to|too low to
    |too far to|contradicts|contradict|refutes|refute|disfavors|disfavours|disfavor|disfavour
    |i doubt|doubt|doubts|doubt that|doubtful that|do not|does not|did not|is not|are not|was not
    |were not|has not|have not|had not|will not|would not|should not|could not|couldn't|doesnt|dont
    |isnt|arent|wasnt|cant|wont|didnt|falls short of|fall short of|lacks the ability to
    |lack the ability to|resists|prevents|prevent|avoids|avoid|escapes|discourages|inhibits|deny
    |denies|disagree|disagrees|cannot possibly|refuses to|refrains from|unconvinced|not convinced
    |sceptical|skeptical|shuns|unreasonable to|wrong to|mistaken to|incorrect to|a stretch to
    |premature to|a mistake to|an error to|absurd to|only a fool would|naive to|serious doubts
    |grave doubts|hesitate to|hesitates to|odd if|strange if|weird if|amazed if|astounded if
    |stunned if|a miracle if|remarkable if|a surprise if|curious if|peculiar if|a wonder if
    |be amiss if|on the brink of|on the verge of|about to|came close to|was going to|were going to
    |tempted to|on the point of|scrap|forget about|abandon|in vain|anything other than
    |anything else than|something other than|be a stretch|was ready to|was set to|nearly called
    |almost called|stop short of|have doubts|strong doubts|surprised if|surprise me if|surprising if
    |astonished if|shocked if|abolishes|abolish|abrogates|abrogate|disrupts|disrupt|impairs|impair
    |reduces|reduce|decreases|decrease|lowers|diminishes|diminish|compromises|undermines|weakens
    |destroys|destroy|hinders|hinder|hampers|loses|lose|counts against|unsuited|not even|unfit
    |incompatible"""
_NEG_POST = """
    be false|be untrue|the last thing|be a mistake|be mistaken|be wrong|be an error|be incorrect
    |be unwise|be premature|be misleading|be unjustified|disputable|contestable|deniable|just not
    |only not|dim|bleak|slim|remote|questionable|dubious|tenuous|untenable|unsustainable|not hold
    |does not hold|doesn't hold|do not hold|don't hold|not hold up|a long shot|a problem|an issue
    |a concern|problematic|compromised|next to impossible|virtually impossible|beyond imagination
    |lost|abolished|abrogated|disrupted|impaired|destroyed|prevented|hindered|hampered|negated
    |unremarkable|insignificant|immaterial|inexistent|fictitious|absent|missing|unlikely|improbable
    |doubtful|implausible|lacking|unsupported|nonexistent|non existent|undetected|undetectable
    |not there|nowhere to be found|nowhere to be seen|unwarranted|unfounded|out of the question
    |impossible|untrue|highly unlikely|very unlikely|rejected|dismissed|disproved|refuted
    |unconvincing|nonexisting|off the table|misleading|deceptive|illusory|an illusion
    |conspicuous by its absence|conspicuous by their absence|hard to imagine|hard to see
    |hard to believe|hard to conceive|difficult to imagine|difficult to see|difficult to believe
    |denied|contradicted|turned down|comes up empty|came up empty|come up empty|comes up short
    |came up short|comes to nothing|less likely|least likely|not borne out|ill founded
    |up in the air and unlikely|spurious|out of reach|far fetched"""
_RULE_OUT = """
    rule out|rules out|ruled out|ruling out|exclude|excludes|excluded|excluding|preclude|precludes
    |precluded|precluding|dismiss|discount|reject|rejects|rule it out|rule this out|rule that out
    |exclude it|exclude this|negate|negates|disprove|disproves|discounted|eliminated|eliminate"""
_EVIDENCE = """
    on which to|for which to|grounds for|evidence|indication|indications|indicator|indicators|sign
    |signs|support|hint|hints|trace|traces|signal|signals|signature|signatures|proof|reason
    |suggestion|basis|grounds|feature|features|hallmark|hallmarks|characteristic|characteristics
    |element|elements|pattern|patterns|presence|property|properties|such|case|likelihood|marker
    |markers|clue|clues|cue|cues|confirmation|justification|recognizable|recognisable|recognized
    |discernible|detectable|convincing|credible|identifiable|apparent|obvious|significant|strong
    |clear|data|result|results|finding|findings|analysis|candidate|candidates|match|matches|hit|hits
    |tendency|potential|capacity|ability|affinity|propensity|activity|observable|instance|instances
    |occurrence|occurrences|correlation|association|sort|kind|type|merit|discovery|inkling|vestige
    |symptom|symptoms|imprint|imprints|footprint|footprints|prospect"""
_EXIST = """
    tenable|valid|accurate|correct|present|found|detected|identified|observed|seen|evident|exists
    |exist|existing|visible|discernible|recognizable|recognisable|located|confirmed|supported
    |apparent|predicted|expected|anticipated|indicated|occur|occurs|occurring|happen|happens
    |takes place|take place|likely|noted|uncovered|revealed|discovered|traceable|plausible|suggested
    |established|demonstrated|warranted|justified|convincing|here|recorded|foreseen|envisaged
    |forecast|projected|verified|spotted|recovered|met|satisfied|fulfilled|available|possible
    |favored|favoured|encountered|emerge|emerges|emerged|appear|show up|shows up|turn up|turns up
    |turned up|arises|arise|forms|form|sustained|backed|borne out|picked up|reported|called|credible"""
_FINITE = """
    possesses|possess|possessing|boasts|comprises|comprise|encompasses|attracts|attract|houses
    |retains|enables|drives|undergoes|undergo|exerts|maintains|reflects|coincides|agrees|complements
    |corroborates|corroborate|attests|manifests|provides|provide|offers|says|substantiates
    |underscores|highlights|hints|constitute|typical|reminiscent|subject|sports|argues|speaks|leads
    |lead|led|argues for|argue for|speaks for|speak for|passes|pass|meets|meet|satisfies|satisfy
    |fulfils|fulfills|is|are|was|were|be|been|being|it's|that's|there's|here's|contains|contain
    |contained|containing|has|have|had|having|shows|show|showed|showing|displays|display|exhibits
    |exhibit|exhibited|harbors|harbours|harbor|harbour|carries|carry|includes|include|including
    |bears|bear|bearing|holds|hosts|host|represents|represent|constitutes|forms|acts|act|functions
    |function|serves|serve|works|work|qualifies|qualify|resembles|resemble|looks|look|appears|seems
    |seem|suggests|suggest|suggested|suggesting|suggestive|indicates|indicate|indicated|indicating
    |indicative|points|point|pointing|confirms|confirm|confirmed|confirming|supports|supporting
    |demonstrates|demonstrate|reveals|reveal|revealed|identifies|identify|detects|detect|finds|find
    |classified|classify|classifies|predict|predicts|call|calls|assign|assigned|assigns|label|labels
    |labeled|labelled|makes|make|making|consistent|matches|match|fits|fit|belongs|belong|belonging
    |favors|favours|favor|favour|believe|think|conclude|concluded|say|expect|will|does|do|can|would
    |should|must|means|meaning|mean|turned|came|comes|place|places|placing|puts|put|treat|rate
    |regard|consider|considered|judge|judged|deem|deemed|designate|designated|annotate|annotated
    |marks|marked|gives|give|yields|implies|imply|tells|signals|affirms|affirm|validates|validate
    |detected|found|predicted|identified|observed|present|presence|compatible|strongly|associated
    |evidence|proves|prove|remains|remain|stays|stay|becomes|become|ends|tend|tends|lies|sits|allows
    |allow|ensures|determined|shown|recognized|recognised|likely|probably|presumably|certainly
    |definitely|clearly|corresponds|correspond|interpreted|interpret|uncovered|flags|flag|flagged
    |suspect|engages|establishes|establish|evaluated|uncovers|detecting|features|feature|discovered
    |registers|overlaps|categorized|categorised|categorize|picked|select|chose|choose|go|going|went"""
_CONTRAST = """
    but|yet|however|nonetheless|nevertheless|still|even so|that said|on the other hand
    |having said that|regardless|in contrast|by contrast|instead|conversely|all the same
    |be that as it may"""
_CONCEDE = """
    whatever|no matter how|no matter what|it's true that|it is true that|to be sure|contrary to
    |against all|although|though|even though|despite|in spite of|while|whilst|whereas|albeit
    |notwithstanding|even if|even without|granted|admittedly|regardless of|irrespective of|for all
    |except|apart from|aside from|other than|besides|independent of"""
_CAUSE = """
    because|since|due to|owing to|given that|given the|considering|on account of|as the|as it
    |as there|in view of|in light of|based on|thanks to|judging by|from the"""
_CONCLUDE = """
    come round to|come around to|came round to|came around to|settles the matter|settles it
    |tips the balance|tips the scales|summary|summing it up|making|rendering|i'd look for it
    |i would look for it|i'd look for this|you'd find it|you'll find it|->|=>|→|⇒|therefore|thus
    |hence|consequently|accordingly|so|overall|in conclusion|to conclude|in summary|in short
    |to sum up|all in all|in sum|altogether|ultimately|in the end|finally|on balance|as a result
    |taken together|all things considered|i conclude|we conclude|i would conclude|i'd conclude
    |concluding|my conclusion|final answer|the answer|my answer|i would say|i'd say|i say|i predict
    |we predict|i would predict|i'd predict|i classify|i would classify|i'd classify|i assign
    |i would assign|i call|i'd call|i would call|my verdict|the verdict|verdict|my prediction
    |the prediction|prediction|i'd go with|i would go with|i go with|i go for|i'd go for
    |i would go for|i'm going with|come down on the side of|comes down on the side of|i opt for
    |i decide for|i side with|i'll go with|i will go with|going with|my call|would have to say
    |i'd have to say|have to say|would have to conclude|have to conclude|have to answer
    |have to go with|have to call|bottom line|i settle on|i'd lean|i lean|i answer|i'd answer
    |i would answer|which makes|makes it|make it|making it|this makes|that makes|i judge|i decide
    |i vote|i choose|i pick|on the whole|in all|net result|the conclusion|summing up|to summarize
    |in a nutshell|in a word|in other words|in brief|to summarise|my best guess|my guess|conclusion
    |i'd guess|i guess|i would guess|weighing|that is why|that's why|this is why|which is why
    |my assessment|i rate|i label|i would label|i'd label|i place|i put|i settle for|i'd put
    |i would put"""
_CONDITION = """
    not mean|depend on|depends on|rely on|relies on|require|requires|for a|for an|if|whether
    |whether or not|were this|were these|were there|had this|had there|unless|were it|should it
    |provided that|assuming|in case|would need|would have to|would require|would have been|you would
    |would take|you'd|had it|required for|needed for|necessary for|supposed to|would typically
    |would usually|would normally"""
_PLAN = """
    start with|starting with|begin with the|next we|next i|next step|the next question|let's|let us
    |let me|to determine|to assess|to decide|to evaluate|to check|to find out|to see|to predict
    |to answer|to identify|to classify|we need to|i need to|i will|i'll|we will|we'll|looking for
    |look for|check for|search for|searching for|searched for|scan for|scanned for|scanning for
    |checking for|checked for|looked for|screened for|examined for|tested for|evaluated for
    |assessed for|analyzed for|analysed for|assayed for|the question|the task|question is|asks|asked
    |asking|the goal|the aim|goal is|in order to|how to|consider whether|first step|one approach
    |you can|you could|you should|you may|you need|i recommend|would recommend|recommend
    |various tools|tools such as|tools like|you're asking|you are asking|your question|here is how
    |here's how|key features to|step 1|step 2|predicting|determining|identifying|the following steps
    |close look at|closer look at|look at|looking at"""
_CORRECT = """
    changing it to|changing that to|change it to|changed it to|was hasty|against my initial
    |against my first|contrary to my initial|contrary to my first|sorry|actually|was premature
    |was mistaken|was wrong|was incorrect|was an error|was a mistake|scratch that|on second thought
    |on second thoughts|correction|let me correct|have to revise|need to revise|revise that|edit
    |i take that back|take that back|i was wrong|i misspoke|my mistake|i made a mistake
    |i made an error|changed my mind|change my mind|i revise|i must revise|wait|let me revise
    |on reflection|strike that|i stand corrected|i meant|i should correct|that was wrong
    |that is wrong|that's wrong|looking again|looking closer|looking more closely
    |on closer inspection|after rechecking|rechecking|upon reflection|on further reflection
    |upon rechecking|upon closer inspection|reconsidering|i retract|hold on|not so fast
    |let me reconsider|let me rephrase|to correct myself|i need to correct|revised answer
    |corrected answer|after reconsideration|thinking again|having reconsidered|second look|hmm no
    |oops|apologies|no wait|errata|erratum|revised|that was an error|i withdraw|i misread
    |i overlooked|i had overlooked|i missed|i had missed|i miscounted|i forgot|i spoke too soon
    |spoke too soon|too hasty|i got that backwards|i got it backwards|other way round
    |other way around|i mixed up|i confused|reverse my|overturn my|drop my|disregard that
    |ignore that|never mind|i mean|i mean to say|make that|rather i mean"""
_GENERIC = """
    ordinarily|normally|is crucial|is critical|are crucial|are critical|in most cases|in many cases
    |most of the time|as a rule|a typical|an average|an ideal|the typical|typically|usually
    |generally|often|commonly|in general|by definition|frequently|known to|regions that
    |regions where|regions of|a region of|are regions|are dna|are sequences|refers to|defined as
    |play|plays a|play a|in eukaryotes|in eukaryotic|in humans|in mammals|in vertebrates|in yeast
    |in cells|such as|are known|are involved|are important|is important|are essential
    |is essential for|was discovered|were discovered|textbook|historically|in nature|e g|for example
    |for instance|there are several|there are many|are proteins|are short|involves|involve
    |depends on|depend on|is influenced|are influenced|is determined by|vital|key role|is measured
    |are measured|can influence|can affect|affects"""
_TOPIC = """
    domain|domains|pocket|pockets|groove|fold|module|modules|family|flanking|detection|analysis
    |analyses|prediction|predictions|classification|classifier|status|task|question|criteria
    |criterion|database|databases|assay|assays|test|threshold|assessment|evaluation|scan|search
    |label|tools|tool|biology|research|studies|study|model|models|experiments|data set|dataset
    |factors|mechanism|mechanisms|specificity|consensus|experiment|call|problem|query|calling|calls
    |finding|finder|identification|scoring|annotation|inference|predictor|predictors|software
    |checking|mapping|callers|caller|recognition site search|screening|screen"""
_SOFT = "and|or|plus|as well as|/|so is|so are|so was|so were|so does|so do|so has|so have"
_RELATIVE = "which|where|whose|who"
_NEAR = """
    of them|the question of|in question|it'll|given by|it's|there's|there|that's|it|both|the two|its
    |the partner|the partners|the site|the element|the molecule|the molecules
    |the protein of interest|the antigen binding|the factor of interest"""
_POINT = """
    murine sequence|human sequence|mouse sequence|yeast sequence|i've|i'm|we've|you've|here's|our|my
    |submitted|the query|this|here|given|queried|provided|input|supplied|examined|the sequence
    |the region|the pair|the protein|the rna|the dna|the fragment|the antibody|the segment
    |the stretch|the submitted|analyzed|analysed|the sample|the antigen|the enhancer|i|we|your|yours
    |you gave|you sent|you pasted|you provided|you supplied|you submitted|you quoted|you posted
    |you show|you ask about|above|said|the construct|the chain|the probe|the window|the locus"""
_PLURAL = "they|these|those"
_OPEN = """
    will depend on|would depend on|might just as well|may just as well|could just as well
    |might equally|could equally|or it may not|or may not|or might not|or it might not
    |or they may not|or they might not|or not at all|borderline|equally appealing|equally convincing
    |equally valid|equally attractive|equally good|equally strong|equally compelling|matter of taste
    |a matter of|matter is open|question is open|case is open|is left open|matter open
    |might well not|may well not|fifty fifty|as much to be said|as much for|as many arguments
    |as much speaks|leave it at that|leave it open|leave it there|leave the question open
    |leave that open|split decision|stalemate|a draw|a tie|for and evidence against|for and against
    |cancel each other|cancel out|are mixed|is mixed|matter of debate|coin toss|defensible
    |neither supported nor|neither proven nor|neither confirmed nor|neither proved nor
    |neither be proven nor|weigh the two|anyone's guess|anybody's guess|remains open|open question
    |either way|toss up|50/50|coin flip|on the fence|undecided|cannot be settled|can't be settled
    |no definite|no definitive|definite call|definitive call|definite answer|definitive answer
    |definite conclusion|hard to say|hard to tell|difficult to say|difficult to tell|unclear
    |inconclusive|it depends|depends on the|equivocal|not conclusive|cannot commit|can't commit
    |cannot decide|can't decide|can be defended|could be defended|torn|both are possible
    |both options|equally likely|equally plausible|equally possible|no clear answer|unable to decide
    |can go either|undecidable|no firm conclusion|don't find either|neither side|mixed picture
    |jury is still out|could go either way|might go either way|odds are even|even odds|evenly split
    |evenly balanced|evenly matched|in some and|in others"""

_IDIOM_YES = """
    meet the criteria of|meets the criteria of|fulfils the criteria of|fulfills the criteria of
    |satisfies the criteria of|meet the requirements|meets the requirements|you bet
    |match made in heaven|made for each other|made for one another|case in point|textbook case
    |textbook example|the jackpot|jackpot|bingo|bull's eye|bullseye|fits the bill|fit the bill
    |ticks all the boxes|tick all the boxes|ticks every box|checks all the boxes|check all the boxes
    |checks every box|hand in glove|hand in hand|like a glove|key in a lock|key in its lock
    |belong together|belongs together|go together|get along|gets along|hit it off|shake hands
    |a safe bet|a sure bet|a sure thing|the real thing|the genuine article|the real deal
    |makes the cut|make the cut|makes the grade|make the grade|passes muster|pass muster
    |flying colours|flying colors|thumbs up|green light|the case|does the trick|do the trick"""
_IDIOM_NO = """
    not by a long shot|not by any stretch|not even close|not even remotely|not in the least
    |by no stretch|no pair|not in a million years|not on your life|none whatsoever
    |nothing whatsoever|bet against it|bet against this|vote against it|vote against
    |decide against it|not with each other|not with one another|not to each other|not a chance
    |no chance|fat chance|no dice|no luck|no cigar|no go|no joy|no such luck|dream on
    |wishful thinking|non starter|nonstarter|dead end|dead on arrival|lost cause|nothing doing
    |out of luck|draws a blank|drew a blank|draw a blank|drawn a blank|comes up empty|come up empty
    |came up empty|comes away empty|came away empty|empty handed|comes back empty|came back empty
    |out of the running|three strikes|falls flat|fell flat|misses the mark|missed the mark
    |miss the mark|wide of the mark|wrong tree|wild goose chase|false alarm|nothing of the kind
    |nothing of the sort|ships in the night|worlds apart|chalk and cheese|strangers|separate ways
    |nothing to do with each other|nothing to do with one another|nothing to say to each other
    |no business with each other|dead in the water|thumbs down|hard pass|when pigs fly
    |hell freezes over|oil and water|cold shoulder|keep their distance|past each other
    |nothing in common"""
_INITIAL = """
    one would expect|you would expect|one might expect|you might expect|you'd expect|on the brink of
    |on the verge of|on the point of|came close to|was going to|were going to|was ready to
    |started from the assumption|started with the assumption|my assumption was|was set to
    |nearly called|almost called|at first blush|on first reading|on a first reading|at first
    |initially|at first glance|at first sight|first impression|initial impression|first reaction
    |first thought|i thought|i was about to|tempted to|tempting to|one might|you might
    |you could argue|one could argue|might argue|one may|some might|i was inclined|i was sure
    |might object|one could say|one would think|you would think|you'd think|i had expected
    |i expected|i assumed|so far i|to begin with|it would be easy to|it is easy to"""
_ARGUE = """
    speaks for|speaks against|speak for|speak against|argues for|argues against|argue for
    |a point for|a point against|points for|points against|a point in favour|a point in favor|a plus
    |a minus|argue against|arguing against|arguing for|weighs against|weigh against|in favor of
    |in favour of|counts against|counts for|hints at"""
_DEFINE = """
    describes|denotes|is the extent|is the degree|is the study of|refers to|refer to|is defined as
    |are defined as|is a type of|is a process|is the process|is a region of|are regions of
    |are proteins|is a protein that|are molecules|are rna molecules|are enzymes|plays a crucial role
    |play a crucial role|plays an important role|play an important role|play a key role
    |plays a key role|are a class of|is a class of|is a technique|is a method|is a term
    |is a dna sequence that|is a dna region|is an area of|are short sequences|is a measure of
    |is the ability of|is the interaction|are chemical|are covalent"""
_ADJACENT = """
    negative|low|poor|poorly|limited|reduced|minimally|marginal|marginally|badly|sparingly|non
    |too little|nearly no|almost no|nearly in|partially in"""
_DECLINE = """
    no way to|no way of|no way i can|cannot run|cannot perform|cannot access|cannot carry out
    |cannot execute|cannot analyze|cannot analyse|cannot scan|cannot verify|cannot infer|no means of
    |no means to|no ability to|no tools|no tool to|no prediction possible|no prediction is possible
    |no answer possible|no answer is possible|no statement|cannot be determined|can't be determined
    |cannot determine|can't determine|unable to determine|cannot be predicted|cannot predict
    |can't predict|unable to predict|cannot be inferred|cannot be assessed|cannot assess|cannot tell
    |can't tell|unable to tell|impossible to determine|impossible to tell|impossible to say
    |impossible to know|impossible to predict|not possible to determine|not possible to predict
    |not possible to tell|not possible to say|cannot be answered|cannot answer|can't answer
    |unable to answer|not able to determine|not able to predict|not able to tell|not able to answer
    |cannot be established|cannot be decided|cannot conclude whether|cannot provide|can't provide
    |unable to provide|cannot be known|cannot know|not able to provide|cannot confirm or deny
    |cannot assist|can't assist|can't help|cannot help|not possible for me|impossible for me
    |cannot reliably|can't reliably|cannot be reliably|cannot definitively|cannot make|can't make
    |unable to make|not able to make|cannot give|can't give|cannot say whether|can't say whether
    |unable to say|cannot be said whether|do not have the ability|don't have the ability
    |do not have enough|don't have enough|not enough information|insufficient information
    |insufficient data|not sufficient information|i do not know|i don't know|couldn't determine
    |could not determine|cannot accurately|can't accurately|unable to accurately|unable to assess
    |unable to classify|unable to conclude|unable to confirm|out of my reach|beyond my|outside my
    |not something i can|not within my|exceeds my"""
_THAN = """
    rather than|instead of|as opposed to|in place of|versus|vs|not that of|unlike|distinct from
    |different from|differs from"""
_CHANCE = "probability|chance|chances|likelihood|odds|prob|p|score"
_YES = """
    positive set|positive class|positive group|the positives|positive example|positive sample|✓|✔|✅
    |👍|in the affirmative|answered affirmatively|yes|yeah|yep|yup|affirmative|positive|true|correct
    |right|absolutely|indeed|of course|confirmed|certainly|definitely|agreed|oui|sí|ja|hai"""
_NO = """
    think not|guess not|suppose not|believe not|say not|expect not|bet not|no way|negative set
    |negative class|negative group|the negatives|negative example|negative sample|✗|✘|❌|✖|👎
    |in the negative|answered negatively|nope|nah|negative|false|incorrect|wrong|non|nein
    |definitely not|certainly not|probably not|absolutely not|not at all|not really|not likely
    |i don't think so|i do not think so|i think not|likely not|most likely not|of course not
    |almost certainly not|i doubt it|clearly not|i would say not|i'd say not|presumably not
    |evidently not|apparently not|surely not|in no way"""
_OTHER = """
    charge|charged|charges|control|controls|strand|strands|sense|rate|rates|regulation|regulator
    |regulators|regulatory|selection|feedback|set|sets|correlation|amino|residues|residue
    |supercoiling|example|examples|predictive|bacteria|bacterium|effect|impact|ly|ratio|design
    |cofactor|side|patch|patches|hand|direction|orientation|way|net|strong positive"""

#: Class, sign and phrases.
WORDS = (
    (NEUTRAL, 0, _NEUTRAL),
    (HEDGE, 0, _HEDGE),
    (LEAN, 0, _LEAN),
    (NEG_NOUN, 0, _NEG_NOUN),
    (NEG_VERB, 0, _NEG_VERB),
    (NEG_POST, 0, _NEG_POST),
    (RULE_OUT, 0, _RULE_OUT),
    (EVIDENCE, 0, _EVIDENCE),
    (EXIST, 1, _EXIST),
    (FINITE, 1, _FINITE),
    (CONTRAST, 0, _CONTRAST),
    (CONCEDE, 0, _CONCEDE),
    (CAUSE, 0, _CAUSE),
    (CONCLUDE, 0, _CONCLUDE),
    (CONDITION, 0, _CONDITION),
    (PLAN, 0, _PLAN),
    (CORRECT, 0, _CORRECT),
    (GENERIC, 0, _GENERIC),
    (TOPIC, 0, _TOPIC),
    (SOFT, 0, _SOFT),
    (RELATIVE, 0, _RELATIVE),
    (POINT, 0, _POINT),
    (NEAR, 0, _NEAR),
    (PLURAL, 0, _PLURAL),
    (OPEN, 0, _OPEN),
    (INITIAL, 0, _INITIAL),
    (ARGUE, 0, _ARGUE),
    (DEFINE, 0, _DEFINE),
    (ADJACENT, 0, _ADJACENT),
    (DECLINE, 0, _DECLINE),
    (THAN, 0, _THAN),
    (CHANCE, 0, _CHANCE),
    (IDIOM, 1, _IDIOM_YES),
    (IDIOM, -1, _IDIOM_NO),
    (VERDICT, 1, _YES),
    (VERDICT, -1, _NO),
    (OTHER, 0, _OTHER),
)
