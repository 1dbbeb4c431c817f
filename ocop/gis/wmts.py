"""WMTS addresses as agencies give them, made into one template with {z}, {x} and {y}.

Taken: a template with {z}/{x}/{y} or {TileMatrix}/{TileCol}/{TileRow}; one GetTile address copied from a browser; the
address of the service or of its capabilities, of which the layer's set of tiles in EPSG:3857 is chosen. Pictures are
not warped, so a layer that has no such set is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from lxml import etree

from ocop.core.errors import Refused

Read = Callable[[str], bytes]
_NAMES = {"tilematrix": "{z}", "tilerow": "{y}", "tilecol": "{x}"}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_LAST_NUMBER = re.compile(r"^(.*?)(\d+)$")
_WEB_MERCATOR = re.compile(r"(?:^|[^\d])(?:3857|900913|102100)$|GoogleMapsCompatible$", re.IGNORECASE)
_ORIGIN, _FIRST_SCALE, _PIXELS = 20_037_508.342789, 559_082_264.0287178, "256"
_DEFAULTS = {"tilematrixset": "GoogleMapsCompatible", "style": "default"}

UNKNOWN_PART = "Mẫu địa chỉ có phần {{{name}}} mà hệ thống không dùng được. Chỉ dùng {{z}}, {{x}}, {{y}}."
NO_TEMPLATE = "Mẫu địa chỉ cần có {z}, {x} và {y}."
NOT_CAPABILITIES = "Địa chỉ này không trả về bản mô tả WMTS (GetCapabilities). Hãy kiểm tra lại địa chỉ."
CHOOSE = "Máy chủ có các lớp: {names}. Hãy ghi tên một lớp vào ô «tên lớp trên máy chủ»."
NO_LAYER = "Máy chủ không có lớp «{name}». Các lớp hiện có: {names}."
NO_TILES = (
    "Lớp «{name}» không có bộ ô ảnh theo EPSG:3857 (GoogleMapsCompatible) nên không chồng khớp được. "
    "Hãy dùng lớp khác, hoặc dùng địa chỉ WMS của máy chủ này."
)
NO_IMAGES = "Lớp «{name}» không có ảnh PNG, JPEG hay WebP. Hãy dùng lớp khác."


def template(url: str, layer: str, read: Read) -> str:
    """The template of a WMTS layer. `read` fetches a document of the server.

    Raises:
        Refused: nothing to make a template of, or tiles we cannot draw; the sentence says what to do.
    """
    query = dict((name.lower(), value) for name, value in parse_qsl(urlsplit(url).query, keep_blank_values=True))
    if _PLACEHOLDER.search(url):
        return _filled(url, layer)
    if query.get("request", "").lower() == "gettile":
        return _of_one_tile(url)
    return _of_capabilities(_capabilities_of(url), layer, read)


def plain(url: str) -> str:
    """A template of XYZ tiles, as it is.

    Raises:
        Refused: one of the three parts is missing, or there is another.
    """
    for name in _PLACEHOLDER.findall(url):
        if name not in ("x", "y", "z"):
            raise Refused(UNKNOWN_PART.format(name=name))
    if not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise Refused(NO_TEMPLATE)
    return url


def _filled(url: str, layer: str) -> str:
    """The placeholders of the standard as ours; the set, the style and the layer by their usual names."""
    known = {**_NAMES, **_DEFAULTS, "layer": quote(layer), "z": "{z}", "x": "{x}", "y": "{y}"}

    def value(match: re.Match[str]) -> str:
        return known.get(match[1].lower()) or match[0]

    return plain(_PLACEHOLDER.sub(value, url))


def _of_one_tile(url: str) -> str:
    """Of the address of one tile: the numbers of that tile become the places of every tile's."""
    parts, found = urlsplit(url), {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        found[name] = value
        if name.lower() in _NAMES:
            prefix = _LAST_NUMBER.match(value) if name.lower() == "tilematrix" else None
            found[name] = (prefix[1] if prefix else "") + _NAMES[name.lower()]
    return plain(urlunsplit(parts._replace(query=_query(found), fragment="")))


def _query(values: dict[str, str]) -> str:
    return urlencode(values, safe="{}")


def _capabilities_of(url: str) -> str:
    """Where the description of the service lies: at the address itself, or asked by parameters."""
    parts = urlsplit(url)
    if parts.path.lower().endswith(".xml"):
        return url
    own = [each for each in parse_qsl(parts.query) if each[0].lower() not in ("service", "request", "version")]
    asked = [*own, ("service", "WMTS"), ("request", "GetCapabilities"), ("version", "1.0.0")]
    return urlunsplit(parts._replace(query=urlencode(asked), fragment=""))


def _of_capabilities(url: str, name: str, read: Read) -> str:
    root = _parsed(read(url))
    layer = _layer(root, name)
    name = _text(layer, "Identifier")
    matrix_set = next(
        (each for each in _used_sets(root, layer) if _is_web_mercator(each) and _prefix(each) is not None), None
    )
    if matrix_set is None:
        raise Refused(NO_TILES.format(name=name))
    prefix, image = _prefix(matrix_set) or "", _image(layer, name)
    values = {
        "layer": name,
        "style": _style(layer),
        "tilematrixset": _text(matrix_set, "Identifier"),
        "tilematrix": f"{prefix}{{z}}",
        "tilerow": "{y}",
        "tilecol": "{x}",
    }
    for each in _all(layer, "ResourceURL"):
        if each.get("resourceType") == "tile" and each.get("format") == image:
            return plain(_from_resource(each.get("template", ""), layer, values))
    parts = urlsplit(_get_tile(root) or url)
    own = [each for each in parse_qsl(parts.query) if each[0].lower() not in ("service", "request", "version")]
    asked = {**dict(own), "service": "WMTS", "request": "GetTile", "version": "1.0.0", "format": image, **values}
    return plain(urlunsplit(parts._replace(query=_query(asked), fragment="")))


def _from_resource(text: str, layer: Any, values: dict[str, str]) -> str:
    """The server's own template, filled; other dimensions by their defaults."""
    given = {name: value if "{" in value else quote(value) for name, value in values.items()}
    given |= {_text(each, "Identifier").lower(): quote(_text(each, "Default")) for each in _all(layer, "Dimension")}
    return _PLACEHOLDER.sub(lambda match: given.get(match[1].lower()) or match[0], text)


def _parsed(content: bytes) -> Any:
    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(content, safe)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(NOT_CAPABILITIES) from error
    if root.getroottree().docinfo.doctype or etree.QName(root).localname != "Capabilities":
        raise Refused(NOT_CAPABILITIES)
    return root


def _all(node: Any, *path: str) -> Iterable[Any]:
    """The children of this path, whatever the prefixes of their names."""
    return node.xpath("/".join(["."] + [f"*[local-name()='{each}']" for each in path]))


def _text(node: Any, *path: str) -> str:
    return next(((each.text or "").strip() for each in _all(node, *path)), "")


def _layer(root: Any, name: str) -> Any:
    layers = {_text(each, "Identifier"): each for each in _all(root, "Contents", "Layer")}
    names = ", ".join(list(layers)[:15])
    if not layers:
        raise Refused(NOT_CAPABILITIES)
    if name in layers:
        return layers[name]
    if name:
        raise Refused(NO_LAYER.format(name=name, names=names))
    if len(layers) > 1:
        raise Refused(CHOOSE.format(names=names))
    return next(iter(layers.values()))


def _used_sets(root: Any, layer: Any) -> list[Any]:
    sets = {_text(each, "Identifier"): each for each in _all(root, "Contents", "TileMatrixSet")}
    used = [(each.text or "").strip() for each in _all(layer, "TileMatrixSetLink", "TileMatrixSet")]
    return [sets[name] for name in used if name in sets]


def _is_web_mercator(matrix_set: Any) -> bool:
    told = (_text(matrix_set, "SupportedCRS"), _text(matrix_set, "WellKnownScaleSet"))
    return any(_WEB_MERCATOR.search(each) for each in told)


def _prefix(matrix_set: Any) -> str | None:
    """What stands before the number of the level in the names of levels; None when they are not the web's levels."""
    prefixes = set()
    for each in _all(matrix_set, "TileMatrix"):
        named = _LAST_NUMBER.match(_text(each, "Identifier"))
        level = _level(each)
        if named is None or level is None or named[2] != str(level):
            return None
        prefixes.add(named[1])
    return prefixes.pop() if len(prefixes) == 1 else None


def _level(matrix: Any) -> int | None:
    """The level of the web's maps with this scale, when the tiles begin where the web's do."""
    try:
        level = math.log2(_FIRST_SCALE / float(_text(matrix, "ScaleDenominator")))
        west, north = (float(each) for each in _text(matrix, "TopLeftCorner").split())
    except (ValueError, ZeroDivisionError):
        return None
    begins = abs(west + _ORIGIN) < 1 and abs(north - _ORIGIN) < 1
    is_whole = abs(level - round(level)) < 0.01
    return round(level) if begins and is_whole and _text(matrix, "TileWidth") == _PIXELS else None


def _style(layer: Any) -> str:
    styles = list(_all(layer, "Style"))
    chosen = next((each for each in styles if each.get("isDefault") == "true"), styles[0] if styles else None)
    return _text(chosen, "Identifier") if chosen is not None else "default"


def _image(layer: Any, name: str) -> str:
    offered = [(each.text or "").strip() for each in _all(layer, "Format")]
    for wanted in ("image/png", "image/webp", "image/jpeg"):
        if wanted in offered:
            return wanted
    raise Refused(NO_IMAGES.format(name=name))


def _get_tile(root: Any) -> str:
    """Where tiles are asked by parameters."""
    for operation in _all(root, "OperationsMetadata", "Operation"):
        if operation.get("name") == "GetTile":
            for get in _all(operation, "DCP", "HTTP", "Get"):
                return str(next((value for key, value in get.items() if key.endswith("href")), ""))
    return ""
