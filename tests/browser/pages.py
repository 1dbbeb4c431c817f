"""Every kind of page with the person it is looked at as: the name of its address, its codes, its query.

`{…}` stands for a code of the demo, found by `codes_of_the_demo`.
"""

from __future__ import annotations

from typing import Any

from django.core.signing import Signer
from django.urls import reverse

from ocop.certificates.models import Recognition, RecognitionDecision
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, ScoringSheet
from ocop.dossiers.models import Dossier
from ocop.portal.addresses import producer_url, product_url
from ocop.trade.models import CraftVillage, Enquiry, GiftSet, Market, PointOfSale, TourismSite

PUBLIC = (
    "portal:home",
    "content:questions",
    "content:ask",
    "content:asked",
    "content:contact",
    "content:sent LH-2611-7KQ3",
    "core:offline",
    "portal:products",
    "portal:products ?q=dua&sao=4",
    "portal:products ?xem=bang&sap_xep=sao",
    "portal:products ?xem=sao",
    "portal:products ?q=khongcogiongnhuthe",
    "portal:product {product}",
    "portal:product {revoked_product}",
    "portal:producers",
    "portal:producers ?xem=bang",
    "portal:producer {producer}",
    "{producer_address}",
    "{producer_address}#san-xuat",
    "portal:markets",
    "portal:market {market}",
    "portal:points_of_sale",
    "portal:points_of_sale ?q=khongcogiongnhuthe",
    "portal:point_of_sale {point_of_sale}",
    "portal:craft_villages",
    "portal:craft_village {craft_village}",
    "portal:tourism",
    "portal:tourism_site {tourism_site}",
    "portal:gift_sets",
    "portal:gift_set {gift_set}",
    "portal:enquire {product}",
    "portal:enquiry_sent {product} ?ma={thanks}",
    "portal:statistics",
    "portal:statistics ?dang=tron",
    "portal:statistics ?theo=don-vi",
    "portal:statistics ?theo=loai-hinh&dang=tron",
    "portal:search ?q=dua",
    "portal:search ?q=khongcogiongnhuthe",
    "/gioi-thieu/",
    "/tin-tuc/",
    "/tin-tuc/?q=khongcogiongnhuthe",
    "/tin-tuc/tap-huan-lap-ho-so-cho-40-chu-the-moi/",
    "/huong-dan/",
    "/huong-dan/thu-tuc-ho-so/",
    "/huong-dan/thu-tuc-ho-so/chuan-bi-ho-so-lan-dau/",
    "/van-ban/",
    "/van-ban/148-qd-ttg/",
    "/thu-vien-anh/",
    "/thu-vien-anh/mot-ngay-o-phien-cho/",
    "/video/",
    "/video/tu-vuon-dua-ra-cho/",
    "/en/",
    "/en/san-pham/",
    "/en{product_address}",
    "/en{producer_address}",
    "/en/thong-ke/",
    "/en/tin-tuc/",
    "/en/diem-ban/",
    "/en/goi-qua/",
    "/en/tim-kiem/?q=dua",
    "/en/xac-thuc/",
    "/en/van-ban/",
    "/en/hoi-dap/",
    "/en/lien-he/",
    "portal:verify",
    "portal:verify ?so=khong-co",
    "portal:certificate {certificate}",
    "portal:certificate {revoked_certificate}",
    "account_login",
    "account_signup",
    "account_reset_password",
    "accounts:privacy",
    "/khong-co-trang-nay/",
)

SIGNED_IN = {
    "mai": (
        "workspace:home",
        "workspace:dossiers",
        "workspace:dossier {recognised}",
        "workspace:dossier {returned}",
        "workspace:dossier {draft}",
        "producers:producer_new",
        "producers:producer_edit {producer}",
        "producers:product_new {producer}",
        "producers:product_edit {draft_product}",
        "dossiers:form {returned} 01",
        "dossiers:form {returned} 02",
        "dossiers:self_score {returned}",
        "dossiers:papers {returned}",
        "dossiers:review {returned}",
        "dossiers:papers {draft}",
        "dossiers:review {draft}",
        "dossiers:snapshot {returned} 1",
        "trade:inbox",
        "trade:enquiry {enquiry}",
        "trade:products",
        "trade:selling {product}",
        "notices:list",
        "accounts:profile",
        "usersessions_list",
        "account_email",
        "account_change_password",
        "account_logout",
    ),
    "hoa": (
        "workspace:home",
        "workspace:dossier {submitted}",
        "workspace:dossier {accepted}",
        "dossiers:report {accepted}",
        "dossiers:send_back {accepted}",
        "dossiers:refuse {accepted}",
        "dossiers:form {accepted} 01",
        "producers:potential",
    ),
    "lan": ("workspace:home", "workspace:dossier {recognised}"),
    "son": (
        "workspace:home",
        "workspace:dossiers",
        "workspace:dossier {received}",
        "workspace:dossier {scheduled}",
        "workspace:dossier {forwarded}",
        "dossiers:schedule {received}",
        "councils:list",
        "councils:set_up",
        "councils:team_set_up",
        "councils:council {council}",
        "councils:team {team}",
        "councils:meeting {meeting}",
        "councils:begin_review {scheduled}",
        "councils:evaluation {in_review_evaluation}",
        "councils:evaluation {concluded_evaluation}",
        "certificates:desk",
        "certificates:register",
        "certificates:decisions",
        "certificates:decision {decision}",
        "certificates:higher_result {forwarded}",
        "certificates:upward {forwarded}",
        "producers:pairs",
    ),
    "tu": ("councils:tasks", "councils:review {in_review_evaluation}", "workspace:dossier {in_review}"),
    "thu": (
        "workspace:home",
        "councils:list",
        "councils:meeting {meeting}",
        "councils:evaluation {in_scoring_evaluation}",
        "councils:evaluation {concluded_evaluation}",
    ),
    "tam": (
        "councils:tasks",
        "councils:sheet {sent_sheet}",
        "councils:evaluation {in_scoring_evaluation}",
    ),
    "binh": ("councils:sheet {open_sheet}", "councils:sheet_send {open_sheet}"),
    "chi": (
        "workspace:home",
        "councils:tasks",
        "councils:declare {in_scoring_evaluation}",
        "councils:declare_meeting {meeting}",
    ),
    "ha": (
        "workspace:home",
        "certificates:desk",
        "certificates:recognise ?hs={concluded}",
        "certificates:revoke {recognition}",
        "certificates:register",
    ),
    "minh": ("workspace:home",),
    "an": (
        "workspace:home",
        "accounts:people",
        "accounts:invite",
        "accounts:person {person}",
        "accounts:appoint {person}",
        "accounts:journal",
        "core:components",
    ),
}


def address_of(page: str, codes: dict[str, str]) -> str:
    """The address of a line of the tables above."""
    name, *args = page.format(**codes).split()
    query = args.pop() if args and args[-1].startswith("?") else ""
    return name if name.startswith("/") else reverse(name, args=args) + query


def codes_of_the_demo(people: dict[str, Any]) -> dict[str, str]:
    """What stands for each `{…}`: codes by what they are, addresses of public pages."""
    at_hoas_desk = Dossier.objects.filter(desk__name="Giồng Trôm")
    states = ("draft", "returned", "scheduled", "in_review", "concluded", "forwarded")
    dossiers = {state: Dossier.objects.filter(state=state)[0] for state in states}
    revoked = Recognition.objects.exclude(revocation=None).get()
    recognised = Recognition.objects.exclude(certificate=None).filter(revocation=None, stars=4).get()
    in_scoring = Evaluation.objects.get(dossier__state="in_scoring")
    return {
        **{state: dossier.code for state, dossier in dossiers.items()},
        "submitted": at_hoas_desk.get(state="submitted").code,
        "accepted": at_hoas_desk.get(state="under_check", kind__key="first").code,
        "received": Dossier.objects.get(state="under_check", desk__level="province").code,
        "recognised": recognised.dossier.code,
        "recognition": recognised.code,
        "draft_product": dossiers["draft"].product.code,
        "producer": dossiers["draft"].product.producer.code,
        "product": recognised.product.code,
        "product_address": product_url(recognised.product),
        "producer_address": producer_url(recognised.product.producer),
        "revoked_product": revoked.product.code,
        "certificate": recognised.certificate.code,
        "revoked_certificate": revoked.certificate.code,
        "decision": RecognitionDecision.objects.order_by("pk")[0].code,
        "council": Council.objects.get().code,
        "team": AdvisoryTeam.objects.get().code,
        "meeting": Meeting.objects.get().code,
        "in_review_evaluation": Evaluation.objects.get(dossier__state="in_review").code,
        "in_scoring_evaluation": in_scoring.code,
        "concluded_evaluation": Evaluation.objects.get(dossier=dossiers["concluded"]).code,
        "sent_sheet": ScoringSheet.objects.get(evaluation=in_scoring, seat__user=people["tam"]).code,
        "open_sheet": ScoringSheet.objects.get(evaluation=in_scoring, seat__user=people["binh"]).code,
        "person": people["lan"].code,
        "market": Market.objects.order_by("pk")[0].code,
        "point_of_sale": PointOfSale.objects.order_by("pk")[0].code,
        "craft_village": CraftVillage.objects.order_by("pk")[0].code,
        "tourism_site": TourismSite.objects.order_by("pk")[0].code,
        "gift_set": GiftSet.objects.order_by("pk")[0].code,
        "enquiry": Enquiry.objects.get(state="new").code,
        "thanks": Signer(salt="ocop.portal.enquiry").sign("HM-2611-7KQ3"),
    }
