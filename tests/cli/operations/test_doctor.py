"""`flowroute doctor`."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from flowroute_ext.cli.operations.doctor import account as of_account
from flowroute_ext.cli.operations.doctor.machine import certificates, proxies, python


def found(result) -> dict[str, tuple[str, str | None]]:
    """State and cure of each check."""
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return {each["check"]: (each["state"], each["cure"]) for each in lines}


def test_all_is_well(fr, monkeypatch):
    """On an account that works nothing is off, and what is not set is listed."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    result = fr("doctor")
    checks = found(result)

    assert result.exit_code == 0
    assert {"off"} & {state for state, _ in checks.values()} == set()
    for check in ("Python", "libraries", "TLS", "proxy", "credentials", "connection", "clock"):
        assert checks[check] == ("ok", None)
    assert checks["keys"] == checks["rate limit"] == ("ok", None)
    assert checks["callback sms"] == (
        "note",
        "to receive them: flowroute messages set-callback sms URL",
    )

    fr("messages", "set-callback", "sms", "https://example.com/sms")
    assert found(fr("doctor"))["callback sms"] == ("ok", None)


@pytest.mark.parametrize(
    ("variables", "check", "cure"),
    [
        ({"FR_SECRET_KEY": "wrong"}, "keys", "copy both keys again"),
        ({"FR_SECRET_KEY": ""}, "credentials", "set both"),
        ({"FR_BASE_URL": "http://127.0.0.1:1"}, "connection", "check the network"),
        ({"FR_BASE_URL": "nowhere"}, "credentials", "use one like"),
        ({"SSL_CERT_FILE": "/no/such/file"}, "SSL_CERT_FILE", "give a file that does"),
        ({"HTTPS_PROXY": "foo"}, "HTTPS_PROXY", "write it like http://proxy.example.com"),
    ],
)
def test_something_is_off(fr, monkeypatch, variables, check, cure):
    """What is off has its cure, and the exit status is 1."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = fr("doctor")
    state, found_cure = found(result)[check]

    assert result.exit_code == 1
    assert state == "off"
    assert cure in (found_cure or "")


@pytest.mark.parametrize(("seconds", "state"), [(30, "ok"), (-600, "off"), (600, "off")])
def test_the_clock(fr, monkeypatch, seconds, state):
    """A clock that is minutes from Flowroute's is off."""

    class Moved(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime.now(UTC) + timedelta(seconds=seconds)

    monkeypatch.setattr(of_account, "datetime", Moved)

    assert found(fr("doctor"))["clock"][0] == state


def test_an_old_python():
    """A Python that is too old is off."""
    assert python((3, 10)).state == "off"
    assert python((3, 14)).state == "ok"


def test_variables(tmp_path):
    """A proxy is shown without its password."""
    (proxy,) = proxies({"https_proxy": "http://me:secret@proxy.example.com:3128"})
    _, given = certificates({"SSL_CERT_DIR": str(tmp_path)})

    assert proxy.detail == "requests go through http://•••@proxy.example.com:3128"
    assert given.state == "note"
