"""The OpenAPI description a program reads before it asks for features."""

from __future__ import annotations

from typing import Any


def document(server: str, names: list[str], *, most: int, usual: int) -> dict[str, Any]:
    """OpenAPI 3.0 for the addresses under /ogc/."""
    return {
        "openapi": "3.0.3",
        "info": {"title": "Bản đồ OCOP", "version": "1.0"},
        "servers": [{"url": server}],
        "paths": {
            "/": _get("landing", "Trang đầu"),
            "/conformance": _get("conformance", "Các lớp tuân thủ"),
            "/collections": _get("collections", "Danh sách lớp"),
            "/collections/{collectionId}": _get("collection", "Một lớp", [_name(names)]),
            "/collections/{collectionId}/items": _get(
                "features",
                "Các đối tượng; mọi cột đều lọc được bằng tên=giá trị",
                [_name(names), *_paging(most, usual), _box(), _free()],
            ),
            "/collections/{collectionId}/items/{featureId}": _get(
                "feature", "Một đối tượng", [_name(names), _parameter("featureId", "path", {"type": "string"})]
            ),
        },
    }


def _get(name: str, summary: str, parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    answer = {"200": {"description": "OK"}, "default": {"description": "Lỗi"}}
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters or [], "responses": answer}}


def _parameter(name: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def _name(names: list[str]) -> dict[str, Any]:
    return _parameter("collectionId", "path", {"type": "string", "enum": names} if names else {"type": "string"})


def _paging(most: int, usual: int) -> list[dict[str, Any]]:
    limit = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return [_parameter("limit", "query", limit), _parameter("offset", "query", {"type": "integer", "minimum": 0})]


def _box() -> dict[str, Any]:
    schema = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 6}
    return {**_parameter("bbox", "query", schema), "style": "form", "explode": False}


def _free() -> dict[str, Any]:
    schema = {"type": "object", "additionalProperties": {"type": "string"}}
    return {**_parameter("columns", "query", schema), "style": "form", "explode": True}
