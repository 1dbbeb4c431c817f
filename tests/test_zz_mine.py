"""my part of the sweep only"""

from tests.test_urls import *
from tests import test_urls as t
import pytest


def test_mine(world, cast, client):
    wrong = []
    for who, person in cast.everyone().items():
        if who in ("tam", "thu", "tu", "bien"):
            continue
        client.logout()
        if person:
            client.force_login(person)
        for name, (arg, ans) in ANSWERS.items():
            if not name.startswith(("gis:", "growing:")):
                continue
            a = client.get(reverse(name, args=world[arg]))
            if a.status_code != expected(ans, who):
                wrong.append((name, who, a.status_code))
    client.force_login(cast.hoa)
    for name, (arg, ans) in ANSWERS.items():
        if name.startswith(("gis:", "growing:")) and "405:" in ans:
            s = client.post(reverse(name, args=world[arg])).status_code
            if s not in (403, 404):
                wrong.append((name, "post", s))
    assert wrong == []
