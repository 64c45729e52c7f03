"""Language models for lm-eval, by name; each module is imported only when its model is asked for."""

MODELS = {
    "biobench-silent": "biobench.models.baselines:Silent",
    "biobench-majority": "biobench.models.baselines:Majority",
}
