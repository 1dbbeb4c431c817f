"""Text as people type it, made fit to be stored: never cut short in silence."""

from __future__ import annotations

from ocop.core.errors import Refused

LONG = 20_000


def typed(text: object, what: str, *, most: int = LONG) -> str:
    """The text without NUL characters and outer spaces.

    Raises:
        Refused: longer than `most` characters; `what` names the place in the sentence.
    """
    kept = str(text).replace("\x00", "").strip()
    if len(kept) > most:
        raise Refused(f"«{what}» dài {len(kept)} ký tự, chỉ nhận tối đa {most}. Hãy rút gọn.")
    return kept
