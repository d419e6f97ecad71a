"""The proxies of the environment, for the engine "fast"."""

from __future__ import annotations

import pytest

from flowroute_ext._http.fast.proxies import proxy_for

NO_PROXY = {
    "": True,
    "*": False,
    "example.com": False,
    ".example.com": False,
    "EXAMPLE.com": False,
    "ample.com": True,
    "api.example.com:443": False,
    "api.example.com:444": True,
    "https://api.example.com": False,
    "http://api.example.com": True,
    "127.0.0.1, other.example": True,
}


@pytest.mark.parametrize("value", NO_PROXY)
def test_proxies(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """The variables for proxies are read as httpx reads them."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    assert proxy_for("https://api.example.com", {}) is None
    environ = {"HTTPS_PROXY": "127.0.0.1:9", "NO_PROXY": value}
    for name, setting in environ.items():
        monkeypatch.setenv(name, setting)

    found = proxy_for("https://api.example.com", environ)
    assert found == ("http://127.0.0.1:9" if NO_PROXY[value] else None)
