"""The one error a person can cause and mend: a sentence in Vietnamese that says what to do."""


class Refused(Exception):
    """An act a rule forbids. `str(error)` is the sentence shown; RefusedMiddleware shows it once, everywhere."""

    def __init__(self, sentence: str) -> None:
        super().__init__(str(sentence))
