"""Specs of the tasks whose answers are numbers or sets, as their YAMLs state them."""

from __future__ import annotations

from typing import Any

from biobench.spec import TaskSpec, ValueSpec


def _names(line: str) -> tuple[str, ...]:
    return tuple(line.split(" | "))


def _spec(task: str, kind: str, headline: str, **facts: Any) -> TaskSpec:
    return TaskSpec(
        id=f"biobench_{task}",
        version=1.0,
        title=task,
        abbreviation=task,
        omics="rna",
        kind=kind,
        headline=headline,
        molecules=("rna",),
        official=(task,),
        question="{0}?",
        hint="number",
        **facts,
    )


ENHANCER = _spec(
    "enhancer",
    "numbers",
    "pearson",
    values=(
        ValueSpec(
            "hk",
            "Housekeeping enhancer activity",
            "log2",
            None,
            None,
            _names(
                "Housekeeping EA | HK-EA | EA hk | housekeeping activity | housekeeping "
                "enhancer | housekeeping | house-keeping | hk | hk activity | "
                "Hk_log2_enrichment | Haushaltsaktivität | 管家"
            ),
        ),
        ValueSpec(
            "dev",
            "Developmental enhancer activity",
            "log2",
            None,
            None,
            _names(
                "Developmental EA | Dev-EA | EA dev | developmental activity | "
                "developmental enhancer | developmental | development | dev | dev "
                "activity | Dev_log2_enrichment | Entwicklungsaktivität | 发育"
            ),
        ),
    ),
)
APA = _spec(
    "apa",
    "number",
    "r2",
    values=(
        ValueSpec(
            "proportion",
            "isoform usage",
            "fraction",
            0.0,
            1.0,
            _names(
                "usage | proportion | isoform proportion | APA isoform | APA | "
                "polyadenylation isoform | isoform ratio | relative expression | relative "
                "abundance | share | isoform | fraction of transcripts | fraction | "
                "percentage | of the transcripts | of transcripts | Anteil | proporción | "
                "比例"
            ),
        ),
    ),
)
MRL = _spec(
    "mrl",
    "number",
    "r2",
    values=(
        ValueSpec(
            "load",
            "mean ribosome load",
            "ribosomes",
            0.0,
            None,
            _names(
                "mean ribosome loading | ribosome loading | ribosome load | ribosomal "
                "load | MRL | loading value | ribosomes per mRNA | mean load | "
                "translation efficiency | Ribosomenbeladung | charge ribosomique | carga "
                "ribosomal | 核糖体载量 | 核糖体负载"
            ),
        ),
    ),
)
PRS = _spec(
    "prs",
    "numbers",
    "r2",
    values=(
        ValueSpec(
            "ON",
            "ON state",
            "fraction",
            0.0,
            1.0,
            _names(
                "ON | ON value | ON level | ON signal | on-state | active state | activated state"
            ),
        ),
        ValueSpec(
            "OFF",
            "OFF state",
            "fraction",
            0.0,
            1.0,
            _names(
                "OFF | OFF value | OFF level | OFF signal | off-state | leakage | leak | "
                "inactive state | basal state"
            ),
        ),
        ValueSpec(
            "ON_OFF",
            "ON/OFF ratio",
            "",
            -1.0,
            1.0,
            _names(
                "ON/OFF | ON-OFF | ON_OFF | ON:OFF | ON to OFF | ON-to-OFF ratio | ON/OFF "
                "difference | ON/OFF value | ON/OFF state | ratio | ONOFF | ON minus OFF "
                "| ON vs OFF | ON/OFF metric | ON/OFF score | dynamic range | fold change"
            ),
        ),
    ),
)
CRISPR = _spec(
    "crispr",
    "number",
    "spearman",
    values=(
        ValueSpec(
            "efficacy",
            "on-target knockout efficacy",
            "fraction",
            None,
            None,
            _names(
                "knockout efficacy | knockout efficiency | on-target efficacy | on-target "
                "efficiency | on-target activity | on-target score | cutting efficiency | "
                "cleavage efficiency | cleavage activity | editing efficiency | guide "
                "efficiency | sgRNA efficiency | efficacy | efficiency | activity score | "
                "cutting | Effizienz | eficiencia | efficacité | 效率"
            ),
        ),
    ),
)
SIRNA = _spec(
    "sirna",
    "number",
    "mixed",
    values=(
        ValueSpec(
            "remaining",
            "mRNA remaining",
            "percent",
            0.0,
            100.0,
            _names(
                "mRNA remaining | remaining mRNA | mRNA level | mRNA levels | remaining | "
                "remains | residual mRNA | residual | still present | left | mRNA "
                "expression | expression level | siRNA efficiency | silencing efficiency "
                "| knockdown efficiency | efficiency | transcript remaining | verbleib | "
                "restante | 残留 | 剩余"
            ),
            _names(
                "knockdown | knock-down | knocked down | silencing | silenced | silences "
                "| silence | reduction | reduces | reduce | reduced by | inhibition | "
                "inhibits | repression | suppression | suppresses | degraded | "
                "degradation | depletion | decrease | cleaved | removed | lost"
            ),
        ),
    ),
)
STABILITY = _spec(
    "stability",
    "number",
    "spearman",
    values=(
        ValueSpec(
            "stability",
            "stability score",
            "",
            None,
            None,
            _names(
                "stability | stability value | protein stability | intrinsic stability | "
                "Stabilität | Stabilitätswert | estabilidad | stabilité | 稳定性 | 安定性"
            ),
        ),
    ),
)
FLUORESCENCE = _spec(
    "fluorescence",
    "number",
    "spearman",
    values=(
        ValueSpec(
            "log_fluorescence",
            "log fluorescence",
            "log10",
            1.0,
            5.0,
            _names(
                "fluorescence | fluorescence intensity | log-fluorescence | log "
                "fluorescence intensity | log intensity | brightness | intensity | "
                "fluorescence value | fluorescence score | Fluoreszenz | fluorescencia | "
                "荧光 | 蛍光"
            ),
        ),
    ),
)
THERMOSTABILITY = _spec(
    "thermostability",
    "number",
    "spearman",
    values=(
        ValueSpec(
            "tm",
            "melting temperature",
            "deg C",
            0.0,
            100.0,
            _names(
                "thermostability | thermal stability | Tm | T_m | melting point | melt | "
                "thermostability value | thermostability score | denature | denaturation "
                "temperature | unfold | unfolding temperature | stability temperature | "
                "midpoint | half its structure | half denatured | Schmelztemperatur | "
                "Schmelzpunkt | température de fusion | temperatura de fusión | 熔解温度 | "
                "融解温度"
            ),
        ),
    ),
)
MODIFICATION = _spec(
    "modification",
    "set_of",
    "auc",
    none_label="none",
    labels=_names("Am | Cm | Gm | Um | m1A | m5C | m5U | m6A | m6Am | m7G | Psi | AtoI | none"),
    synonyms={
        "Am": _names(
            "2'-O-methyladenosine | 2'-O-methylated adenosine | 2'-O-Me-A | 2'-O-methyl-A "
            "| 2'OMeA | A_m"
        ),
        "Cm": _names(
            "2'-O-methylcytidine | 2'-O-methylated cytidine | 2'-O-Me-C | 2'-O-methyl-C | "
            "2'OMeC | C_m"
        ),
        "Gm": _names(
            "2'-O-methylguanosine | 2'-O-methylated guanosine | 2'-O-Me-G | 2'-O-methyl-G "
            "| 2'OMeG | G_m"
        ),
        "Um": _names(
            "2'-O-methyluridine | 2'-O-methylated uridine | 2'-O-Me-U | 2'-O-methyl-U | "
            "2'OMeU | U_m"
        ),
        "m1A": _names(
            "N1-methyladenosine | 1-methyladenosine | N1-methyladenine | 1-methyladenine | m^1A"
        ),
        "m5C": _names(
            "5-methylcytidine | 5-methylcytosine | C5-methylcytidine | N5-methylcytidine "
            "| m^5C | 5mC"
        ),
        "m5U": _names("5-methyluridine | ribothymidine | C5-methyluridine | m^5U | 5mU"),
        "m6A": _names(
            "N6-methyladenosine | 6-methyladenosine | N6-methyladenine | N6-methylation | "
            "m^6A | 6mA"
        ),
        "m6Am": _names(
            "N6,2'-O-dimethyladenosine | N6, 2'-O-dimethyladenosine | "
            "N6-methyl-2'-O-methyladenosine | m^6Am | m6A_m"
        ),
        "m7G": _names(
            "N7-methylguanosine | 7-methylguanosine | N7-methylguanine | 7-methylguanine | m^7G"
        ),
        "Psi": _names(
            "pseudouridine | pseudouridylation | pseudouridinylation | Ψ | ψ | "
            "5-ribosyluracil | pseudo-U"
        ),
        "AtoI": _names(
            "A-to-I | A to I | A-to-I editing | A-to-I RNA editing | A→I | A->I | "
            "adenosine-to-inosine | adenosine to inosine | inosine | A2I | RNA editing"
        ),
        "none": _names("unmodified"),
    },
)
EC = _spec(
    "ec",
    "set_of",
    "fmax",
    label_file="ec_labels.json",
    label_style="ec",
)
_ALL = (
    ENHANCER,
    APA,
    MRL,
    PRS,
    CRISPR,
    SIRNA,
    STABILITY,
    FLUORESCENCE,
    THERMOSTABILITY,
    MODIFICATION,
    EC,
)
SPECS = {spec.id: spec for spec in _ALL}
