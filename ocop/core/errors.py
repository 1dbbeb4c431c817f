"""The one error a person can cause and mend: a sentence in Vietnamese that says what to do."""


class Refused(Exception):
    """An act a rule forbids. `str(error)` is the sentence shown; RefusedMiddleware shows it once, everywhere."""

    status = 422

    def __init__(self, sentence: str) -> None:
        super().__init__(str(sentence))


class Stale(Refused):
    """The page is older than what is stored: saved from another window meanwhile. Nothing typed may be lost."""

    status = 409
