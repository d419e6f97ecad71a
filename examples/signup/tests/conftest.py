import httpx
import pytest
from signup import Application, SignUps


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    """Invalid keys, so that the tests never use those of the environment."""
    monkeypatch.setenv("FR_ACCESS_KEY", "test")
    monkeypatch.setenv("FR_SECRET_KEY", "test")


@pytest.fixture
def service(monkeypatch):
    """A service that always uses the same code."""
    monkeypatch.setattr("signup.new_code", lambda: "123456")
    return SignUps("12065550142")


@pytest.fixture
def web(service):
    """A client of the service, in this process."""
    transport = httpx.WSGITransport(Application(service))
    with httpx.Client(transport=transport, base_url="http://signup.example.com") as client:
        yield client
