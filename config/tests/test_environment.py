import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import database, env, secret_key


def test_database_is_sqlite_in_var_when_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    config = database(tmp_path)

    assert config["NAME"] == str(tmp_path / "ocop.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_keeps_a_pool_of_connections_to_postgresql(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://ocop:bi-mat@may/kho")
    monkeypatch.setattr(sys, "argv", ["granian"])

    assert database(tmp_path)["OPTIONS"] == {"pool": {"min_size": 2, "max_size": 8}}


def test_database_has_no_pool_in_the_worker_which_forks(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://ocop:bi-mat@may/kho")
    monkeypatch.setattr(sys, "argv", ["manage.py", "qcluster"])

    assert "OPTIONS" not in database(tmp_path)


@pytest.mark.parametrize("address", ["kho", "postgre://ocop:bi-mat@may/kho", "mysql://ocop:bi-mat@may/kho"])
def test_database_refuses_an_address_it_cannot_read_without_printing_the_password(
    monkeypatch, tmp_path, capfd, address
):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured) as refused:
        database(tmp_path)

    assert "DATABASE_URL" in str(refused.value)
    assert "bi-mat" not in str(refused.value) + "".join(capfd.readouterr())


def test_a_number_that_is_none_is_refused_by_the_name_of_its_variable(monkeypatch):
    monkeypatch.setenv("UPLOAD_MAX_MB", "nhiều")

    with pytest.raises(ImproperlyConfigured, match="UPLOAD_MAX_MB"):
        env.int("UPLOAD_MAX_MB", default=60)


def test_secret_key_is_made_once_and_kept_from_others_in_demo_mode(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    made = secret_key(demo=True, var=tmp_path)

    assert secret_key(demo=True, var=tmp_path) == made
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_secret_key_must_be_given_when_it_is_not_a_demo(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        secret_key(demo=False, var=tmp_path)
