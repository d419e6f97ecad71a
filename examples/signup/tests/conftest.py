import importlib
import secrets
import sys

import httpx
import pytest

BASE = "http://signup.example.com"
SECRET = secrets.token_urlsafe(32)


@pytest.fixture
def service(monkeypatch, tmp_path):
    """The service with a store of its own, anew for each test, and always the same code."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNUP_NUMBER", "12065550142")
    monkeypatch.setenv("FLOWROUTE_WEBHOOK_SECRET", SECRET)
    sys.modules.pop("signup", None)
    module = importlib.import_module("signup")
    monkeypatch.setattr(module.secrets, "randbelow", lambda _: 123456)
    yield module
    module.receiver.close()


@pytest.fixture
def web(service):
    """A client of the service, in this process."""
    transport = httpx.WSGITransport(service.application)
    with httpx.Client(transport=transport, base_url=BASE) as client:
        yield client


@pytest.fixture
def url(service):
    """The URL to which inbound messages are posted."""
    return service.receiver.url(f"{BASE}/flowroute", "sms")
