"""What happens to the programme: the law is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from ocop.core.errors import Refused
from ocop.journal.actions import record
from ocop.programme.append_only import opened
from ocop.programme.completing import additions
from ocop.programme.law_checks import class_nodes, problems_in, problems_in_days, problems_in_organisations
from ocop.programme.law_files import LawFolder, WrongLaw, codes, fingerprint, read_folder, read_yaml
from ocop.programme.models import (
    Clock,
    CriteriaSet,
    DossierKind,
    EvidenceKind,
    Holiday,
    LawForm,
    Level,
    OrganisationType,
    ProductClass,
    Reading,
    Regime,
    RevocationGround,
    RoundRule,
    StarBand,
)

LEVEL_COLUMNS = {"key", "name", "order", "unit_level", "task", "decides_stars", "decider", "forward_from", "article"}


@transaction.atomic
def load_law(law_dir: Path | None = None) -> list[str]:
    """Công bố văn bản: every decision under law/ is checked and, when new, published; all of it or nothing.

    What is published already is compared with its files and never changed; what it did not say yet (a reading, the
    name of an office, the day a later decision ends it) may be added. Kinds of organisation may be added; days off may
    be added and corrected, since they are announced year by year. Returns what was done, a sentence each.

    Raises:
        Refused: a file cannot be read, does not hold together, or differs from what was published; in sentences.
    """
    law_dir = law_dir or settings.LAW_DIR
    try:
        folders = [read_folder(law_dir, code) for code in codes(law_dir)]
        days = read_yaml(law_dir / "holidays.yaml")
        organisations = read_yaml(law_dir / "organisations.yaml")
    except WrongLaw as error:
        raise Refused(str(error)) from error
    problems = [problem for folder in folders for problem in problems_in(folder)]
    problems += [*problems_in_days(days), *problems_in_organisations(organisations)]
    if problems:
        raise Refused("Văn bản chưa nạp được:\n" + "\n".join(problems))
    done = [sentence for folder in folders for sentence in _publish_or_compare(folder)]
    return [*done, *_load_organisations(organisations), *_load_days(days)]


def _publish_or_compare(folder: LawFolder) -> Iterator[str]:
    regime = Regime.objects.filter(code=folder.code).first()
    if regime is None:
        regime = _publish(folder)
        record("publish", regime, by=None, fingerprint=regime.fingerprint)
        yield f"Đã công bố {regime.citation}: {len(folder.sheets)} phiếu chấm điểm."
    elif added := _added(regime, folder):
        _complete(regime, folder)
        record("regime.complete", regime, by=None, fingerprint=folder.fingerprint, them=added)
        yield f"Đã ghi thêm {len(added)} mục vào {regime.citation}: {', '.join(added)}."
    elif differing := _differing(regime, folder):
        raise Refused(
            f"Văn bản {folder.code} đã công bố, không được sửa; tệp khác với bản đã công bố: {', '.join(differing)}. "
            "Hãy khôi phục tệp, hoặc lập thư mục mới cho văn bản mới."
        )


def _added(regime: Regime, folder: LawFolder) -> list[str]:
    """What regime.yaml says besides what was published; nothing when anything else differs too."""
    as_published = [regime.policy, folder.classes, folder.forms, *folder.sheets]
    if fingerprint(as_published) != regime.fingerprint:
        return []
    return additions(regime.policy, folder.regime) or []


def _complete(regime: Regime, folder: LawFolder) -> None:
    """Add what is new. The rows refuse update, so it goes past them, only for what `additions` found to be new."""
    law = folder.regime
    with opened():
        Regime._base_manager.filter(pk=regime.pk).update(
            policy=law, effective_to=_ends(law), fingerprint=folder.fingerprint
        )
        for level in law["levels"]:
            Level._base_manager.filter(regime=regime, key=level["key"]).update(details=_details(level))
    known = set(regime.readings.values_list("key", flat=True))
    Reading.objects.bulk_create(
        Reading(regime=regime, **reading) for reading in law["readings"] if reading["key"] not in known
    )


def _ends(law: dict[str, Any]) -> date | None:
    return date.fromisoformat(law["effective_to"]) if law["effective_to"] else None


def _details(level: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in level.items() if key not in LEVEL_COLUMNS}


def _differing(regime: Regime, folder: LawFolder) -> list[str]:
    """Files that are no longer what was published."""
    published = {entry.number: entry for entry in regime.criteria_sets.all()}
    held = {content["number"]: content for content in folder.sheets}
    differing = [] if regime.policy == folder.regime else ["regime.yaml"]
    differing += [
        f"phiếu số {number}"
        for number in sorted(published.keys() | held.keys())
        if number not in held or number not in published or published[number].content != held[number]
    ]
    if not differing and regime.fingerprint != folder.fingerprint:
        differing.append("classes.yaml hoặc forms.yaml")
    return differing


def _publish(folder: LawFolder) -> Regime:
    law = folder.regime
    regime = Regime.objects.create(
        code=law["code"],
        name=law["name"],
        decision_number=law["decision"]["number"],
        decision_date=date.fromisoformat(law["decision"]["date"]),
        effective_from=date.fromisoformat(law["effective_from"]),
        effective_to=_ends(law),
        has_sheets=law["has_sheets"],
        validity_months=law["validity"]["months"],
        article=law["article"],
        policy=law,
        fingerprint=folder.fingerprint,
    )
    levels = _publish_route(regime, law)
    _publish_terms(regime, law, levels)
    _publish_sheets(regime, folder)
    _publish_forms(regime, folder)
    return regime


def _publish_route(regime: Regime, law: dict[str, Any]) -> dict[str, Level]:
    Level.objects.bulk_create(
        Level(
            regime=regime,
            **{key: value for key, value in level.items() if key in LEVEL_COLUMNS},
            details=_details(level),
        )
        for level in law["levels"]
    )
    levels = {level.key: level for level in regime.levels.all()}
    StarBand.objects.bulk_create(
        StarBand(
            regime=regime,
            stars=band["stars"],
            lower=Decimal(band["lower"]),
            upper=Decimal(band["upper"]),
            certificate=band["certificate"],
            article=band["article"],
        )
        for band in law["star_bands"]
    )
    RoundRule.objects.bulk_create(
        RoundRule(**{**rule, "level": levels[rule["level"]]}) for rule in law.get("rounds", [])
    )
    return levels


def _publish_terms(regime: Regime, law: dict[str, Any], levels: dict[str, Level]) -> None:
    Clock.objects.bulk_create(
        Clock(regime=regime, **{**clock, "level": levels.get(clock["level"])}) for clock in law.get("clocks", [])
    )
    clocks = {clock.key: clock for clock in regime.clocks.all()}
    DossierKind.objects.bulk_create(
        _dossier_kind(regime, order, kind, clocks) for order, kind in enumerate(law.get("dossier_kinds", []), 1)
    )
    Reading.objects.bulk_create(Reading(regime=regime, **reading) for reading in law["readings"])
    grounds = law.get("revocation", {}).get("grounds", [])
    RevocationGround.objects.bulk_create(RevocationGround(regime=regime, **ground) for ground in grounds)


def _dossier_kind(regime: Regime, order: int, kind: dict[str, Any], clocks: dict[str, Clock]) -> DossierKind:
    window = kind.get("filing_window") or {}
    return DossierKind(
        regime=regime,
        key=kind["key"],
        label=kind["label"],
        order=order,
        needs_recognition=kind["needs_recognition"],
        must_show=kind.get("must_show", []),
        open_days_before=window.get("open_days_before"),
        close_days_before=window.get("close_days_before"),
        council_mode=kind.get("council_mode", "meeting"),
        clock=clocks.get(kind.get("clock", "")),
        article=kind["article"],
    )


def _publish_sheets(regime: Regime, folder: LawFolder) -> None:
    CriteriaSet.objects.bulk_create(
        CriteriaSet(
            regime=regime,
            number=content["number"],
            name=content["name"],
            content=content,
            fingerprint=fingerprint(content),
            article=content["article"],
        )
        for content in folder.sheets
    )
    sheets = {entry.number: entry for entry in regime.criteria_sets.all()}
    nodes: dict[str, ProductClass] = {}
    for order, (node, above) in enumerate(class_nodes(folder.classes), 1):
        depth = ProductClass.Depth.GROUP if above is None else ProductClass.Depth.SUBGROUP
        nodes[node["code"]] = ProductClass.objects.create(
            regime=regime,
            parent=nodes[above] if above else None,
            depth=ProductClass.Depth.SET if "number" in node else depth,
            code=node["code"],
            name=node["name"],
            order=order,
            ministries=node.get("ministries", []),
            criteria_set=sheets.get(node.get("sheet", 0)),
            article=folder.classes["article"],
        )


def _publish_forms(regime: Regime, folder: LawFolder) -> None:
    LawForm.objects.bulk_create(
        LawForm(regime=regime, code=form["code"], name=form["name"], content=form, article=form["article"])
        for form in folder.forms["forms"]
    )
    EvidenceKind.objects.bulk_create(
        EvidenceKind(regime=regime, order=order, article=folder.forms["article"], **kind)
        for order, kind in enumerate(folder.forms["evidence_kinds"], 1)
    )


def _load_organisations(content: dict[str, Any]) -> Iterator[str]:
    known = {kind.code: kind for kind in OrganisationType.objects.all()}
    for order, entry in enumerate(content["organisation_types"], 1):
        kind = known.get(entry["code"])
        if kind is None:
            OrganisationType.objects.create(order=order, **entry)
            yield f"Đã thêm loại hình tổ chức «{entry['label']}»."
        elif any(getattr(kind, key) != value for key, value in entry.items()):
            raise Refused(f"Loại hình tổ chức «{entry['code']}» đã công bố, không được sửa; hãy thêm mã mới.")


def _load_days(content: dict[str, Any]) -> Iterator[str]:
    """Days off are law that is announced year by year, sometimes changed: the only rows that may be corrected."""
    held = {holiday.day: holiday for holiday in Holiday.objects.all()}
    wanted = {holiday.day: holiday for holiday in map(_holiday, content["holidays"])}
    correctable = Holiday._base_manager  # its rows refuse update and delete; a correction is journalled instead
    for day, holiday in wanted.items():
        if day not in held:
            holiday.save()
        elif _told(held[day]) != _told(holiday):
            record("correct", held[day], by=None, was=_told(held[day]), now=_told(holiday))
            correctable.filter(day=day).update(**_told(holiday))
            yield f"Đã sửa ngày {day:%d/%m/%Y}: {holiday.name}."
    for day in held.keys() - wanted.keys():
        record("remove", held[day], by=None, was=_told(held[day]))
        correctable.filter(day=day).delete()
        yield f"Đã bỏ ngày {day:%d/%m/%Y}: {held[day].name}."
    if added := wanted.keys() - held.keys():
        yield f"Đã thêm {len(added)} ngày nghỉ và ngày làm bù."


def _holiday(entry: dict[str, Any]) -> Holiday:
    article = entry["article"] if entry["verified"] else f"{entry['article']} (chưa kiểm chứng)"
    day, is_workday = date.fromisoformat(entry["day"]), entry.get("is_workday", False)
    return Holiday(day=day, name=entry["name"], is_workday=is_workday, article=article)


def _told(holiday: Holiday) -> dict[str, Any]:
    return {"name": holiday.name, "is_workday": holiday.is_workday, "article": holiday.article}
