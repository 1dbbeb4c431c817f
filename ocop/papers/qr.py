"""QR codes as SVG (one path) and PNG."""

import io
from typing import Any, cast

import zxingcpp
from PIL import Image

QUIET_ZONE = 4  # modules, ISO/IEC 18004


def modules(text: str) -> list[list[bool]]:
    """The dark modules, row by row, without the quiet zone. ValueError when there is no text or it does not fit."""
    if not text:
        raise ValueError("A QR code needs a text.")
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    return [[value < 128 for value in row] for row in cast(list[list[int]], memoryview(picture).tolist())]


def qr_path(text: str) -> tuple[str, int]:
    """The path of the dark modules as horizontal runs, and the side in modules, quiet zone included."""
    rows = modules(text)
    steps = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                steps.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{length}v1h-{length}z")
            x += length or 1
    return "".join(steps), len(rows) + 2 * QUIET_ZONE


def qr_svg(text: str) -> str:
    """The QR code of the text as an SVG picture: black on white, four modules of quiet zone."""
    path, side = qr_path(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def qr_png(text: str, *, scale: int = 8) -> bytes:
    """The QR code of the text as PNG, `scale` pixels a module."""
    rows = modules(text)
    side = len(rows) + 2 * QUIET_ZONE
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    written = io.BytesIO()
    picture.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(written, "PNG")
    return written.getvalue()
