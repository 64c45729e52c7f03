"""What cleaning takes out, what it leaves, and that offsets survive it."""

from __future__ import annotations

import pytest

from biobench.parsers.text import HEAD, MASK, TAIL, clean

PROMPT = (
    "You are an expert.\n<dna>ACGTTGCATTGACCAGTACCAGATTACAGATTACA<dna> Is there a core "
    "promoter in this sequence? Answer with yes or no."
)
DNA = "ACGTTGCATTGACCAGTACCAGATTACA"


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("plain text is left alone", "Yes, it is.", "Yes, it is."),
        ("a thinking block goes", "<think>maybe yes</think>No.", "No."),
        ("so does another name of it", "<Reasoning>yes</Reasoning>\nNo.", "\nNo."),
        ("a block without its opening tag goes", "yes, since ...</think>No.", "No."),
        ("of several blocks all go", "<think>a</think>b<think>c</think>No.", "No."),
        ("of an unclosed block what stands before it is left", "Well. <think>yes", "Well. "),
        ("bracketed thinking goes", "[THINK]yes[/THINK]No.", "No."),
        (
            "only the final channel counts",
            "<|channel|>analysis<|message|>yes<|end|><|start|>assistant<|channel|>final<|message|>No.",
            "No.",
        ),
        ("the end token ends the answer", "No.</s> Yes.", "No."),
        ("leading tokens end nothing", "<s> No.", " No."),
        ("a chat header goes", "<|im_start|>assistant\nNo.<|im_end|>", "No."),
        ("a role name goes", "Assistant: No.", "No."),
        ("an invented turn goes", "No.\n\nUser: And now?\nAssistant: Yes.", "No.\n"),
        ("an invented question goes", "No.\nQuestion: really?\nAnswer: Yes", "No."),
        ("an invented instruction goes", "No.\n\n### Instruction:\nNext", "No.\n"),
        (
            "a question that opens the text stays",
            "Question: is it?\nAnswer: No",
            "Question: is it?\nAnswer: No",
        ),
        ("another tagged question goes", f"No.\n<dna>{DNA}<dna> Is this one?\nYes.", "No."),
        ("my question is", "No.\n My question is whether", "No.\n "),
        ("emphasis goes", "**No**, *really*", "No, really"),
        ("a header goes", "## Answer\nNo", "Answer\nNo"),
        ("a fence goes, its inside stays", '```json\n{"answer": 1}\n```', '\n{"answer": 1}\n\n'),
        ("a list keeps its items", "* one\n* two", "- one\n- two"),
        ("struck text goes", "~~Yes~~ No", " No"),
        ("an underscore inside a word stays", "5_8S_rRNA", "5_8S_rRNA"),
        ("an escaped underscore is one", r"5\_8S\_rRNA", "5_8S_rRNA"),
        ("HTML goes", "<b>No</b><br>end", "No\nend"),
        ("a Unicode minus is a minus", "−0.5", "-0.5"),
        ("curly quotes are quotes", "“No”, it isn’t", '"No", it isn\'t'),
        ("a no-break space is a space", "No\u00a0way", "No way"),
        ("zero-width characters go", "N\u200bo", "No"),
        ("full-width letters are letters", "Ｎｏ", "No"),
        ("bold mathematical letters are letters", "𝗡𝗼", "No"),
        ("exponents stay", "10⁻³", "10⁻³"),
        ("a tagged sequence is masked", f"<dna>{DNA}</dna> holds none", f"{MASK} holds none"),
        ("a bare sequence is masked", f"in {DNA} there is none", f"in {MASK} there is none"),
        ("a protein is masked", "MKTAYIAKQRQISFVKSHFSRQ is soluble", f"{MASK} is soluble"),
        ("a word in tags stays", "<rna>tRNA</rna>", "tRNA"),
        ("a repeated word is one", "no no no no no no", "no"),
        ("a repeated character is three", "Yes!!!!!!!!!!!!!!!!!!!!!", "Yes!!!"),
        ("a repeated sentence is one", "It is a site here. " * 30, "It is a site here. "),
    ],
)
def test_cleaning(claim: str, text: str, expected: str) -> None:
    assert clean(text).text == expected


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("the whole prompt goes", PROMPT + " No.", " No."),
        ("its end alone goes", "in this sequence? Answer with yes or no. Yes", " Yes"),
        ("nothing but a piece of it leaves nothing", PROMPT[20:140], ""),
        (
            "an answer that begins like it stays",
            "You are asking for a promoter. No.",
            "You are asking for a promoter. No.",
        ),
    ],
)
def test_an_echoed_prompt_goes(claim: str, text: str, expected: str) -> None:
    assert clean(text, PROMPT).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "<think>x</think>**No**, it “is” none.</s>",
        f"`No` {DNA} ~~yes~~ and\u200b more",
        "ﬁnal answer… No",
        f"{PROMPT} No.",
    ],
)
def test_offsets_point_at_the_same_words_of_the_models_text(text: str) -> None:
    cleaned = clean(text)
    for word in ("No", "no", "none", "really", "more"):
        at = cleaned.text.find(word)
        if at >= 0:
            start, end = cleaned.span(at, at + len(word))
            assert text[start:end] == word


def test_a_thinking_prompt_makes_text_without_a_closing_tag_unfinished() -> None:
    assert "unclosed_thinking" in clean("It has a TATA box", "Question?\n<think>\n").flags
    assert clean("It has one.</think>Yes", "Question?\n<think>\n").text == "Yes"


def test_of_an_over_long_text_head_and_tail_are_kept() -> None:
    words = [f"word{i}" for i in range(50_000)]
    cleaned = clean("Yes. " + " ".join(words) + " No.")
    assert len(cleaned.text) == HEAD + TAIL
    assert cleaned.text.startswith("Yes.")
    assert cleaned.text.endswith("No.")
    assert cleaned.span(len(cleaned.text) - 3, len(cleaned.text))[1] == len(cleaned.raw)


def test_an_empty_span_stays_empty() -> None:
    cleaned = clean("**No**")
    assert cleaned.span(0, 0) == (2, 2)
    assert cleaned.span(99, 99) == (6, 6)
