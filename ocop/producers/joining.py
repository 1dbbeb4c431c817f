"""Two records of one producer: which stays, what becomes one, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ocop.producers.binding import binding_of

if TYPE_CHECKING:
    from ocop.producers.models import DoubtfulPair, Producer, Product


@dataclass
class Plan:
    """What joining would do. With an obstacle nothing is done."""

    stays: Producer
    gone: Producer
    obstacles: list[str] = field(default_factory=list)
    twins: list[tuple[Product, Product]] = field(default_factory=list)
    """Products of one name that become one: the one that goes, the one that stays."""
    moved: list[Product] = field(default_factory=list)
    """The other products, which only change their producer."""


def to_stay(pair: DoubtfulPair) -> Producer:
    """Which record stays unless somebody says otherwise: the one of a list, with its recognitions; else the older."""
    records = (pair.first, pair.second)
    listed = [each for each in records if each.provenance]
    return listed[0] if len(listed) == 1 else pair.first


def plan(pair: DoubtfulPair, stays: Producer) -> Plan:
    """What joining the pair would do if this record stays."""
    gone = pair.second if stays.pk == pair.first_id else pair.first
    found = Plan(stays, gone, _obstacles(stays, gone))
    for product in gone.products.filter(joined_to=None):
        twin = stays.products.filter(order=product.order, joined_to=None).first()
        if twin is None:
            found.moved.append(product)
            continue
        one, other = binding_of(product), binding_of(twin)
        if one.is_on_its_way and other.is_on_its_way:
            found.obstacles.append(
                f"Cả hai bên đang có hồ sơ mở cho «{product}». Hãy để chủ thể rút một hồ sơ, rồi gộp."
            )
        if (one.is_recognised and other.is_recognised) or _are_told_apart(product, twin):
            found.moved.append(product)
        else:
            found.twins.append((product, twin))
    return found


def _obstacles(stays: Producer, gone: Producer) -> list[str]:
    found = []
    for each in (stays, gone):
        if each.joined_to is not None:
            found.append(f"{each} đã được gộp vào {each.joined_to}. Hãy xem lại ở chủ thể đó.")
    if stays.is_demo != gone.is_demo:
        found.append("Một bên là dữ liệu trình diễn, một bên là dữ liệu thật. Hãy chọn «Hai chủ thể khác nhau».")
    if _differ(stays.registration_number, gone.registration_number):
        found.append(
            f"Số giấy đăng ký khác nhau: {stays.registration_number} và {gone.registration_number}. Hãy đối chiếu giấy "
            "tờ; nếu một bên ghi sai thì sửa cho đúng, rồi gộp."
        )
    return found


def _differ(one: str, other: str) -> bool:
    """Whether two numbers, both given, are two: written with other dots, dashes or capitals they are one."""
    bare = ["".join(sign for sign in number.upper() if sign.isalnum()) for number in (one, other)]
    return all(bare) and bare[0] != bare[1]


def _are_told_apart(one: Product, other: Product) -> bool:
    """Whether their codes or their classes, both given, say that two products of one name are two."""
    classes = (one.product_class_id, other.product_class_id)
    return _differ(one.official_code, other.official_code) or (all(classes) and classes[0] != classes[1])
