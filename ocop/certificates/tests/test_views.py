import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document

from ocop.certificates import actions
from ocop.certificates.models import Recognition, RecognitionDecision
from ocop.certificates.tests.factories import RecognitionFactory, imported
from ocop.core.dates import today
from ocop.dossiers.models import State
from ocop.files.tests.factories import pdf_bytes, upload

DESK = reverse("certificates:desk")
REGISTER = reverse("certificates:register")
OUTSIDERS = ("mai", "secretary", "stranger")


def given(*dossiers, **fields):
    """What the decision form sends."""
    return {
        "hs": [dossier.code for dossier in dossiers],
        "number": "12/QĐ-UBND",
        "signed_on": today().isoformat(),
        "signer_name": "Lê Văn Ký",
        "signer_title": "Chủ tịch",
        "scan": upload(pdf_bytes()),
    } | fields


def signed_in(client, person):
    client.force_login(person)
    return client


# Bàn của lãnh đạo


def test_desk_sorts_by_what_may_be_decided(world, client):
    ready, upward, below = world.concluded(), world.concluded(mean="92", stars=5), world.concluded(mean="40", stars=2)
    away = world.concluded(mean="95", stars=5)
    actions.forward([away], decision=world.paper("60"), by=world.leader)

    context = signed_in(client, world.leader).get(DESK).context

    assert {key: [line.dossier for line in context[key]] for key in ("ready", "upward", "below", "away")} == {
        "ready": [ready],
        "upward": [upward],
        "below": [below],
        "away": [away],
    }


def test_desk_offers_decisions_to_the_leader_only(world, client):
    world.concluded()

    leader = signed_in(client, world.leader).get(DESK).content.decode()
    officer = signed_in(client, world.officer).get(DESK).content.decode()

    assert "Ghi quyết định công nhận" in leader
    assert "Ghi quyết định công nhận" not in officer
    assert "Tải dự thảo quyết định" in officer


def test_desk_cuts_points_and_never_rounds_them_up(world, client):
    world.concluded(mean="69.9999", stars=3)

    assert "69,99" in signed_in(client, world.leader).get(DESK).content.decode()


def test_desk_shows_nothing_of_other_units(world, client):
    world.concluded()

    context = signed_in(client, world.commune_officer).get(DESK).context

    assert context["is_empty"] is True


def test_desk_is_not_for_those_without_office(world, client):
    for name in OUTSIDERS:
        assert signed_in(client, getattr(world, name)).get(DESK).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_the_same_number_of_queries_for_one_and_three(world, client, django_assert_num_queries, count):
    for _ in range(count):
        world.concluded()
    signed_in(client, world.leader).get(DESK)

    with django_assert_num_queries(17):
        client.get(DESK)


# Ghi quyết định


def test_recognise_page_names_the_products_and_who_signs(world, client):
    dossier = world.concluded()

    response = signed_in(client, world.leader).get(reverse("certificates:recognise"), {"hs": dossier.code})

    assert dossier.product.name in response.content.decode()
    assert response.context["form"].initial["signer_name"] == world.leader.full_name


def test_recognise_page_records_the_decision(world, client):
    dossiers = [world.concluded(), world.concluded()]

    response = signed_in(client, world.leader).post(reverse("certificates:recognise"), given(*dossiers))

    assert response["Location"] == DESK
    assert RecognitionDecision.objects.get().recognitions.count() == 2


def test_recognise_page_keeps_what_was_typed_when_refused(world, client):
    dossier = world.concluded(mean="40", stars=2)

    response = signed_in(client, world.leader).post(reverse("certificates:recognise"), given(dossier))

    assert response.status_code == 200
    assert "đạt 2 sao: không ban hành quyết định công nhận" in response.content.decode()
    assert 'value="12/QĐ-UBND"' in response.content.decode()
    assert Recognition.objects.count() == 0


def test_recognise_page_asks_for_what_is_missing(world, client):
    dossier = world.concluded()

    response = signed_in(client, world.leader).post(
        reverse("certificates:recognise"), given(dossier, number="", scan="")
    )

    assert sorted(response.context["form"].errors) == ["number", "scan"]


@pytest.mark.parametrize("name", ["recognise", "forward"])
def test_decision_pages_without_a_choice_lead_back_with_a_sentence(world, client, name):
    response = signed_in(client, world.leader).get(
        reverse(f"certificates:{name}"), headers={"Referer": f"http://testserver{DESK}"}
    )

    assert response["Location"] == DESK


@pytest.mark.parametrize("name", ["recognise", "forward", "close"])
@pytest.mark.parametrize("who", ["officer", "minister", "commune_officer", *OUTSIDERS])
def test_decision_pages_are_for_the_leader_of_the_desk(world, client, name, who):
    dossier = world.concluded()

    response = signed_in(client, getattr(world, who)).post(reverse(f"certificates:{name}"), given(dossier))

    dossier.refresh_from_db()
    assert (response.status_code, dossier.state) == (403, State.CONCLUDED)


def test_forward_page_sends_up(world, client):
    dossier = world.concluded(mean="92", stars=5)

    signed_in(client, world.leader).post(reverse("certificates:forward"), given(dossier))

    dossier.refresh_from_db()
    assert dossier.state == State.FORWARDED


def test_close_ends_the_chosen(world, client):
    dossier = world.concluded(mean="40", stars=2)

    signed_in(client, world.leader).post(reverse("certificates:close"), {"hs": dossier.code})

    dossier.refresh_from_db()
    assert dossier.state == State.NOT_RECOGNISED


# Kết quả của cấp trên


def away(world):
    dossier = world.concluded(mean="92", stars=5)
    actions.forward([dossier], decision=world.paper("60"), by=world.leader)
    return dossier


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"stars": "5", "points": "91,5", "certificate_number": "05/TW"}, State.RECOGNISED),
        ({"stars": "4", "points": "88.25"}, State.CONCLUDED),
        ({"stars": "", "points": "88"}, State.CONCLUDED),
    ],
)
def test_higher_result_page_records_what_the_paper_says(world, client, fields, state):
    dossier = away(world)
    url = reverse("certificates:higher_result", args=[dossier.code])

    response = signed_in(client, world.officer).post(url, given(**fields))

    dossier.refresh_from_db()
    if fields["stars"] == "":
        assert (response.status_code, dossier.state) == (200, State.FORWARDED)
    else:
        assert (response.status_code, dossier.state) == (302, state)


def test_higher_result_page_says_what_is_wrong(world, client):
    dossier = away(world)
    url = reverse("certificates:higher_result", args=[dossier.code])

    response = signed_in(client, world.officer).post(url, given(stars="5", points="91"))

    assert "Hãy ghi số giấy chứng nhận do cấp trên cấp." in response.content.decode()


def test_higher_result_page_is_for_the_officer_of_the_desk(world, client):
    url = reverse("certificates:higher_result", args=[away(world).code])

    answers = {
        name: signed_in(client, getattr(world, name)).get(url).status_code
        for name in ("officer", "ministry_officer", "mai", "stranger")
    }

    assert answers == {"officer": 200, "ministry_officer": 403, "mai": 403, "stranger": 404}


def test_reopen_button_sends_it_back_to_the_council(world, client):
    dossier = away(world)
    signed_in(client, world.officer).post(
        reverse("certificates:higher_result", args=[dossier.code]), given(stars="4", points="88")
    )

    signed_in(client, world.leader).post(reverse("certificates:reopen", args=[dossier.code]))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.round) == (State.UNDER_CHECK, None)


# Giấy tờ


def words(response):
    document = Document(io.BytesIO(response.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_draft_decision_lists_what_may_be_recognised(world, client):
    good, low = world.concluded(), world.concluded(mean="40", stars=2)

    response = signed_in(client, world.officer).get(reverse("certificates:draft"), {"hs": [good.code, low.code]})

    assert good.product.name in words(response)
    assert low.product.name not in words(response)
    assert "36 tháng" in words(response)


def test_draft_decision_says_when_nothing_may_be_recognised(world, client):
    low = world.concluded(mean="40", stars=2)

    response = signed_in(client, world.officer).get(reverse("certificates:draft"), {"hs": low.code})

    assert response.status_code == 302


@pytest.mark.parametrize("result", [{}, {"mean": "40", "stars": 2}])
def test_result_notice_tells_the_producer_the_result(world, client, result):
    dossier = world.concluded(**result)
    if result:
        actions.close_unrecognised([dossier], by=world.leader)
    else:
        actions.recognise([dossier], decision=world.paper(), by=world.leader)

    response = signed_in(client, world.officer).get(reverse("certificates:notice", args=[dossier.code]))

    assert dossier.product.name in words(response)
    assert ("không ban hành quyết định công nhận" in words(response)) == bool(result)


def test_papers_are_for_the_office_of_the_desk(world, client):
    dossier = world.concluded()

    for name, status in (("mai", 403), ("stranger", 404), ("ministry_officer", 404)):
        assert (
            signed_in(client, getattr(world, name)).get(reverse("certificates:notice", args=[dossier.code])).status_code
            == status
        )
    assert signed_in(client, world.mai).get(reverse("certificates:draft"), {"hs": dossier.code}).status_code == 403


# Sổ


def test_register_finds_by_number_product_and_producer(world, client):
    dossier = world.concluded()
    actions.recognise([dossier], decision=world.paper(), by=world.leader)
    RecognitionFactory(product__name="Khác hẳn")

    for text in (dossier.recognition.certificate.number, "12/QĐ", dossier.product.search[:9]):
        lines = signed_in(client, world.officer).get(REGISTER, {"q": text}).context["lines"]
        assert [row for row, *_ in lines] == [dossier.recognition]


def test_register_filters_by_what_it_is_worth_today(world, client):
    RecognitionFactory(valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))
    unknown = imported(known_valid_on=today() - timedelta(days=9))

    lines = signed_in(client, world.officer).get(REGISTER, {"hieu-luc": "unknown"}).context["lines"]

    assert [row for row, *_ in lines] == [unknown]


def test_register_offers_revocation_to_who_may(world, client):
    RecognitionFactory(product__producer=world.producer)
    RecognitionFactory(product__producer=world.producer, valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    by_leader = signed_in(client, world.leader).get(REGISTER).context["lines"]
    by_officer = signed_in(client, world.officer).get(REGISTER).context["lines"]

    assert [bool(may) for *_, may in by_leader] == [True, False]
    assert [bool(may) for *_, may in by_officer] == [False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_register_asks_the_same_number_of_queries_for_one_and_three(world, client, django_assert_num_queries, count):
    for _ in range(count):
        RecognitionFactory(product__producer=world.producer)
    signed_in(client, world.leader).get(REGISTER)

    with django_assert_num_queries(20):
        client.get(REGISTER)


def test_register_is_for_officials(world, client):
    for name in OUTSIDERS:
        for page in ("register", "decisions"):
            assert signed_in(client, getattr(world, name)).get(reverse(f"certificates:{page}")).status_code == 403


def test_decisions_are_listed_and_opened(world, client):
    dossier = away(world)
    paper = dossier.decisions.get()

    html = signed_in(client, world.officer).get(reverse("certificates:decisions"), {"q": "60"}).content.decode()
    page = client.get(reverse("certificates:decision", args=[paper.code])).content.decode()

    assert paper.number in html
    assert dossier.product.name in page
    assert signed_in(client, world.stranger).get(reverse("certificates:decision", args=[paper.code])).status_code == 404


# Thu hồi


def test_revoke_page_takes_it_back(world, client):
    recognition = RecognitionFactory(
        product__producer=world.producer, valid_from=date(2026, 7, 1), valid_to=date(2029, 7, 1)
    )
    url = reverse("certificates:revoke", args=[recognition.code])
    fields = {
        "ground": world.regime.revocation_grounds.first().pk,
        "concluded_on": (today() - timedelta(days=40)).isoformat(),
        "reason": "Giả mạo",
    }

    response = signed_in(client, world.leader).post(url, given(**fields), follow=True)

    assert "Đã ghi quyết định thu hồi. Đã quá thời hạn" in response.content.decode()
    assert recognition.__class__.objects.get().revocation.reason == "Giả mạo"


def test_revoke_page_says_what_is_wrong(world, client):
    recognition = RecognitionFactory(product__producer=world.producer)
    url = reverse("certificates:revoke", args=[recognition.code])
    fields = {"ground": world.regime.revocation_grounds.first().pk, "reason": "Giả mạo"}

    response = signed_in(client, world.leader).post(
        url, given(concluded_on=(today() + timedelta(days=2)).isoformat(), **fields)
    )

    assert "đứng sau ngày ký" in response.content.decode()


def test_revoke_page_is_for_who_decides(world, client):
    recognition = RecognitionFactory(product__producer=world.producer)
    url = reverse("certificates:revoke", args=[recognition.code])

    answers = {
        name: signed_in(client, getattr(world, name)).get(url).status_code
        for name in ("leader", "officer", "minister", "mai")
    }

    assert answers == {"leader": 200, "officer": 403, "minister": 403, "mai": 403}


# Mảnh trên trang hồ sơ


def panel(client, person, dossier):
    return signed_in(client, person).get(dossier.get_absolute_url()).content.decode()


def test_dossier_page_shows_the_leader_what_to_decide(world, client):
    html = panel(client, world.leader, world.concluded())

    assert "Ghi quyết định công nhận" in html
    assert "chuyển cấp trên</" not in html


def test_dossier_page_shows_the_producer_the_certificate(world, client):
    dossier = world.concluded()
    actions.recognise([dossier], decision=world.paper(), by=world.leader)

    html = panel(client, world.mai, dossier)

    assert dossier.recognition.certificate.number in html
    assert "Ghi quyết định" not in html


def test_dossier_page_shows_the_producer_nothing_before_the_decision(world, client):
    html = panel(client, world.mai, world.concluded())

    assert 'id="quyet-dinh"' not in html


def test_dossier_page_of_a_low_result(world, client):
    dossier = world.concluded(mean="40", stars=2)
    assert "Kết thúc, không công nhận" in panel(client, world.leader, dossier)

    actions.close_unrecognised([dossier], by=world.leader)

    assert "không cấp giấy chứng nhận" in panel(client, world.mai, dossier)
    assert "Tải thông báo kết quả" in panel(client, world.officer, dossier)


def test_the_register_leads_the_officer_of_the_area_to_correct_a_product(world, client):
    near, far = RecognitionFactory(product__producer=world.producer), RecognitionFactory()

    html = signed_in(client, world.commune_officer).get(REGISTER).content.decode()

    assert reverse("producers:product_describe", args=[near.product.code]) in html
    assert reverse("producers:product_describe", args=[far.product.code]) not in html
