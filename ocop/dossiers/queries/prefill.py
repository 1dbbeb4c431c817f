"""What the system already knows and nobody should type again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocop.core.dates import today
from ocop.dossiers.models import Dossier
from ocop.programme.models import Level

if TYPE_CHECKING:
    from ocop.places.models import Unit


def prefilled(dossier: Dossier) -> tuple[dict[str, Any], dict[str, Any]]:
    """Forms 01 and 02 with what the producer's and the product's records say. Keys are the forms' field ids."""
    product, producer = dossier.product, dossier.product.producer
    region = region_of(dossier)
    address = ", ".join(part for part in (producer.address, producer.unit.path) if part)
    samples = dossier.regime.policy["samples"]
    counted = product.product_class is None or product.product_class.group.code not in samples["except_groups"]
    form01 = {
        "province": region.name if region else "",
        "year": str(today().year),
        "applicant.name": producer.name,
        "applicant.representative": producer.representative,
        "applicant.position": producer.position,
        "applicant.address": address,
        "applicant.phone": producer.phone,
        "applicant.email": producer.email,
        "product_name": product.name,
        "product_group": product.product_class.path if product.product_class else "",
        "round_kind": dossier.kind.key,
        "enclosures.samples": str(samples["count"] if counted else 0),
    }
    form02 = {
        "name": producer.name,
        "organisation_type": str(producer.organisation_type or ""),
        "address": address,
        "phone": producer.phone,
        "email": producer.email,
        "representative.full_name": producer.representative,
        "representative.gender": producer.get_gender_display(),
        "representative.ethnicity": producer.ethnicity,
        "representative.permanent_address": producer.permanent_address,
        "founded_on": producer.founded_on.isoformat() if producer.founded_on else "",
        "registration_number": producer.registration_number,
        "product_description": f"{product.name}. {product.description}".strip(". ") if product.description else "",
        "history": producer.introduction,
    }
    return form01, form02


def region_of(dossier: Dossier) -> Unit | None:
    """The unit above the producer at the first level that evaluates: whose name the forms print."""
    level = dossier.regime.levels.filter(task=Level.Task.DECIDE).order_by("order").first()
    return dossier.product.producer.unit.at_level(level.unit_level) if level else None
