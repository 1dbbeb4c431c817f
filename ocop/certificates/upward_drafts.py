"""Drafts for what goes up: the decision that approves the result, the letter that asks the next level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ocop.certificates.drafts import basis_of, implementers_of, leader_of, product_row
from ocop.certificates.queries import is_for_above, result_of, results_of
from ocop.certificates.upward import rule_for
from ocop.core.errors import Refused
from ocop.papers import decision as decision_paper
from ocop.papers import letters
from ocop.papers.parts import Heading, Signer
from ocop.papers.text import two_digits

if TYPE_CHECKING:
    from ocop.dossiers.models import Dossier
    from ocop.places.models import Unit
    from ocop.programme.models import Level


def draft_approval(dossiers: Iterable[Dossier]) -> bytes:
    """Dự thảo quyết định phê duyệt kết quả for dossiers that go up, as DOCX (Điều 7.3e).

    Raises:
        Refused: none of them goes up; of several units.
    """
    dossiers = list(dossiers)
    results = results_of(dossiers)
    chosen = [(each, r) for each in dossiers if (r := results[each.pk]) and is_for_above(each.level, r)]
    if not chosen:
        raise Refused("Không có hồ sơ nào thuộc diện chuyển cấp trên. Hãy chọn hồ sơ đủ điểm.")
    first = chosen[0][0]
    level, unit, above, over = route_of(first)
    if any(each.desk_id != first.desk_id for each, _ in chosen):
        raise Refused("Một quyết định chỉ ghi cho hồ sơ của cùng một đơn vị. Hãy bỏ bớt hồ sơ.")
    name, title = leader_of(unit)
    count = two_digits(len(chosen))
    return decision_paper.render(
        decision_paper.Decision(
            heading=Heading(body=level.body_at(unit), symbol=level.symbol_of("QĐ"), place=unit.name),
            authority=level.head_at(unit),
            about=f"Về việc phê duyệt kết quả đánh giá sản phẩm OCOP đề nghị {above.body_at(over)} đánh giá, phân hạng",
            basis=(basis_of(first.regime),),
            articles=(
                decision_paper.Article(
                    f"Phê duyệt kết quả đánh giá {count} sản phẩm OCOP của {unit.full_name} có tiềm năng đạt "
                    f"{_stars(above)} (có danh sách kèm theo)."
                ),
                decision_paper.Article(
                    f"{level.body_at(unit)} gửi hồ sơ, đề nghị {above.body_at(over)} đánh giá, phân hạng "
                    f"các sản phẩm nêu tại Điều 1 theo quy định."
                ),
                decision_paper.Article(
                    "Quyết định này có hiệu lực kể từ ngày ký.\n"
                    f"{implementers_of(first.regime)} và các chủ thể có sản phẩm nêu tại Điều 1 chịu trách nhiệm "
                    "thi hành Quyết định này"
                ),
            ),
            signer=Signer(lines=(title or level.name_of("chief"),), name=name),
            products=tuple(product_row(each, result) for each, result in chosen),
            list_title=f"Danh sách sản phẩm có tiềm năng đạt {_stars(above)}",
            receivers=(above.body_at(over), "Lưu: VT"),
            demo=any(each.is_demo for each, _ in chosen),
            draft=True,
        )
    )


def letter_up(dossier: Dossier) -> bytes:
    """Dự thảo văn bản đề nghị cấp trên đánh giá, with the parts of the file as enclosures (Điều 6.3).

    Raises:
        Refused: no result yet, or no higher level.
    """
    result, rule = result_of(dossier), rule_for(dossier)
    if result is None or rule is None:
        raise Refused("Hồ sơ không thuộc diện chuyển cấp trên. Hãy quyết định theo thẩm quyền của đơn vị.")
    level, unit, above, over = route_of(dossier)
    copies = rule.get("copies", {})
    return letters.render(
        letters.ministry_request(
            heading=Heading(body=level.body_at(unit), symbol=level.name_of("symbol"), place=unit.name),
            signer=Signer(lines=(f"TM. {level.body_at(unit)}", level.name_of("chief"))),
            province=unit.full_name,
            ministry=above.body_at(over),
            products=(product_row(dossier, result),),
            basis=basis_of(dossier.regime),
            enclosures=(
                *rule["items"],
                f"Số bộ hồ sơ: {copies.get('paper', 1)} bộ giấy, {copies.get('electronic', 1)} bộ điện tử",
            ),
            receivers_above=(above.body_at(over),),
            receivers=("Như trên", "Lưu: VT"),
            again=dossier.kind.clock_id is not None,
            stars_text=_stars(above),
            demo=dossier.is_demo,
            draft=True,
        )
    )


def route_of(dossier: Dossier) -> tuple[Level, Unit, Level, Unit]:
    """The level and unit that send, the level and unit that get it; Refused where there is no higher one."""
    level, unit = dossier.level, dossier.desk
    above = level.next() if level else None
    over = unit.at_level(above.unit_level) if unit and above else None
    if level is None or unit is None or above is None or over is None:
        raise Refused("Theo văn bản này không còn cấp trên. Hãy quyết định theo thẩm quyền của đơn vị.")
    return level, unit, above, over


def _stars(level: Level) -> str:
    return " hoặc ".join(f"{stars} sao" for stars in level.decides_stars)
