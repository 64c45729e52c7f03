"""The facts of tasks that the parser tests read answers for, as their YAMLs state them."""

from __future__ import annotations

from biobench.spec import TaskSpec, builtin_specs


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(phrase.split()) for phrase in text.split(",")))


def _binary(
    name: str, omics: str, molecules: str, question: str, positive: str, negative: str
) -> TaskSpec:
    return TaskSpec(
        id=f"biobench_{name}",
        version=1.0,
        title=name,
        abbreviation=name,
        omics=omics,
        kind="binary",
        headline="mcc",
        molecules=tuple(molecules.split()),
        official=(name,),
        question=question,
        hint="binary",
        positive=_phrases(positive),
        negative=_phrases(negative),
    )


MARK = """epigenetic mark, epigenetic modification, epigenetic, epigenetically modified,
    epigenetically marked, histone mark, histone modification, histone acetylation,
    histone methylation, histone occupancy, nucleosome occupancy, histone binding,
    chromatin mark, acetylation, methylation, acetylated, methylated, modification,
    modified, mark, marked, enrichment, enriched, H3K4me1, H3K4me2, H3K4me3, H3K9ac,
    H3K14ac, H3K36me3, H3K79me3, H4ac"""
NO_MARK = """unmarked, unmodified, unmethylated, unacetylated, hypoacetylated, epigenetically
    inert, background sequence"""
PROMOTER = "promoter, promotor, core promoter, promoter element"
NO_PROMOTER = "non-promoter, not a promoter, promoterless, background sequence"
SITE = """binding site, transcription factor binding site, TFBS, binding motif, motif,
    site, binding, binds, bind, bound, TF binding, recognition site, occupied,
    occupancy, recognizes, recognize, recognized, recruits, recruit, recruited,
    docks, dock, docking, affinity, footprint, target, targets"""
NO_SITE = """unbound, non-binding, non-binder, unoccupied, background sequence, non-target"""
INTERACTION = """interaction, interacts, interact, interacting, contact, contacts, contacting, in
    contact, physical contact, touch, touches, meet, meets, associates, associate,
    associated, association, linked, link, connected, connects, connect, connection,
    crosstalk, cross talk, coupled, coupling, interplay, communication,
    communicates, communicate, wired, partners, paired, functional pair, true pair,
    cognate pair, proximity"""
NO_INTERACTION = """non-interactor, non-interacting pair, independent, independently, unrelated,
    unpaired, unconnected, unlinked, random pair, ignores, ignore each other"""
LOOP = """loop, loops, looping, regulates, regulate, regulatory pair, regulatory
    relationship, controls, controlled by, under the control of"""
NO_LOOP = "different promoter, another promoter, skips"
RNA_BINDING = "binding, binds, bind, bound, binding partner, binding site, complex, target, targets"
NO_RNA_BINDING = "unbound, non-binding, non-binder"
NEUTRALIZATION = """neutralizes, neutralize, neutralization, neutralizing, neutralized, neutralizer,
    recognizes, recognize, recognition, recognized, binds, bind, binding, bound,
    binder, interaction, interacts, interact, engages, engage, engaging, blocks,
    block, protects, protect, effective against, effective, effect, affinity,
    sensitive, match, matches, cognate, lock and key"""
NO_NEUTRALIZATION = """non-neutralizing, non-binding, non-binder, unrecognized, unbound, insensitive,
    resistant, escape, escapes, evades, evade"""
SOLUBLE = """soluble, solubility, solubly, in solution, supernatant, soluble fraction,
    dissolves, dissolve, dissolved"""
INSOLUBLE = """insoluble, insolubility, insolubly, inclusion body, inclusion bodies,
    aggregates, aggregate, aggregated, aggregation, aggregation prone, precipitates,
    precipitate, precipitation, misfolded, pellet, out of solution"""

_TWO_DNA = "{0} {1} Do they interact?"
SPECS = {
    spec.id: spec
    for spec in (
        _binary("emp", "dna", "dna", "{0} Are there epigenetic marks?", MARK, NO_MARK),
        _binary("pd300", "dna", "dna", "{0} Is this a promoter?", PROMOTER, NO_PROMOTER),
        _binary("cpd", "dna", "dna", "{0} Is this a core promoter?", PROMOTER, NO_PROMOTER),
        _binary("tf_human", "dna", "dna", "{0} Does a factor bind here?", SITE, NO_SITE),
        _binary("tf_mouse", "dna", "dna", "{0} Does a factor bind here?", SITE, NO_SITE),
        _binary(
            "epi",
            "multi",
            "dna dna",
            _TWO_DNA,
            f"{INTERACTION}, {LOOP}",
            f"{NO_INTERACTION}, {NO_LOOP}",
        ),
        _binary(
            "rpi",
            "multi",
            "rna protein",
            "{0} {1} Do they interact?",
            f"{INTERACTION}, {RNA_BINDING}",
            f"{NO_INTERACTION}, {NO_RNA_BINDING}",
        ),
        _binary(
            "aan",
            "multi",
            "protein protein",
            "{0} {1} Does it neutralize?",
            NEUTRALIZATION,
            NO_NEUTRALIZATION,
        ),
        _binary("solubility", "protein", "protein", "{0} Is it soluble?", SOLUBLE, INSOLUBLE),
    )
}
SPECS["biobench_ncrna"] = builtin_specs()["biobench_ncrna"]
