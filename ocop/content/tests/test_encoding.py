import io

import pytest
from PIL import Image, ImageCms
from willow.image import Image as Willow

from ocop.content.encoding import save_as_avif


def avif_of(image, **saved):
    """The picture as it comes out of the library of pictures."""
    out, file = io.BytesIO(), io.BytesIO()
    image.save(file, "PNG", **saved)
    file.seek(0)
    Willow.open(file).save_as_avif(out, quality=60)
    return Image.open(io.BytesIO(out.getvalue()))


def test_pictures_are_written_by_our_encoder():
    from willow.plugins.pillow import PillowImage
    from willow.registry import registry

    assert registry.get_operation(PillowImage, "save_as_avif") is save_as_avif


@pytest.mark.parametrize(("mode", "written"), [("RGB", "RGB"), ("RGBA", "RGBA"), ("L", "RGB"), ("P", "RGB")])
def test_every_kind_of_picture_becomes_avif(mode, written):
    found = avif_of(Image.new(mode, (64, 40)))

    assert (found.format, found.size, found.mode) == ("AVIF", (64, 40), written)


@pytest.mark.parametrize("profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), b"broken"])
def test_a_profile_that_does_not_fit_is_no_reason_to_show_no_picture(profile):
    assert avif_of(Image.new("RGB", (64, 40), "red"), icc_profile=profile).size == (64, 40)
