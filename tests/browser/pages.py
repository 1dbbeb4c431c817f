"""Every kind of page with the person it is looked at as. `{…}` are codes of the demo, found by `Demo`."""

from __future__ import annotations

from typing import Any

from ocop.certificates.models import Recognition, RecognitionDecision
from ocop.councils.models import AdvisoryTeam, Council, Evaluation, Meeting, ScoringSheet
from ocop.dossiers.models import Dossier

PUBLIC = (
    "/",
    "/san-pham/",
    "/san-pham/?q=dua&nhom=I",
    "/san-pham/?q=khongcogiongnhuthe",
    "{product_page}",
    "{revoked_page}",
    "/chu-the/",
    "{producer_page}",
    "/xac-thuc/",
    "/xac-thuc/?so=khong-co",
    "{certificate_page}",
    "{revoked_certificate_page}",
    "/dang-nhap/",
    "/dang-ky/",
    "/quen-mat-khau/",
    "/du-lieu-ca-nhan/",
    "/khong-co-trang-nay/",
)

SIGNED_IN = {
    "mai": (
        "/ban-lam-viec/",
        "/ban-lam-viec/ho-so/",
        "/ban-lam-viec/ho-so/{recognised}/",
        "/ban-lam-viec/ho-so/{returned}/",
        "/ban-lam-viec/ho-so/{draft}/",
        "/chu-the/cua-toi/moi/",
        "/chu-the/cua-toi/{producer}/sua/",
        "/chu-the/cua-toi/{producer}/san-pham-moi/",
        "/chu-the/cua-toi/san-pham/{draft_product}/sua/",
        "/ho-so/{returned}/mau-01/",
        "/ho-so/{returned}/mau-02/",
        "/ho-so/{returned}/tu-cham/",
        "/ho-so/{returned}/minh-chung/",
        "/ho-so/{returned}/kiem-tra/",
        "/ho-so/{draft}/minh-chung/",
        "/ho-so/{draft}/kiem-tra/",
        "/ho-so/{returned}/ban-nop/1/",
        "/thong-bao/",
        "/tai-khoan/",
        "/tai-khoan/thiet-bi/",
        "/tai-khoan/email/",
        "/tai-khoan/mat-khau/",
        "/dang-xuat/",
    ),
    "hoa": (
        "/ban-lam-viec/",
        "/ban-lam-viec/ho-so/{submitted}/",
        "/ban-lam-viec/ho-so/{accepted}/",
        "/ho-so/{accepted}/bao-cao/",
        "/ho-so/{accepted}/tra-lai/",
        "/ho-so/{accepted}/loai/",
        "/ho-so/{accepted}/mau-01/",
        "/chu-the/cua-toi/tiem-nang/",
    ),
    "lan": ("/ban-lam-viec/", "/ban-lam-viec/ho-so/{recognised}/"),
    "son": (
        "/ban-lam-viec/",
        "/ban-lam-viec/ho-so/",
        "/ban-lam-viec/ho-so/{received}/",
        "/ban-lam-viec/ho-so/{scheduled}/",
        "/ban-lam-viec/ho-so/{forwarded}/",
        "/ho-so/{received}/xep-dot/",
        "/hoi-dong/",
        "/hoi-dong/lap/",
        "/hoi-dong/to-tu-van/lap/",
        "/hoi-dong/{council}/",
        "/hoi-dong/to-tu-van/{team}/",
        "/hoi-dong/phien/{meeting}/",
        "/hoi-dong/ho-so/{scheduled}/giao/",
        "/hoi-dong/danh-gia/{in_review_evaluation}/",
        "/hoi-dong/danh-gia/{concluded_evaluation}/",
        "/quyet-dinh/",
        "/quyet-dinh/so/",
        "/quyet-dinh/so/quyet-dinh/",
        "/quyet-dinh/so/quyet-dinh/{decision}/",
        "/quyet-dinh/ho-so/{forwarded}/ket-qua-cap-tren/",
        "/chu-the/cua-toi/nghi-trung/",
    ),
    "tu": ("/hoi-dong/viec/", "/hoi-dong/xem-xet/{in_review_evaluation}/", "/ban-lam-viec/ho-so/{in_review}/"),
    "thu": (
        "/ban-lam-viec/",
        "/hoi-dong/",
        "/hoi-dong/phien/{meeting}/",
        "/hoi-dong/danh-gia/{in_scoring_evaluation}/",
        "/hoi-dong/danh-gia/{concluded_evaluation}/",
    ),
    "tam": (
        "/hoi-dong/viec/",
        "/hoi-dong/phieu/{sent_sheet}/",
        "/hoi-dong/danh-gia/{in_scoring_evaluation}/",
    ),
    "binh": ("/hoi-dong/phieu/{open_sheet}/", "/hoi-dong/phieu/{open_sheet}/gui/"),
    "chi": (
        "/ban-lam-viec/",
        "/hoi-dong/viec/",
        "/hoi-dong/ke-khai/{in_scoring_evaluation}/",
        "/hoi-dong/phien/{meeting}/ke-khai/",
    ),
    "ha": (
        "/ban-lam-viec/",
        "/quyet-dinh/",
        "/quyet-dinh/cong-nhan/?hs={concluded}",
        "/quyet-dinh/thu-hoi/{recognition}/",
        "/quyet-dinh/so/",
    ),
    "minh": ("/ban-lam-viec/",),
    "an": (
        "/ban-lam-viec/",
        "/nhan-su/",
        "/nhan-su/moi/",
        "/nhan-su/{person}/",
        "/nhan-su/{person}/vai-tro/",
        "/nhan-su/nhat-ky/",
        "/_components/",
    ),
}


def codes_of_the_demo(people: dict[str, Any]) -> dict[str, str]:
    """What stands for each `{…}`: codes by what they are, addresses of public pages."""
    states = ("draft", "submitted", "returned", "scheduled", "in_review", "concluded", "forwarded")
    dossiers = {state: Dossier.objects.filter(state=state).order_by("pk")[0] for state in states}
    at_commune, at_province = Dossier.objects.filter(state="under_check").order_by("desk__level")
    revoked = Recognition.objects.exclude(revocation=None).get()
    recognised = Recognition.objects.exclude(certificate=None).filter(revocation=None, stars=4).get()
    product, withdrawn = (f"/san-pham/{each.product.code}/" for each in (recognised, revoked))
    in_scoring = Evaluation.objects.get(dossier__state="in_scoring")
    return {
        **{state: dossier.code for state, dossier in dossiers.items()},
        "accepted": at_commune.code,
        "received": at_province.code,
        "recognised": recognised.dossier.code,
        "recognition": recognised.code,
        "draft_product": dossiers["draft"].product.code,
        "producer": dossiers["draft"].product.producer.code,
        "product_page": product,
        "revoked_page": withdrawn,
        "producer_page": f"/chu-the/{recognised.product.producer.code}/",
        "certificate_page": recognised.certificate.get_absolute_url(),
        "revoked_certificate_page": revoked.certificate.get_absolute_url(),
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
    }
