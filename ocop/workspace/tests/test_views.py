import pytest
from django.urls import reverse

from ocop.dossiers import actions
from ocop.dossiers.tests import factories


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def test_the_editor_pages_show_the_labels_of_the_law(as_, cast):
    dossier = factories.ready(cast)
    browser = as_(cast.mai)

    pages = {
        name: browser.get(reverse(f"dossiers:{name}", args=[dossier.code, *more])).content.decode()
        for name, more in [("form", ["01"]), ("self_score", []), ("papers", []), ("review", [])]
    }

    assert "Họ tên người đại diện pháp lý" in pages["form"]
    assert "Nguồn nguyên liệu" in pages["self_score"]
    assert "Giấy đăng ký kinh doanh" in pages["papers"]
    assert "Hồ sơ đã đủ để nộp" in pages["review"]


def test_the_start_page_lists_what_waits(as_, cast):
    dossier = factories.submitted(cast)

    lan = as_(cast.lan).get("/ban-lam-viec/").content.decode()
    hoa = as_(cast.hoa).get("/ban-lam-viec/").content.decode()

    assert dossier.product.name in lan
    assert dossier.product.name not in hoa


@pytest.mark.parametrize("who", ["mai", "lan", "son"])
def test_the_whole_dossier_page_opens_for_those_concerned(as_, cast, who):
    dossier = actions.accept(factories.proposed(cast), by=cast.son)

    answer = as_(getattr(cast, who)).get(dossier.get_absolute_url())

    assert answer.status_code == 200
    assert dossier.product.name in answer.content.decode()


def test_desk_pages_open(as_, cast):
    dossier = factories.accepted(cast)
    lan = as_(cast.lan)

    for name in ("send_back", "refuse", "report"):
        assert lan.get(reverse(f"dossiers:{name}", args=[dossier.code])).status_code == 200
    for paper in ("mau-01", "mau-02", "mau-03"):
        answer = lan.get(reverse("dossiers:paper", args=[dossier.code, paper]))
        assert answer.status_code == 200
        assert answer.content[:2] == b"PK"
