"""The facts of tasks that the parser tests read answers for, as their YAMLs state them."""

from __future__ import annotations

from biobench.spec import TaskSpec, builtin_specs


def _binary(name: str, omics: str, molecules: str, question: str, positive: str, negative: str) -> TaskSpec:
    return TaskSpec(
        id=f"biobench_{name}", version=1.0, title=name, abbreviation=name, omics=omics, kind="binary",
        headline="mcc", molecules=tuple(molecules.split()), official=(name,), question=question,
        hint="binary", positive=tuple(p.strip() for p in positive.split(",")),
        negative=tuple(p.strip() for p in negative.split(",")))


_PROMOTER = ("promoter, promotor, core promoter, promoter element", "non-promoter, not a promoter, promoterless, background sequence")
_SITE = (
    "binding site, transcription factor binding site, TFBS, binding motif, motif, site, binding, binds, bind, "
    "bound, TF binding, recognition site, occupied, occupancy, recognizes, recognize, recognized, recruits, recruit, recruited, docks, dock, docking, affinity, footprint, target, targets, transcription factor",
    "unbound, non-binding, non-binder, unoccupied, background sequence, non-target")
_INTERACT = (
    "interaction, interacts, interact, interacting, contact, in contact, physical contact, loop, loops, looping, "
    "linked, link, connected, connects, connect, connection, associates, associate, associated, association, communicates, communicate, "
    "under the control of, controls, controlled by, touch, touches, wired, cognate pair, crosstalk, cross talk, coupled, coupling, interplay, communication, proximity, contacts, contacting, regulates, regulate, functional pair, true pair, partners, paired, regulatory pair, regulatory relationship",
    "unlinked, independent, unrelated, unpaired, unconnected, independently, random pair, non-interactor, ignore each other, ignores, skips, different promoter, another promoter")

SPECS = {
    spec.id: spec for spec in (
        _binary("emp", "dna", "dna", "{0} Are there epigenetic marks in this sequence?",
                "epigenetic mark, epigenetic modification, epigenetic, epigenetically modified, "
                "epigenetically marked, histone mark, histone modification, histone acetylation, histone methylation, "
                "chromatin mark, acetylation, methylation, acetylated, methylated, modification, modified, mark, marked, "
                "enrichment, enriched, H3K4me1, H3K4me2, H3K4me3, H3K9ac, H3K14ac, H3K36me3, H3K79me3, H4ac, "
                "nucleosome occupancy, histone occupancy, histone binding",
                "unmarked, unmodified, unmethylated, unacetylated, epigenetically inert, background sequence"),
        _binary("pd300", "dna", "dna", "{0} Is this a promoter?", *_PROMOTER),
        _binary("tf_human", "dna", "dna", "{0} Does a transcription factor bind here?", *_SITE),
        _binary("tf_mouse", "dna", "dna", "{0} Does a transcription factor bind here?", *_SITE),
        _binary("epi", "multi", "dna dna", "{0} {1} Do they interact?", *_INTERACT),
        _binary("rpi", "multi", "rna protein", "{0} {1} Do they interact?",
                _INTERACT[0].replace("loop, loops, looping, ", "") + ", binding, binds, bind, bound, binding partner, binding site, complex, target, targets",
                _INTERACT[1] + ", unbound, non-binding, non-binder"),
        _binary("aan", "multi", "protein protein", "{0} {1} Does the antibody neutralise the antigen?",
                "neutralizes, neutralize, neutralises, neutralise, neutralization, neutralisation, neutralizing, "
                "neutralising, neutralized, neutralised, recognizes, recognize, recognises, recognise, recognition, "
                "recognized, recognised, binds, bind, binding, bound, interaction, interacts, interact, "
                "sensitive, protects, protect, lock and key, match, matches, effective against, effective, effect, affinity,  blocks, block, engages, engage, engaging, binder, neutralizer, neutraliser, cognate",
                "insensitive, non-neutralizing, non-neutralising, non-binding, non-binder, escape, escapes, evades, evade, "
                "resistant, unrecognized, unrecognised, unbound"),
        _binary("solubility", "protein", "protein", "{0} Is this protein soluble?",
                "soluble, solubility, solubly, in solution, supernatant, dissolves, dissolve, dissolved, soluble fraction",
                "insoluble, insolubility, aggregated, inclusion body, inclusion bodies, aggregates, aggregate, aggregation, "
                "aggregation prone, precipitates, precipitate, precipitation, misfolded, pellet, insolubly, out of solution"),
    )
}
SPECS["biobench_cpd"] = builtin_specs()["biobench_cpd"]
SPECS["biobench_ncrna"] = builtin_specs()["biobench_ncrna"]
