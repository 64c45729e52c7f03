"""Prompt formats: a row goes in, the text a model sees comes out.

All strings that define the published experiment stand here, each with its section in the
Biology-Instructions paper, and nowhere else. Example (format ``open``, a binary task)::

    My question is <dna>ACGT<dna> Is this a promoter? This is a binary classification task.
    Return yes or no. Do not explain or repeat.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from biobench.spec import TaskSpec

#: Hints (paper, Table 8), by the kind of answer they ask for. A task YAML names one of them or
#: brings a hint of its own.
HINTS: Mapping[str, str] = {
    "binary": "Return yes or no.",
    "one_number": "Return one numeric value with two decimal places.",
    "a_number": "Return a numeric value with two decimal places.",
    "enhancer": (
        "Return two numeric values with two decimal places for "
        "'Housekeeping EA' and 'Developmental EA'."
    ),
    "switch": "Return three numeric values with two decimal places for 'ON', 'OFF', and 'ON/OFF'.",
    "one_rna_class": (
        "Return one RNA class: 5S_rRNA, 5_8S_rRNA, tRNA, ribozyme, CD-box, miRNA, Intron_gpI, "
        "Intron_gpII, HACA-box, riboswitch, IRES, leader, or scaRNA."
    ),
    "modification": (
        "Return RNA modification(s): Am, Cm, Gm, Um, m1A, m5C, m5U, m6A, m6Am, m7G, Psi, AtoI, or none."
    ),
    "ec": "Return Enzyme Commission number(s), e.g., 2.7.11.12",
}

#: Hints of the released file where they differ from Table 8 (option ``hints=released``).
RELEASED_HINTS: Mapping[str, str] = {
    "enhancer": (
        "Return two numeric values with two decimal places for the regression values of "
        "'Housekeeping enhancer activity' and 'Developmental enhancer activity'."
    ),
}
#: P_sc (paper, section 4.2): system prompt of the instruction-tuned model.
SYSTEM_CHAT = (
    "You are a knowledgeable and helpful biology assistant. Please answer my biology "
    "sequence-related questions in a clear and concise manner. For regression tasks, please "
    "return a number."
)
#: P_sd (paper, section 4.3): system prompt for answers with reasoning.
SYSTEM_REASONING = (
    "You are a highly knowledgeable AI assistant specializing in biology, particularly in "
    "sequence-related topics. Your primary task is to provide clear, accurate, and comprehensive "
    "answers to biology questions. When analyzing and interpreting sequences, ensure to provide "
    "step-by-step explanations to make your responses natural and easy to understand. Engage with "
    "the user by asking clarifying questions if needed and offer detailed insights into the "
    "biological sequences."
)
#: Table 9, prompt format for open-source models.
OPEN = "My question is {input} This is a {task_type} task. {hint} Do not explain or repeat."
#: Table 9, prompt format for closed-source models.
CLOSED = """\
You are an expert biology AI assistant specializing in sequence-related topics. Focus on: DNA, RNA, \
and protein sequences. When answering questions, please follow this format: First give a direct \
answer in JSON dict such as: {"answer": "Yes"}:
Remember to follow the provided rules:
- For binary classification questions: Answer "Yes" or "No".
- For multi-label classification questions: State the specific label(s).
- For regression questions: Provide the numerical value or range.
Answer the question: "{input}".
Task type: {task_type}.
For better understanding the task, hint: {hint}."""


@dataclass(frozen=True, slots=True)
class PromptFormat:
    """One way to put a question.

    ``template`` may hold ``{input}``, ``{task_type}`` and ``{hint}``; ``json_answer`` tells how
    few-shot answers are written; ``answer_tokens`` how long an answer may be (as in the format's YAML).
    ``source`` is the place in the paper.
    """

    name: str
    title: str
    template: str
    source: str
    answer_tokens: int
    system: str = ""
    json_answer: bool = False


#: The format of a task's plain name; the others are suffixes.
DEFAULT = "open"
FORMATS: Mapping[str, PromptFormat] = {
    f.name: f
    for f in (
        PromptFormat("open", "open models", OPEN, "Table 9", 64),
        PromptFormat(
            "closed", "closed models, answer in JSON", CLOSED, "Table 9", 256, json_answer=True
        ),
        PromptFormat(
            "chat",
            "instruction-tuned, system prompt P_sc",
            "{input}",
            "section 4.2",
            256,
            system=SYSTEM_CHAT,
        ),
        PromptFormat(
            "reasoning",
            "step by step, system prompt P_sd",
            "{input}",
            "section 4.3",
            2048,
            system=SYSTEM_REASONING,
        ),
    )
}


def with_hints(spec: TaskSpec, source: str) -> TaskSpec:
    """A task with the hints of the ``paper`` (Table 8) or of the ``released`` file.

    Raises ``ValueError`` for another source.
    """
    if source == "paper":
        return spec
    if source == "released":
        return replace(spec, hint=RELEASED_HINTS.get(spec.hint, spec.hint))
    raise ValueError(f"hints: {source!r} is none of paper, released")


def hint(spec: TaskSpec) -> str:
    """The hint of a task: a named one of the paper, or the task's own text."""
    return HINTS.get(spec.hint, spec.hint)


def render(question: str, spec: TaskSpec, prompt_format: PromptFormat) -> str:
    """The user's turn for one row (``question``: sequence and question in one string).

    Placeholders are filled by plain replacement of the template's own parts, so that braces in a
    question stay what they are. A full stop that the template adds itself is not doubled.
    """
    text = prompt_format.template
    if text == "{input}":
        return question
    before, _, after = text.partition("{input}")
    task_hint = hint(spec)
    if "{hint}." in after:
        task_hint = task_hint.rstrip(".")
    after = after.replace("{task_type}", spec.task_type).replace("{hint}", task_hint)
    return before + question + after


def answer_text(label: Any, spec: TaskSpec, prompt_format: PromptFormat) -> str:
    """A label written as a model should answer (few-shot examples).

    Booleans become Yes or No, numbers have two decimals (the resolution of the published labels),
    sets are joined by commas, named numbers keep the order of the hint.
    """
    if isinstance(label, bool):
        value: Any = "Yes" if label else "No"
    elif isinstance(label, Mapping):
        value = {v.title or v.name: round(float(label[v.name]), 2) for v in spec.values}
    elif isinstance(label, (int, float)):
        value = f"{label:.2f}"
    elif isinstance(label, (list, tuple)):
        value = ", ".join(label) or spec.none_label or "none"
    else:
        value = str(label)
    if prompt_format.json_answer:
        return json.dumps({"answer": value}, ensure_ascii=False)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {number:.2f}" for name, number in value.items())
    return str(value)
