from django import template

from ocop.gis.front import addresses
from ocop.growing.models import GrowingArea

register = template.Library()


@register.simple_tag
def on_the_map(area: GrowingArea) -> str:
    """The big map with this area in the middle, opened; nothing for an area that is not on it."""
    front, box = addresses("growingarea", area.code), area.bbox
    if not front or not area.is_public or area.closed_on:
        return ""
    at = f"#14.00/{(box[1] + box[3]) / 2:.5f}/{(box[0] + box[2]) / 2:.5f}/growingarea/{area.code}" if box else ""
    return f"{front['page']}?lop=vung-trong{at}"
