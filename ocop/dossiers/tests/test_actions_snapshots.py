import hashlib

import pytest

from ocop.dossiers import actions
from ocop.dossiers.actions.snapshots import canonical, content_of, is_unchanged
from ocop.dossiers.models import Dossier, Snapshot
from ocop.dossiers.tests import factories


def test_a_snapshot_holds_everything_and_its_checksum_can_be_computed_again(cast):
    dossier = factories.submitted(cast)

    snapshot = Snapshot.objects.get()
    dossier = Dossier.objects.for_page().get()
    assert canonical(snapshot.content) == canonical(content_of(dossier))
    assert snapshot.sha256 == hashlib.sha256(canonical(snapshot.content).encode()).hexdigest()
    assert is_unchanged(snapshot)
    assert [file.sha256 for file in snapshot.files.all()] == [e["sha256"] for e in snapshot.content["evidence"]]


def test_later_edits_do_not_touch_what_was_filed(cast):
    dossier = factories.returned(cast)
    before = Snapshot.objects.get()

    actions.edit_form(dossier, "02", {"structure": "Khác hẳn"}, by=cast.mai)
    actions.remove_evidence(dossier.evidence.first(), by=cast.mai)

    after = Snapshot.objects.get()
    assert (after.content, after.sha256, after.files.count()) == (before.content, before.sha256, before.files.count())
    assert is_unchanged(after)


def test_a_change_made_behind_the_systems_back_shows(cast):
    factories.submitted(cast)
    snapshot = Snapshot.objects.get()

    snapshot.content["form02"]["structure"] = "sửa lén"

    assert not is_unchanged(snapshot)


def test_what_was_filed_is_neither_edited_nor_deleted(cast):
    factories.submitted(cast)
    snapshot = Snapshot.objects.get()

    with pytest.raises(TypeError):
        snapshot.save()
    with pytest.raises(TypeError):
        snapshot.delete()
    with pytest.raises(TypeError):
        Snapshot.objects.all().update(reason="khác")
    with pytest.raises(TypeError):
        Snapshot.objects.all().delete()
