"""What the system already knows and nobody should type again."""

from __future__ import annotations

from typing import Any

from ocop.core.dates import today
from ocop.dossiers.models import Dossier


def prefilled(dossier: Dossier) -> tuple[dict[str, Any], dict[str, Any]]:
    """Forms 01 and 02 with what the producer's and the product's records say. Keys are the forms' field ids."""
    product, producer = dossier.product, dossier.product.producer
    province = producer.unit.at_level(producer.unit.Level.PROVINCE)
    address = ", ".join(part for part in (producer.address, producer.unit.path) if part)
    samples = dossier.regime.policy["samples"]
    counted = product.product_class is None or product.product_class.group.code not in samples["except_groups"]
    form01 = {
        "province": province.name if province else "",
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
