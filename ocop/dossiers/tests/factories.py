"""Dossiers in any state, reached only by calling the actions."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ocop.accounts.models import User
from ocop.core.access import EVERY, NONE
from ocop.core.dates import today
from ocop.dossiers import actions
from ocop.dossiers.fields import fields_of
from ocop.dossiers.models import Dossier
from ocop.dossiers.queries.completeness import to_be_proved
from ocop.files.actions import store
from ocop.files.models import StoredFile
from ocop.producers.models import Membership, Producer, Product
from ocop.programme.models import ProductClass, Regime, Round
from ocop.programme.rounds import open_extra_round


def picture(name: str = "giay-phep.jpg", colour: str = "white") -> SimpleUploadedFile:
    """A small real JPEG."""
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(buffer, "JPEG")
    return SimpleUploadedFile(name, buffer.getvalue(), content_type="image/jpeg")


def stored(user: Any, name: str = "giay-phep.jpg") -> StoredFile:
    """A checked file of a person."""
    return store(picture(name), by=user)


def product(cast: Any, *, name: str = "Kẹo dừa sầu riêng", sheet: int = 7) -> Product:
    """A product of Mai's, in the class of a sheet."""
    regime = Regime.objects.get(code="26-2026")
    leaf = ProductClass.objects.get(regime=regime, criteria_set__number=sheet)
    return Product.objects.create(name=name, producer=cast.producer, product_class=leaf)


def draft(cast: Any, *, kind: str = "first", **fields: Any) -> Dossier:
    """A first dossier Mai has just begun."""
    return actions.start(product(cast, **fields), kind=kind, by=cast.mai)


def fill(dossier: Dossier, by: Any, *, best: bool = True, lower: tuple[str, ...] = ()) -> Dossier:
    """Every field filled, every criterion answered (its highest option, or its lowest), one paper attached a kind."""
    for form in dossier.regime.forms.filter(code__in=("01", "02")):
        content = dossier.form01 if form.code == "01" else dossier.form02
        missing = {f.key: _sample(f.type) for f in fields_of(form) if f.required and not content.get(f.key)}
        actions.edit_form(dossier, form.code, missing, by=by)
    changes = {f"changes.{n}": f"Đã cập nhật {what.lower()}." for n, what in enumerate(dossier.kind.must_show)}
    if changes:
        actions.edit_form(dossier, "02", changes, by=by)
    answers = {}
    for criterion in dossier.criteria_set.sheet.criteria:
        ranked = sorted(criterion.options, key=lambda option: option.points)
        option = ranked[0] if not best or criterion.code in lower else ranked[-1]
        answers[criterion.code] = actions.Answer(option.id, "Có giấy tờ kèm theo.")
    actions.answer_all(dossier, answers, by=by)
    file = stored(by)
    for rule in dossier.regime.policy.get("required_evidence", []):
        if dossier.criteria_set.number in rule["sheets"]:
            actions.add_evidence(dossier, file, actions.Paper(kind=rule["kind"], title="Giấy chứng nhận"), by=by)
    any_kind = dossier.regime.evidence_kinds.all()[0].code
    for number, subject in to_be_proved(dossier):
        actions.add_evidence(dossier, file, actions.Paper(kind=any_kind, title=subject, proves=number), by=by)
    return dossier


def _sample(kind: str) -> str:
    return {"tick": "on", "date": "2020-05-01", "number": "5", "email": "mai@vidu.vn"}.get(kind, "Nội dung đã điền")


def ready(cast: Any, **fields: Any) -> Dossier:
    """A complete dossier, not filed."""
    return fill(draft(cast, **fields), cast.mai)


def submitted(cast: Any, **fields: Any) -> Dossier:
    """A dossier on the desk of its commune."""
    return actions.submit(ready(cast, **fields), by=cast.mai)


def accepted(cast: Any, **fields: Any) -> Dossier:
    """A dossier Lan has taken in."""
    return actions.accept(submitted(cast, **fields), by=cast.lan)


def proposed(cast: Any, **fields: Any) -> Dossier:
    """A dossier Lan has proposed to the province."""
    dossier = accepted(cast, **fields)
    actions.write_report(dossier, report(cast), by=cast.lan)
    return actions.propose(dossier, by=cast.lan)


def report(cast: Any, **changes: Any) -> actions.ReportInput:
    """Form 03 with everything in it."""
    topics = {"local_material": "Dừa của xã.", "local_labour": "12 người của xã.", "idea_origin": "Nghề cũ của ấp."}
    fields = {
        "topics": {**topics, "local_identity": "Cách nấu riêng của vùng."},
        "letter_number": "12/UBND-KT",
        "letter_date": today(),
        "letter": stored(cast.lan, "cong-van.jpg"),
    }
    return actions.ReportInput(**{**fields, **changes})


def other_producer(cast: Any) -> Any:
    """A person who acts for another producer, in the commune next door."""
    person = User.objects.create_user("ut@vidu.vn", "mat-khau-rat-dai", full_name="Lê Văn Út")
    fields = {"unit": cast.next_commune, "address": "Ấp 1", "organisation_type": cast.producer.organisation_type}
    producer = Producer.objects.create(name="Cơ sở Út Dừa", **fields)
    Membership.objects.create(user=person, producer=producer)
    return person


def returned(cast: Any, **fields: Any) -> Dossier:
    """A dossier Lan has sent back with one item."""
    dossier = accepted(cast, **fields)
    due_on = today() + timedelta(days=10)
    return actions.send_back(dossier, [("Mẫu số 02", "Ghi rõ doanh thu.")], due_on=due_on, by=cast.lan)


def scheduled(cast: Any, **fields: Any) -> Dossier:
    """A dossier Sơn has received, counted the samples of and put into a round."""
    dossier = actions.accept(proposed(cast, **fields), by=cast.son)
    actions.count_samples(dossier, 5, by=cast.son)
    round = open_extra_round(
        dossier.level,
        dossier.desk,
        basis=f"Quy chế 15/QĐ-HĐ và Kế hoạch {20 + Round.objects.count()}/KH-UBND",  # one is opened once
        proposed_before=today() + timedelta(days=10),
        held_before=today() + timedelta(days=40),
    )
    return actions.schedule(dossier, round, by=cast.son)


def of_the_province(cast: Any) -> Any:
    """A grant's rows: every dossier, for the officer of the province only."""
    return lambda user: EVERY if user == cast.son else NONE
