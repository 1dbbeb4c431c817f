"""What a version became, for those who decide whether to publish it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from ocop.core.access import get_visible_or_404, require
from ocop.gis.models import LayerVersion
from ocop.gis.views.tiles import ranged


@require_safe
def archive(request: HttpRequest, slug: str, number: int, digest: str) -> HttpResponseBase:
    """The tiles of one version, published or not, for the keepers of its layer only."""
    rows = LayerVersion.objects.select_related("layer")
    version = get_visible_or_404(rows, request.user, layer__slug=slug, number=number)
    require(request.user, "layer.manage", version.layer)
    if not version.archive or version.archive_hash != digest:
        raise Http404(slug)
    response = ranged(request, version.layer, version)
    response["Cache-Control"] = "private, no-cache, no-transform"  # nobody in between keeps what is not published
    patch_vary_headers(response, ["Cookie"])
    return response
