"""Who sees decisions, recognitions and certificates, and who decides. The law makes results public, not points."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from ocop.accounts.models import Role, User
from ocop.accounts.queries import units_under, units_where
from ocop.certificates.models import (
    Certificate,
    HigherResult,
    Recognition,
    RecognitionDecision,
    UpwardFile,
    UpwardPaper,
)
from ocop.core.access import EVERY, NONE, grant
from ocop.core.dates import today
from ocop.dossiers.access import files_of, not_own
from ocop.dossiers.models import Dossier, State, Step
from ocop.files.access import belongs
from ocop.places.models import Unit
from ocop.producers.members import producers_of
from ocop.producers.models import Product, ProductPicture
from ocop.programme.models import Level, Regime

PUBLISHED = (RecognitionDecision.Kind.RECOGNITION, RecognitionDecision.Kind.REVOCATION)


# Public: QĐ 26/2026/QĐ-TTg, Điều 7.3e, 7.4e «công bố kết quả».


def shown(_: User | None) -> Q:
    """Everything in demo mode; otherwise everything that is not demo data."""
    return EVERY if settings.DEMO else Q(is_demo=False)


def published_recognitions(_: User | None) -> Q:
    """Recognitions of products that may be shown."""
    return EVERY if settings.DEMO else Q(product__is_demo=False)


def published_certificates(_: User | None) -> Q:
    """Their certificates."""
    return EVERY if settings.DEMO else Q(recognition__product__is_demo=False)


def published_decisions(user: User | None) -> Q:
    """Decisions that recognise or revoke; not the papers between two levels, which carry points."""
    return Q(kind__in=PUBLISHED) & shown(user)


def recognised_products(user: User | None) -> Q:
    """Products that were ever recognised, whatever that is worth today."""
    return Q(Exists(Recognition.objects.filter(product=OuterRef("pk")))) & shown(user)


def recognised_producers(user: User | None) -> Q:
    """Producers of such products."""
    recognised = Product.objects.filter(recognised_products(user))
    return Q(pk__in=recognised.values("producer")) & shown(user)


def public_files(user: User | None) -> Q:
    """Pictures of recognised products, certificates, scans of published decisions."""
    products = Product.objects.filter(recognised_products(user))
    return (
        Q(pk__in=products.values("picture"))
        | Q(pk__in=ProductPicture.objects.filter(product__in=products.values("pk")).values("file"))
        | Q(pk__in=Certificate.objects.filter(published_certificates(user)).values("file"))
        | Q(pk__in=RecognitionDecision.objects.filter(published_decisions(user)).values("scan"))
    )


# Those who decide.


def led_by_me(user: User) -> Q:
    """Dossiers at a unit that evaluates, where the person signs decisions; not of her own producer."""
    return Q(desk__in=units_where(user, Role.LEADER).values("pk"), level__task=Level.Task.DECIDE) & not_own(user)


def kept_by_me(user: User) -> Q:
    """Dossiers at a unit that evaluates, where the person is an officer; not of her own producer."""
    return Q(desk__in=units_where(user, Role.OFFICER).values("pk"), level__task=Level.Task.DECIDE) & not_own(user)


def returned_to_me(user: User) -> Q:
    """Dossiers before the leader that a higher level sent back with its result."""
    return led_by_me(user) & Q(Exists(HigherResult.objects.filter(dossier=OuterRef("pk"))))


def forwarded_to_me(user: User) -> Q:
    """Dossiers forwarded by a unit below the person's own, as an officer."""
    forwarded = Step.objects.filter(dossier=OuterRef("pk"), to_state=State.FORWARDED)
    below = units_under(user, Role.OFFICER).values("pk")
    return Q(desk__in=below) & Q(Exists(forwarded)) & not_own(user)


def to_be_sent_up(user: User) -> Q:
    """Dossiers whose file for the next level the officer or the leader puts together: rated, not sent up before."""
    answered = HigherResult.objects.filter(dossier=OuterRef("pk"))
    return (led_by_me(user) | kept_by_me(user)) & Q(state=State.CONCLUDED) & ~Q(Exists(answered))


def with_a_file_sent_up(user: User) -> Q:
    """Dossiers of the officer's or leader's unit that have a file for the next level."""
    made = UpwardFile.objects.filter(dossier=OuterRef("pk"))
    return (led_by_me(user) | kept_by_me(user)) & Q(Exists(made))


def papers_sent_up(user: User) -> Q:
    """Papers of such files: for the unit that sends them, and for the unit that got them."""
    sent = Dossier.objects.filter(with_a_file_sent_up(user) | forwarded_to_me(user)).values("pk")
    return Q(pk__in=UpwardPaper.objects.filter(upward__dossier__in=sent).values("file"))


def files_from_below(user: User) -> Q:
    """Files of dossiers that were forwarded to the person's unit."""
    return files_of(forwarded_to_me(user))


def decisions_of_my_unit(user: User) -> Q:
    """Every decision recorded at a unit where the person is leader or officer."""
    units = units_where(user, Role.LEADER, Role.OFFICER)
    return Q(unit__in=units.values("pk")) | Q(
        higher_results__dossier__desk__in=units_where(user, Role.LEADER, Role.OFFICER).values("pk")
    )


def scans_of_my_unit(user: User) -> Q:
    """Scans of those decisions."""
    return Q(pk__in=RecognitionDecision.objects.filter(decisions_of_my_unit(user)).values("scan"))


def scores_of_mine(user: User) -> Q:
    """Recognitions of the person's own products."""
    return Q(product__producer__in=producers_of(user).values("pk"))


def scores_of_my_area(user: User) -> Q:
    """Recognitions of products in the area of an officer or a leader."""
    return Q(product__producer__unit__in=units_under(user, Role.OFFICER, Role.LEADER).values("pk"))


def decided_by_my_unit(user: User) -> Q:
    """Current recognitions whose stars the person's unit decides under the rules of today (Điều 8.2)."""
    regime = Regime.objects.filter(effective_from__lte=today(), revocation_grounds__isnull=False).distinct().first()
    if regime is None:
        return NONE
    rows = NONE
    held = list(units_where(user, Role.LEADER))
    for level in regime.levels.filter(task=Level.Task.DECIDE):
        own = [unit for unit in held if unit.level == level.unit_level]
        for unit in own:
            rows |= Q(
                stars__in=level.decides_stars,
                product__producer__unit__in=Unit.objects.within(unit).values("pk"),
            )
    mine = Q(product__producer__in=producers_of(user).values("pk"))
    return rows & Q(is_current=True) & Q(revocation=None) & ~mine


def files_of_decisions() -> Q:
    """Files that belong to a decision or to a file sent up."""
    return Q(Exists(RecognitionDecision.objects.filter(scan=OuterRef("pk")))) | Q(
        Exists(UpwardPaper.objects.filter(file=OuterRef("pk")))
    )


belongs(files_of_decisions)
for _model, _rows in {
    "recognitiondecision": published_decisions,
    "recognition": published_recognitions,
    "certificate": published_certificates,
    "product": recognised_products,
    "producer": recognised_producers,
    "storedfile": public_files,
}.items():
    grant(f"{_model}.view", _rows, because="kết quả công nhận được công bố (Điều 7.3e, 7.4e)", public=True)

grant("dossier.view", forwarded_to_me, because="cấp trên xem hồ sơ được chuyển lên")
grant("dossier.read_report", forwarded_to_me, because="cấp trên đọc báo cáo của cấp kiểm tra")
grant("dossier.prepare_upward", to_be_sent_up, because="cơ quan tham mưu lập hồ sơ gửi cấp trên (Điều 6.3, 7.3e)")
grant("dossier.read_upward", to_be_sent_up, because="đơn vị xem hồ sơ gửi cấp trên đang lập")
grant("dossier.read_upward", with_a_file_sent_up, because="đơn vị xem hồ sơ đã gửi cấp trên")
grant("dossier.read_upward", forwarded_to_me, because="cấp trên xem hồ sơ đề nghị được gửi lên (Điều 6.3, 7.4a)")
grant("storedfile.view", papers_sent_up, because="đơn vị gửi và cấp trên xem văn bản trong hồ sơ gửi cấp trên")
grant("dossier.decide", led_by_me, because="lãnh đạo mở trang quyết định cho hồ sơ của đơn vị mình")
grant("dossier.draft_decision", led_by_me, because="lãnh đạo in dự thảo quyết định")
grant("dossier.draft_decision", kept_by_me, because="cơ quan tham mưu in dự thảo quyết định, thông báo (Điều 7.3đ, g)")
grant("storedfile.view", files_from_below, because="cấp trên xem tệp của hồ sơ được chuyển lên")
grant("storedfile.view", scans_of_my_unit, because="cán bộ xem bản ký của quyết định thuộc đơn vị mình")
grant("recognitiondecision.view", decisions_of_my_unit, because="cán bộ xem quyết định thuộc đơn vị mình")
grant("recognition.see_score", scores_of_mine, because="chủ thể xem điểm của sản phẩm mình")
grant("recognition.see_score", scores_of_my_area, because="cán bộ, lãnh đạo xem điểm của sản phẩm trên địa bàn")
grant("recognition.revoke", decided_by_my_unit, because="người quyết định hạng sao thu hồi công nhận (Điều 8.2)")
