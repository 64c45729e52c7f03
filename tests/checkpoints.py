"""Small language models and tokenizers, made in seconds from nothing: real architectures, real files.

Example: ``train(llama(chat=True), "chat")`` answers questions of the mini set in their own form
(``Yes``, ``tRNA``), and :func:`save` writes what ``from_pretrained`` and vLLM load. The same seed gives
the same weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import (
    AutoModelForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
)

from biobench import data, prompts
from biobench.spec import builtin_specs

LENGTH = 2048
#: Tasks whose answers a checkpoint learns unless others are named.
TAUGHT = ("biobench_cpd", "biobench_ncrna")
BEGIN, END, PAD, TURN = "<|begin|>", "<|end|>", "<|pad|>", "<|turn|>"
#: Turns as most templates write them; a system turn is one like any other.
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for m in messages %}<|turn|>{{ m['role'] }}\n{{ m['content'] | trim }}<|end|>"
    "{% endfor %}{% if add_generation_prompt %}<|turn|>assistant\n{% endif %}"
)
#: What every checkpoint shares; vLLM's CPU attention wants heads of 32, 64, 80, ... numbers.
SHAPE = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "max_position_embeddings": LENGTH,
    "tie_word_embeddings": False,
}


@dataclass
class Checkpoint:
    """A model with its tokenizer."""

    model: Any
    tokenizer: PreTrainedTokenizerFast


def make_tokenizer(chat: bool) -> PreTrainedTokenizerFast:
    """A byte-level BPE of 512 tokens, trained on prompts of the mini set."""
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=512,
        special_tokens=[BEGIN, END, PAD, TURN],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = [
        f"{question} {answer}" for name in prompts.FORMATS for question, answer in lessons(name)
    ]
    bpe.train_from_iterator([*texts, "system user assistant"], trainer)
    begin = bpe.token_to_id(BEGIN)
    bpe.post_processor = processors.TemplateProcessing(
        single=f"{BEGIN} $A", pair=f"{BEGIN} $A $B", special_tokens=[(BEGIN, begin)]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=bpe,
        bos_token=BEGIN,
        eos_token=END,
        pad_token=PAD,
        model_max_length=LENGTH,
        chat_template=CHAT_TEMPLATE if chat else None,
    )


def llama(chat: bool, seed: int = 0) -> Checkpoint:
    """A Llama with random weights; ``chat``: its tokenizer has a chat template."""
    return _make(LlamaForCausalLM, LlamaConfig, chat, seed)


def qwen2(chat: bool, seed: int = 0) -> Checkpoint:
    """A Qwen2 (attention with biases) with random weights."""
    return _make(Qwen2ForCausalLM, Qwen2Config, chat, seed)


def _make(model_class: Any, config_class: Any, chat: bool, seed: int) -> Checkpoint:
    tokenizer = make_tokenizer(chat)
    torch.manual_seed(seed)
    config = config_class(
        **SHAPE,
        vocab_size=len(tokenizer),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        # Weights far from zero: tokens are then decided clearly, whatever adds them up.
        initializer_range=0.1,
    )
    return Checkpoint(model_class(config).float(), tokenizer)


def lessons(format_name: str, tasks: Sequence[str] = TAUGHT) -> Iterator[tuple[str, str]]:
    """Questions of the mini set's train split with their answers."""
    prompt_format = prompts.FORMATS[format_name]
    for name in tasks:
        spec = builtin_specs()[name]
        for row in data.load(spec, data.parse_source("mini"), "train").rows:
            question = prompts.render(row.input, spec, prompt_format)
            yield question, prompts.answer_text(row.label, spec, prompt_format)


def train(
    checkpoint: Checkpoint,
    format_names: Sequence[str],
    tasks: Sequence[str] = TAUGHT,
    steps: int = 60,
) -> Checkpoint:
    """Teach the form of the answers (not biology): a few steps on the answers' tokens alone."""
    model, tokenizer = checkpoint.model, checkpoint.tokenizer
    # Threads that wait for each other on a busy machine would cost fifty times the work itself.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    examples = [_tokens(tokenizer, *pair) for name in format_names for pair in lessons(name, tasks)]
    generator = torch.Generator().manual_seed(0)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    model.train()
    for _ in range(steps):
        chosen = torch.randint(len(examples), (16,), generator=generator).tolist()
        rows = [examples[i] for i in chosen]
        width = max(len(tokens) for tokens, _ in rows)
        ids = torch.full((len(rows), width), tokenizer.pad_token_id)
        labels = torch.full((len(rows), width), -100)
        for i, (tokens, answer) in enumerate(rows):
            ids[i, : len(tokens)] = torch.tensor(tokens)
            labels[i, answer : len(tokens)] = torch.tensor(tokens[answer:])
        model(
            input_ids=ids, attention_mask=ids != tokenizer.pad_token_id, labels=labels
        ).loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
    model.eval()
    torch.set_num_threads(threads)
    return checkpoint


def _tokens(tokenizer: Any, question: str, answer: str) -> tuple[list[int], int]:
    """Question and answer as lm-eval puts them, and where the answer begins."""
    if tokenizer.chat_template:
        turn = [{"role": "user", "content": question}]
        text = tokenizer.apply_chat_template(turn, tokenize=False, add_generation_prompt=True)
        before = tokenizer.encode(text, add_special_tokens=False)
    else:
        before, answer = tokenizer.encode(question), f" {answer}"
    after = tokenizer.encode(answer, add_special_tokens=False)
    return [*before, *after, tokenizer.eos_token_id], len(before)


def with_lora(folder: Path, rank: int, seed: int = 0) -> Checkpoint:
    """A saved checkpoint with new LoRA weights beside every linear layer; only those will train."""
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
    base = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    torch.manual_seed(seed)
    config = LoraConfig(
        r=rank, lora_alpha=2 * rank, target_modules="all-linear", task_type="CAUSAL_LM"
    )
    return Checkpoint(get_peft_model(base, config), tokenizer)


def save(checkpoint: Checkpoint, folder: Path) -> Path:
    """Write weights (safetensors, fp32; of a model with LoRA the adapter alone) and tokenizer."""
    checkpoint.model.save_pretrained(folder)
    checkpoint.tokenizer.save_pretrained(folder)
    return folder
