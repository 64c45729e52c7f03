"""Language models for lm-eval, by name; each module is imported only when its model is asked for."""

MODELS = {
    "biobench-silent": "biobench.models.baselines:Silent",
    "biobench-random": "biobench.models.baselines:Random",
    "biobench-majority": "biobench.models.baselines:Majority",
    "biobench-kmer": "biobench.models.learned:Kmer",
    "biobench-nn": "biobench.models.learned:NearestNeighbour",
}
