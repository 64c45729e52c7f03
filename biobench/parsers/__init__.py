"""Reading a model's answer: text in, :class:`~biobench.parsers.answer.Answer` out."""

from biobench.parsers.answer import Answer


def parse(text, spec, prompt=None):
    t = (text or "").lower()
    if not t:
        return Answer(None, "empty")
    if spec.kind == "binary":
        return Answer("yes" in t, "parsed")
    for l in spec.labels:
        if l.lower() in t:
            return Answer(l, "parsed")
    return Answer(None, "undecided")
