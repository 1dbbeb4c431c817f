"""The menu a new installation begins with leads where it says."""

import re

from ocop.certificates.tests.factories import RecognitionFactory
from ocop.content import actions
from ocop.content.models import MenuItem
from ocop.portal.catalogue import catalogue


def test_the_planted_menu_holds_every_group_of_products(cast, client):
    RecognitionFactory()
    actions.plant()
    groups = [each.key for each in catalogue().categories.groups if not each.decision]

    urls = MenuItem.objects.filter(url__contains="nhom=").values_list("url", flat=True)

    assert [url.partition("nhom=")[2] for url in urls] == groups
    for url in urls:
        page = client.get(url).content.decode()
        assert len(re.findall(r'class="chip"', page)) == 1, url


def test_the_planted_menu_leads_to_the_desk(cast):
    actions.plant()

    assert MenuItem.objects.get(label="Quản lý").url_name == "workspace:home"
