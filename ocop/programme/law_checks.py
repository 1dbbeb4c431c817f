"""What the files of a decision must hold before it may be published. Pure: no Django, no files.

A published decision cannot be changed, so everything that refers to something else is checked here first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from ocop.programme.law_files import LawFolder, Mapping
from ocop.programme.scoring import REACHED
from ocop.programme.sheets import WrongSheet, parse_sheet, validate_sheet

SATURDAY = 5
UNIT_LEVELS = ("nation", "province", "district", "commune")
READINGS: dict[str, tuple[Any, ...]] = {
    "gate_uses": tuple(REACHED),
    "found_by": ("majority",),
    "higher_option_reaches_mark": (True,),
    "star_below_missed_gate": ("highest_star_held",),
    "average_decimals": ({"stored": "exact", "shown": 2, "rounding": "truncate"},),
    "nothing_ticked_counts_zero": (True,),
    "not_applicable_counts_zero": (True,),
    "not_scored_counts_zero": (True,),
    "stop_effect": ("no_rating",),
    "deadline_on_day_off": ("next_working_day",),
    "round_day_on_day_off": ("not_moved",),
    "gate_does_not_keep_below": (True,),
    "returned_stars": ("as_written",),
    "late_extension_when_filed_after_expiry": ("from_filing",),
    "closing_after_amendment_term": ("desk_may_close",),
}
"""Readings the system knows, with the values it can follow; others (numbers) may have any."""


def problems_in(folder: LawFolder) -> list[str]:
    """What keeps a decision from being published, one sentence each, naming the place."""
    checks: tuple[Callable[[Mapping], Iterator[str]], ...] = (
        _head, _levels, _deciders, _bands, _clocks, _kinds, _rounds, _revocation, _readings, _citations
    )  # fmt: skip
    try:
        found = [problem for check in checks for problem in check(folder.regime)]
        found += [*_sheets(folder), *_classes(folder), *_forms(folder), *_required_evidence(folder)]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        found = [f"không đúng cấu trúc: {error!r}"]
    return [f"{folder.code}: {problem}" for problem in found]


def _head(regime: Mapping) -> Iterator[str]:
    begins, ends = date.fromisoformat(regime["effective_from"]), regime["effective_to"]
    if ends and date.fromisoformat(ends) < begins:
        yield "hết hiệu lực trước khi có hiệu lực"
    if sum(regime["parts"]["max"].values()) != regime["parts"]["total"]:
        yield f"điểm các phần không cộng thành {regime['parts']['total']}"
    if regime["validity"]["months"] <= 0:
        yield "thời hạn giấy chứng nhận phải lớn hơn 0 tháng"


def _levels(regime: Mapping) -> Iterator[str]:
    levels = regime["levels"]
    keys = [level["key"] for level in levels]
    yield from (f"cấp {key} có {count} lần" for key, count in Counter(keys).items() if count > 1)
    if [level["order"] for level in levels] != list(range(1, len(levels) + 1)):
        yield "thứ tự các cấp không liên tục từ 1"
    for place, level in enumerate(levels):
        following = levels[place + 1]["key"] if place + 1 < len(levels) else None
        if level["forward_to"] != following:
            yield f"cấp {level['key']} chuyển đến {level['forward_to']}, không phải cấp liền sau"
        if level["unit_level"] not in UNIT_LEVELS or level["task"] not in ("screen", "decide"):
            yield f"cấp {level['key']} có loại đơn vị hoặc nhiệm vụ không được biết"
        yield from _sends(level)
        if (level["task"] == "decide") != bool(level["decides_stars"]):
            yield f"cấp {level['key']}: nhiệm vụ và số sao quyết định không khớp"


SENT_PARTS = (
    "letter", "advisory_report", "office_report", "council_report", "approval", "dossier", "extra_tests", "samples",
)  # fmt: skip
"""Parts of the file for the next level that the system knows how to make or ask for."""


def _sends(level: Mapping) -> Iterator[str]:
    sends = level.get("sends", [])
    for file in sends if isinstance(sends, list) else []:
        if len(file["parts"]) != len(file["items"]) or not set(SENT_PARTS).issuperset(file["parts"]):
            yield f"cấp {level['key']}: các phần của hồ sơ gửi cấp trên không khớp với danh mục"


def _deciders(regime: Mapping) -> Iterator[str]:
    certified = sorted(band["stars"] for band in regime["star_bands"] if band["certificate"])
    decided = sorted(stars for level in regime["levels"] for stars in level["decides_stars"])
    if decided != certified:
        yield f"các hạng được công nhận {certified} không khớp với các hạng có cấp quyết định {decided}"
    if sorted(regime["validity"]["for_stars"]) != certified:
        yield "thời hạn giấy chứng nhận không nêu đúng các hạng được công nhận"


def _bands(regime: Mapping) -> Iterator[str]:
    bands = sorted(regime["star_bands"], key=lambda band: int(band["stars"]))
    if [band["stars"] for band in bands] != list(range(1, len(bands) + 1)):
        yield "các hạng sao không liên tục từ 1"
    edge = Fraction(0)
    for band in bands:
        if Fraction(band["lower"]) != edge or Fraction(band["upper"]) <= edge:
            yield f"khung điểm {band['stars']} sao không nối tiếp khung dưới"
        edge = Fraction(band["upper"])
    if edge != regime["parts"]["total"]:
        yield "khung điểm cao nhất không kết thúc ở tổng điểm"


def _clocks(regime: Mapping) -> Iterator[str]:
    levels = {level["key"] for level in regime["levels"]} | {None}
    keys = Counter(clock["key"] for clock in regime.get("clocks", []))
    yield from (f"thời hạn {key} có {count} lần" for key, count in keys.items() if count > 1)
    for clock in regime.get("clocks", []):
        if clock["level"] not in levels or clock["kind"] not in ("working", "calendar") or clock["days"] <= 0:
            yield f"thời hạn {clock['key']} có cấp, loại ngày hoặc số ngày không đúng"


def _kinds(regime: Mapping) -> Iterator[str]:
    clocks = {clock["key"] for clock in regime.get("clocks", [])} | {None}
    keys = Counter(kind["key"] for kind in regime.get("dossier_kinds", []))
    yield from (f"loại hồ sơ {key} có {count} lần" for key, count in keys.items() if count > 1)
    for kind in regime.get("dossier_kinds", []):
        window = kind.get("filing_window")
        if kind.get("clock") not in clocks:
            yield f"loại hồ sơ {kind['key']} chỉ thời hạn không có"
        if kind.get("council_mode", "meeting") not in ("meeting", "written"):
            yield f"loại hồ sơ {kind['key']} có hình thức họp không được biết"
        if not all(0 <= n < len(kind.get("must_show", [])) for n in kind.get("must_prove", [])):
            yield f"loại hồ sơ {kind['key']} cần minh chứng cho mục không có"
        if window and window["open_days_before"] <= window["close_days_before"]:
            yield f"loại hồ sơ {kind['key']} đóng nhận trước khi mở"


def _rounds(regime: Mapping) -> Iterator[str]:
    deciding = {level["key"] for level in regime["levels"] if level["task"] == "decide"}
    keys = Counter((rule["level"], rule["ordinal"]) for rule in regime.get("rounds", []))
    yield from (f"đợt {ordinal} của cấp {level} có {n} lần" for (level, ordinal), n in keys.items() if n > 1)
    for rule in regime.get("rounds", []):
        proposed, held = _day(rule["proposed_before"]), _day(rule["held_before"])
        if rule["level"] not in deciding or (held <= proposed) != rule["held_next_year"]:
            yield f"đợt {rule['ordinal']} của cấp {rule['level']} có cấp hoặc ngày không đúng"


def _day(text: str) -> date:
    day, month = text.split("/")
    return date(2000, int(month), int(day))


def _revocation(regime: Mapping) -> Iterator[str]:
    revocation = regime.get("revocation")
    if not revocation:
        return
    keys = Counter(ground["code"] for ground in revocation["grounds"])
    yield from (f"căn cứ thu hồi {key} có {count} lần" for key, count in keys.items() if count > 1)
    levels = {level["key"] for level in regime["levels"]}
    if not levels.issuperset(entry["level"] for entry in revocation["authority"]):
        yield "thẩm quyền thu hồi thuộc cấp không có"
    stars = sorted(stars for entry in revocation["authority"] for stars in entry["stars"])
    if stars != sorted(band["stars"] for band in regime["star_bands"] if band["certificate"]):
        yield "thẩm quyền thu hồi không đủ các hạng được công nhận"


def _readings(regime: Mapping) -> Iterator[str]:
    values = {reading["key"]: reading["value"] for reading in regime["readings"]}
    if len(values) != len(regime["readings"]):
        yield "cách hiểu có khóa trùng"
    if regime["has_sheets"]:
        yield from (f"thiếu cách hiểu {key}" for key in READINGS if key not in values)
    for key, value in values.items():
        if key in READINGS and value not in READINGS[key]:
            yield f"chưa có cách tính cho {key} = {value!r}"
    yield from (f"cách hiểu {r['key']} không nêu lý do" for r in regime["readings"] if not r["why"].strip())


CITED = (
    "levels", "star_bands", "clocks", "dossier_kinds", "rounds", "extra_rounds", "required_evidence", "transition",
    "readings", "forms",
)  # fmt: skip


def _citations(regime: Mapping) -> Iterator[str]:
    for key in CITED:
        for place, item in enumerate(regime.get(key, []), 1):
            if not item.get("article"):
                yield f"{key} thứ {place} không ghi điều khoản"
    for key, value in regime.items():
        if isinstance(value, dict) and key != "decision" and not value.get("article"):
            yield f"{key} không ghi điều khoản"


def _sheets(folder: LawFolder) -> Iterator[str]:
    if folder.regime["has_sheets"] != bool(folder.sheets):
        yield "có phiếu chấm điểm mà không khai, hoặc khai mà không có"
    for content in folder.sheets:
        name = f"phiếu {content.get('number')}"
        try:
            sheet = parse_sheet(content)
        except WrongSheet as error:
            yield f"{name}: {error}"
            continue
        problems = validate_sheet(
            sheet, part_max=folder.regime["parts"]["max"], mark_levels=folder.regime["star_marks"]["levels"]
        )
        yield from (f"{name}: {problem}" for problem in problems)
    yield from _twice("phiếu", (content.get("number") for content in folder.sheets))


def _classes(folder: LawFolder) -> Iterator[str]:
    sheets = {content.get("number"): content for content in folder.sheets}
    nodes = list(class_nodes(folder.classes))
    yield from _twice("phân nhóm", (node["code"] for node, _ in nodes))
    leaves = [node for node, _ in nodes if "number" in node]
    for node in leaves:
        sheet = sheets.get(node.get("sheet"))
        if folder.sheets and (sheet is None or sheet["class"] != node["code"]):
            yield f"phân nhóm {node['code']} không có phiếu chấm điểm của mình"
    if [node["number"] for node in leaves] != list(range(1, len(leaves) + 1)):
        yield "số của các phân nhóm không liên tục từ 1"


def class_nodes(classes: Mapping) -> Iterator[tuple[Mapping, str | None]]:
    """Every group, subgroup and set in order, with the code of what it stands under. A set has a `number`."""
    for group in classes["groups"]:
        yield group, None
        for subgroup in group["subgroups"]:
            yield subgroup, group["code"]
            for leaf in subgroup.get("sets", []):
                yield leaf, subgroup["code"]


def _forms(folder: LawFolder) -> Iterator[str]:
    yield from _twice("mẫu", (form["code"] for form in folder.forms["forms"]))
    yield from _twice("loại minh chứng", (kind["code"] for kind in folder.forms["evidence_kinds"]))
    known = {form["code"] for form in folder.forms["forms"]}
    for kind in folder.regime.get("dossier_kinds", []):
        if not known.issuperset(kind["forms"]):
            yield f"loại hồ sơ {kind['key']} cần mẫu không có"


def _required_evidence(folder: LawFolder) -> Iterator[str]:
    kinds = {kind["code"] for kind in folder.forms["evidence_kinds"]}
    sheets = {content.get("number") for content in folder.sheets}
    for required in folder.regime.get("required_evidence", []):
        if required["kind"] not in kinds or not sheets.issuperset(required["sheets"]):
            yield f"minh chứng bắt buộc {required['kind']} chỉ loại minh chứng hoặc phiếu không có"


def _twice(what: str, keys: Iterable[object]) -> Iterator[str]:
    return (f"{what} {key} có {count} lần" for key, count in Counter(keys).items() if count > 1)


def problems_in_days(content: Mapping) -> list[str]:
    """What is wrong with law/holidays.yaml: days twice, exchanged days that are no weekend, no article."""
    try:
        days = [(date.fromisoformat(entry["day"]), entry) for entry in content["holidays"]]
        wrong = [*_twice("holidays: ngày", (day.isoformat() for day, _ in days))]
        for day, entry in days:
            if entry.get("is_workday") and day.weekday() < SATURDAY:
                wrong.append(f"holidays: ngày làm bù {day} không phải thứ Bảy, Chủ nhật")
            if not (entry["name"].strip() and entry["article"].strip() and type(entry["verified"]) is bool):
                wrong.append(f"holidays: ngày {day} thiếu tên, điều khoản hoặc verified")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return [f"holidays: không đúng cấu trúc: {error!r}"]
    return wrong


def problems_in_organisations(content: Mapping) -> list[str]:
    """What is wrong with law/organisations.yaml: codes twice, who may apply without an article."""
    try:
        kinds = content["organisation_types"]
        uncited = [kind["code"] for kind in kinds if kind["may_apply"] and not kind["article"]]
        wrong = [f"organisations: {code} không ghi điều khoản" for code in uncited]
        return [*_twice("organisations:", (kind["code"] for kind in kinds)), *wrong]
    except (KeyError, TypeError) as error:
        return [f"organisations: không đúng cấu trúc: {error!r}"]
