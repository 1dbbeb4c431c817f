"""Parts of pages are kept for visitors only, by what they depend on; static files keep their addresses."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError

from ocop.core.static_files import static_address
from ocop.core.versions import bump, shelf

pytestmark = pytest.mark.django_db(transaction=True)
PART = Template('{% kept "x" key %}{{ words }}{% endkept %}')


@pytest.fixture(autouse=True)
def keeping(settings):
    settings.PORTAL_CACHE = "parts"
    shelf.clear()
    yield
    shelf.clear()


def show(words, key="a", user=None):
    return PART.render(Context({"words": words, "key": key, "user": user or AnonymousUser()}))


def test_a_part_is_kept_by_its_keys_until_something_changes():
    said = [show("một"), show("hai"), show("ba", key="b")]
    bump()

    assert [*said, show("bốn")] == ["một", "một", "ba", "bốn"]


def test_a_part_for_the_signed_in_is_made_for_them():
    show("một")

    assert (show("hai", user=get_user_model()(email="mai@vidu.vn")), show("ba")) == ("hai", "một")


def test_what_is_in_a_part_stays_escaped():
    assert [show("<b>"), show("x")] == ["&lt;b&gt;", "&lt;b&gt;"]


def test_a_part_needs_a_name():
    with pytest.raises(TemplateSyntaxError):
        Template("{% kept %}{% endkept %}")


def test_addresses_of_static_files_follow_the_settings(settings):
    page = Template('{% load static %}{% static "core/a&b.css" %} {% static "c.css" as address %}{{ address }}')
    before = page.render(Context())

    settings.STATIC_URL = "/khac/"

    assert before == "/static/core/a%26b.css /static/c.css"
    assert (page.render(Context()), static_address("c.css")) == ("/khac/core/a%26b.css /khac/c.css", "/khac/c.css")
