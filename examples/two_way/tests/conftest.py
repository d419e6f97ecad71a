import secrets

import pytest

SECRET = secrets.token_urlsafe(32)


@pytest.fixture(autouse=True)
def service(monkeypatch, tmp_path):
    """The service with a secret and a store of its own, anew for each test."""
    monkeypatch.setenv("FR_ACCESS_KEY", "test")
    monkeypatch.setenv("FR_SECRET_KEY", "test")
    monkeypatch.setenv("FLOWROUTE_WEBHOOK_SECRET", SECRET)
    monkeypatch.setenv("TWO_WAY_STORE", str(tmp_path / "inbox.db"))
