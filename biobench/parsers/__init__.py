"""Reading a model's answer: text in, :class:`~biobench.parsers.answer.Answer` out."""
