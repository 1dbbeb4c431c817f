"""Sets of rows as bits of one whole number: bit n stands for row n. Meeting and counting them costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

NONE = 0
_CHUNK = 512
_BITS = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def rows_of(numbers: Iterable[int], size: int) -> int:
    """The set of these row numbers, all below `size`."""
    marks = bytearray(size // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")


def numbers_in(rows: int, start: int = 0, stop: int | None = None) -> Iterator[int]:
    """The row numbers of a set in rising order, from the `start`-th up to but without the `stop`-th."""
    seen, data = 0, rows.to_bytes((rows.bit_length() + 7) // 8, "little")
    for at in range(0, len(data), _CHUNK):
        chunk = data[at : at + _CHUNK]
        count = int.from_bytes(chunk, "little").bit_count()
        if seen + count > start:
            for number in _numbers(chunk, at * 8):
                if stop is not None and seen >= stop:
                    return
                if seen >= start:
                    yield number
                seen += 1
        else:
            seen += count


def _numbers(chunk: bytes, first: int) -> Iterator[int]:
    for at, byte in enumerate(chunk):
        for bit in _BITS[byte]:
            yield first + at * 8 + bit
