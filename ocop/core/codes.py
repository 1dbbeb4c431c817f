"""Public codes: short, random, without letters that look alike, so that an address cannot be guessed by counting."""

import secrets

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_code() -> str:
    """Twelve letters and digits, 59 bits: the public name of a thing in addresses."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))
