import hashlib
import os
import time

import pytest
from django.db import IntegrityError, transaction

from ocop.accounts.tests.factories import UserFactory
from ocop.core.errors import Refused
from ocop.files import actions, checks
from ocop.files.models import StoredFile
from ocop.files.storage import private_storage
from ocop.files.tests.factories import StoredFileFactory, image_bytes, pdf_bytes, upload


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def on_disk():
    return [name for folder in private_storage.listdir("")[0] for name in private_storage.listdir(folder)[1]]


@pytest.mark.django_db
def test_store_keeps_the_bytes_under_a_code_and_what_they_are():
    mai, data = UserFactory(), pdf_bytes(3)

    file = actions.store(upload(data, "Đơn đăng ký.exe", "text/html"), by=mai)

    file = StoredFile.objects.get(pk=file.pk)
    assert (file.name, file.media_type, file.pages) == ("Đơn đăng ký.exe.pdf", "application/pdf", 3)
    assert (file.size, file.sha256, file.uploaded_by) == (len(data), hashlib.sha256(data).hexdigest(), mai)
    with file.content.open() as content:
        assert content.read() == data
    assert file.content.name == f"{file.code[:2]}/{file.code}"


@pytest.mark.django_db
def test_store_takes_another_name_when_given_one():
    file = actions.store(upload(image_bytes(), "IMG_0001.jpg"), by=UserFactory(), name="Ảnh nhãn.jpg")

    assert file.name == "Ảnh nhãn.jpg"


@pytest.mark.django_db
def test_store_writes_nothing_when_the_file_is_refused():
    with pytest.raises(Refused):
        actions.store(upload(b"MZ not a pdf"), by=UserFactory())

    assert (StoredFile.objects.count(), on_disk()) == (0, [])


@pytest.mark.django_db
def test_store_obeys_the_size_in_the_settings(settings):
    settings.UPLOAD_MAX_MB = 0

    with pytest.raises(Refused, match="Tệp lớn hơn 0 MB"):
        actions.store(upload(pdf_bytes()), by=UserFactory())


@pytest.mark.django_db(transaction=True)
def test_store_leaves_no_bytes_when_the_transaction_is_rolled_back():
    mai = UserFactory()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.store(upload(pdf_bytes()), by=mai)
        assert len(on_disk()) == 1
        raise ZeroDivisionError

    assert (StoredFile.objects.count(), on_disk()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_store_leaves_only_what_was_kept_when_a_savepoint_is_rolled_back():
    mai = UserFactory()

    with transaction.atomic():
        kept = actions.store(upload(pdf_bytes()), by=mai)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            actions.store(upload(pdf_bytes()), by=mai)
            raise ZeroDivisionError

    assert on_disk() == [kept.code]


@pytest.mark.django_db(transaction=True)
def test_store_leaves_no_bytes_when_its_row_is_refused(monkeypatch):
    first = actions.store(upload(pdf_bytes()), by=UserFactory())
    monkeypatch.setattr(actions, "new_code", lambda: first.code)

    with pytest.raises(IntegrityError):
        actions.store(upload(pdf_bytes()), by=first.uploaded_by)

    assert on_disk() == [first.code]


@pytest.mark.django_db
def test_store_bytes_keeps_a_paper_of_the_system_itself():
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    word = actions.store_bytes(b"PK...", name="Biên bản.docx", media_type=docx, by=None)
    paper = actions.store_bytes(pdf_bytes(2), name="QĐ 12/QĐ-UBND.pdf", media_type="application/pdf", by=None)

    assert (word.name, word.media_type, word.pages) == ("Biên bản.docx", docx, None)
    assert (paper.name, paper.pages) == ("QĐ-UBND.pdf", 2)


@pytest.mark.django_db(transaction=True)
def test_sweep_removes_old_bytes_without_a_row():
    kept = StoredFileFactory()
    for name in ("aa/old", "aa/new"):
        private_storage.save(name, upload(b"left behind"))
    long_ago = time.time() - 3 * 86_400
    for name in ("aa/old", kept.content.name):
        os.utime(private_storage.path(name), (long_ago, long_ago))

    removed = actions.sweep()

    assert (removed, sorted(on_disk())) == (1, sorted(["new", kept.code]))


def test_every_allowed_kind_has_an_ending():
    assert all(kind.suffixes[0].startswith(".") for kind in checks.ALLOWED.values())
