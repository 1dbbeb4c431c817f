from datetime import date, timedelta

import pytest

from ocop.certificates import actions
from ocop.certificates.actions import RevocationInput
from ocop.certificates.tests.factories import (
    CertificateFactory,
    ProducerFactory,
    ProductFactory,
    RecognitionFactory,
)
from ocop.core.dates import today
from ocop.portal.addresses import producer_url
from ocop.portal.queries import certificate_by_number, key_of


def certified(**fields):
    fields = {"valid_from": date(2026, 1, 5), "valid_to": date(2029, 1, 5)} | fields
    return CertificateFactory(recognition=RecognitionFactory(**fields), number="012/2026/QĐ-OCOP-86")


# Xác thực


@pytest.mark.parametrize(
    "asked",
    [
        "012/2026/QĐ-OCOP-86",
        " 012 / 2026 / qđ-ocop-86 ",
        "012/2026/qd-ocop-86",
        "012.2026.QĐ.OCOP.86",
    ],
)
def test_verify_finds_a_number_as_people_type_it(db, client, asked):
    certificate = certified()

    response = client.get("/xac-thuc/", {"so": asked})

    assert (response.status_code, response["Location"]) == (302, f"/gcn/{certificate.code}/")


def test_verify_takes_the_address_of_the_qr_code_too(db):
    certificate = certified()

    assert certificate_by_number(f"https://ocop.tinh.gov.vn/gcn/{certificate.code}/") == certificate


@pytest.mark.parametrize("asked", ["999/2026", "abc", "12", "\x00", "0" * 500])
def test_verify_says_plainly_what_is_not_in_the_register(db, client, asked):
    certified()

    response = client.get("/xac-thuc/", {"so": asked})

    assert response.status_code in (200, 404)
    assert "Location" not in response
    assert ("Không có trong sổ" in response.content.decode()) == (response.status_code == 404)


def test_verify_asks_for_a_number_when_there_is_none(db, client):
    assert client.get("/xac-thuc/").status_code == 200
    assert "Hãy nhập số giấy chứng nhận." in client.get("/xac-thuc/", {"so": " "}).content.decode()


# Trang của giấy chứng nhận


def opened(client, certificate):
    response = client.get(f"/gcn/{certificate.code}/")
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_certificate_page_says_first_that_it_is_valid(db, client):
    html = opened(client, certified())

    assert "verdict--success" in html
    assert html.index("Còn hiệu lực</h1>") < html.rindex("012/2026/QĐ-OCOP-86")
    assert "Có giá trị đến hết ngày 05/01/2029." in html


def test_certificate_page_says_when_it_is_over(db, client):
    html = opened(client, certified(valid_from=date(2022, 1, 5), valid_to=date(2025, 1, 5)))

    assert "verdict--danger" in html
    assert "Đã hết hiệu lực</h1>" in html
    assert "Không còn được dùng giấy này" in html


def test_certificate_page_says_that_it_was_revoked_and_why(world, client):
    certificate = certified(product__producer=world.producer)
    actions.revoke(
        certificate.recognition,
        RevocationInput(
            ground=world.regime.revocation_grounds.first(),
            reason="Lý do kín",
            concluded_on=today() - timedelta(days=1),
            decision=world.paper("50/QĐ-UBND"),
        ),
        by=world.leader,
    )

    html = opened(client, certificate)

    assert "Đã bị thu hồi</h1>" in html
    assert world.regime.revocation_grounds.first().label in html
    assert "Quyết định số 50/QĐ-UBND" in html
    assert "Lý do kín" not in html


def test_certificate_page_of_a_replaced_one_leads_to_the_new(world, client):
    before = certified(product__producer=world.producer, stars=3)
    actions.recognise([world.concluded(product=before.recognition.product)], decision=world.paper(), by=world.leader)
    new = before.recognition.product.recognitions.get(is_current=True).certificate

    html = opened(client, before)

    assert "Đã được thay thế</h1>" in html
    assert f'href="/gcn/{new.code}/"' in html


def test_certificate_page_opens_the_pdf_for_everybody(world, client):
    dossier = world.concluded()
    actions.recognise([dossier], decision=world.paper(), by=world.leader)
    certificate = dossier.recognition.certificate

    html = opened(client, certificate)

    certificate.refresh_from_db()
    assert f"/tep/{certificate.file.code}/" in html
    for file in (certificate.file, certificate.recognition.decision.scan):
        response = client.get(f"/tep/{file.code}/")
        assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_certificate_page_of_an_unknown_code_is_a_clear_404(db, client):
    response = client.get("/gcn/222222222222/")

    assert response.status_code == 404
    assert "Không có trong sổ" in response.content.decode()
    assert "Mã này không ứng với giấy chứng nhận nào." in response.content.decode()


def test_certificate_page_never_tells_the_score(world, client):
    html = opened(client, certified(score="76.54"))

    assert ("76,54" in html, "76.54" in html) == (False, False)


# Chủ thể


def test_producers_list_shows_those_with_recognised_products_and_how_many_are_valid(world, client):
    producer = ProducerFactory(name="Hợp tác xã Đồng Khởi")
    RecognitionFactory(product__producer=producer)
    RecognitionFactory(product__producer=producer, valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))
    ProductFactory(producer__name="Chưa có gì")

    html = client.get("/chu-the/", {"q": "dong khoi"}).content.decode()

    assert "1 chủ thể" in html
    assert "2 sản phẩm, <strong>1 còn hiệu lực hôm nay</strong>" in html
    assert "Chưa có gì" not in client.get("/chu-the/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_producers_list_asks_the_same_number_of_queries(db, client, django_assert_num_queries, count):
    for _ in range(count):
        RecognitionFactory()

    with django_assert_num_queries(11):
        client.get("/chu-the/")


def test_producer_page_lists_its_recognised_products(world, client, names):
    recognition = RecognitionFactory(product__producer=world.producer, product__name="Kẹo dừa")
    ProductFactory(producer=world.producer, name="Chưa công nhận")
    url = producer_url(recognition.product.producer)

    assert names(client.get(url)) == ["Kẹo dừa"]
    assert client.get(f"/chu-the/cu-{world.producer.code}/")["Location"] == url


def test_producer_without_recognised_products_is_404(world, client):
    client.force_login(world.mai)

    assert client.get(producer_url(world.producer)).status_code == 404


def test_producers_own_pages_are_not_taken_by_the_portal(world, client):
    assert client.get("/chu-the/cua-toi/moi/").status_code == 302


# Trang chủ


def test_home_shows_the_newest_first_and_none_that_is_over(db, client, names):
    RecognitionFactory(product__name="Cũ", valid_from=date(2025, 1, 1), valid_to=date(2028, 1, 1))
    RecognitionFactory(product__name="Mới", valid_from=date(2026, 5, 1), valid_to=date(2029, 5, 1))
    RecognitionFactory(product__name="Hết", valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))

    assert names(client.get("/")) == ["Mới", "Cũ"]


def test_producers_are_filtered_by_place_and_type(world, client):
    RecognitionFactory(product__producer=world.producer)
    RecognitionFactory()

    by_place = client.get("/chu-the/", {"don_vi": key_of(world.commune)}).context["producers"]
    by_type = client.get("/chu-the/", {"loai_hinh": "cooperative"}).context["producers"]

    assert [each[0] for each in by_place] == [world.producer]
    assert [each[0] for each in by_type] == [world.producer]
