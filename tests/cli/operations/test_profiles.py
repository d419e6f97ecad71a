"""`flowroute login`, `logout`, `profiles` and `--profile`."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from cli.account import OWN

KEYS = "sandbox-access-key\nsandbox-secret-key\n"


@pytest.fixture
def logged_out(fr, monkeypatch):
    """`flowroute` without keys in the environment."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.delenv(name)
    return fr


def test_a_profile(logged_out, served, tmp_path):
    """Keys that were logged in are used, from a file that only its owner can read."""
    file = tmp_path / "flowroute" / "profiles.json"
    nothing = logged_out("numbers", "list")
    assert nothing.exit_code == 2
    assert nothing.stderr.endswith("or run: flowroute login\n")

    done = logged_out("login", "--base-url", served.url, input=KEYS)
    assert done.exit_code == 0, done.output
    assert done.stderr == f"Logged in as the profile default. The secret key is in {file}.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [*file.parent.iterdir()] == [file]
    assert json.loads(logged_out("numbers", "list", "--fields", "value").stdout) == {"value": OWN}

    listed = json.loads(logged_out("profiles").stdout)
    assert listed == {
        "profile": "default",
        "access_key": "…-key",
        "base_url": served.url,
        "secret_in": "file",
    }
    assert logged_out("logout").exit_code == 0
    assert "secret" not in file.read_text()
    assert logged_out("logout").stderr == (
        "Error: there is no profile 'default': flowroute profiles lists those there are\n"
    )


def test_a_named_profile(fr, served, monkeypatch):
    """--profile comes before the environment, and that before the default one."""
    login = ("login", "--profile", "work", "--base-url", served.url)
    assert fr(*login, input=KEYS).exit_code == 0
    monkeypatch.setenv("FR_SECRET_KEY", "of another account")

    assert fr("numbers", "list").exit_code == 2
    monkeypatch.setenv("FR_SECRET_KEY", "another")
    assert fr("numbers", "list").exit_code == 1
    assert fr("numbers", "list", "--profile", "work").exit_code == 0
    assert fr("numbers", "list", "--profile", "wrok").stderr == (
        "Error: there is no profile 'wrok': did you mean work?\n"
    )
    monkeypatch.delenv("FR_ACCESS_KEY")
    assert fr("numbers", "list").stderr == (
        "Error: FR_SECRET_KEY is set and FR_ACCESS_KEY is not: set both\n"
    )


def test_keys_of_a_profile_stay_at_its_server(logged_out, monkeypatch):
    """FR_BASE_URL is of the keys in the environment, and not of a profile's."""
    from flowroute_ext.cli.profiles.opening import opened

    logged_out("login", "--no-check", input="key-of-an-account\nsecret\n")
    monkeypatch.setenv("FR_BASE_URL", "http://127.0.0.1:1")

    assert "https://api.flowroute.com" in repr(opened(None, None))


def test_keys_from_powershell(logged_out, tmp_path):
    """The keys are read after a byte order mark, which a pipe of PowerShell begins with."""
    typed = "\ufeff" + KEYS.replace("\n", "\r\n")
    made = logged_out("login", "--no-check", input=typed)
    gone = logged_out("logout", "--profile", "other")

    assert made.exit_code == 0
    assert gone.stderr == (
        "Error: there is no profile 'other': flowroute profiles lists those there are\n"
    )


def test_wrong_keys(logged_out, served, tmp_path):
    """Keys that Flowroute does not take are not kept."""
    result = logged_out("login", "--base-url", served.url, input="sandbox-access-key\nwrong\n")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: 401 Unauthorized")
    assert "wrong" not in result.output
    assert [*tmp_path.rglob("*.json")] == []


@pytest.mark.parametrize(
    ("arguments", "typed", "error"),
    [
        ((), "", "no keys came on standard input"),
        ((), "one\n", "no keys came on standard input"),
        (("--profile", "a/b"), KEYS, "'a/b' is no name of a profile"),
        (("--base-url", "http://example.com"), KEYS, "the base URL 'http://example.com' would"),
    ],
)
def test_no_login(logged_out, arguments, typed, error):
    """What cannot be kept is reported."""
    result = logged_out("login", *arguments, input=typed)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: {error}")


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 9999, "[]", '{"profiles": 3}', '{"profiles": {"a": 1}}']
)
def test_a_damaged_file(logged_out, tmp_path, text):
    """A file that is none is left alone, and reported with its name."""
    file = tmp_path / "flowroute" / "profiles.json"
    file.parent.mkdir()
    file.write_text(text)
    result = logged_out("login", "--no-check", input=KEYS)

    assert result.exit_code == 2
    assert result.stderr == (
        f"Error: {file} is no file of profiles: move it away, and log in again\n"
    )
    assert file.read_text() == text


def test_a_keyring(logged_out, tmp_path: Path, monkeypatch):
    """With a keyring the secret is there, and not in the file; logout removes it."""
    import keyring
    from keyring.backend import KeyringBackend

    class Kept(KeyringBackend):
        priority = 1

        def __init__(self) -> None:
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service, name):
            return self.kept.get((service, name))

        def set_password(self, service, name, secret):
            self.kept[service, name] = secret

        def delete_password(self, service, name):
            del self.kept[service, name]

    backend = Kept()
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        done = logged_out("login", "--no-check", input=KEYS)
        file = (tmp_path / "flowroute" / "profiles.json").read_text()
        listed = json.loads(logged_out("profiles").stdout)
        kept = dict(backend.kept)
        logged_out("logout")
    finally:
        keyring.set_keyring(before)

    assert done.stderr == "Logged in as the profile default. The secret key is in the keyring.\n"
    assert "sandbox-secret-key" not in file
    assert listed["secret_in"] == "keyring"
    assert kept == {("flowroute-ext", "default"): "sandbox-secret-key"}
    assert backend.kept == {}


def test_no_keyring_is_installed(logged_out, monkeypatch, tmp_path):
    """Without the library the secret is in the file."""
    monkeypatch.setitem(sys.modules, "keyring", None)

    assert logged_out("login", "--no-check", input=KEYS).exit_code == 0
    assert "sandbox-secret-key" in (tmp_path / "flowroute" / "profiles.json").read_text()


def test_a_command_without_the_option(logged_out, account, tmp_path, monkeypatch):
    """Commands that take the keys from the environment have those of the profile in use."""
    monkeypatch.chdir(tmp_path)
    login = ("login", "--profile", "work", "--base-url", account.served.url)
    assert logged_out(*login, input=KEYS).exit_code == 0
    (tmp_path / "people.csv").write_text("to,body\n3125550100,Hello\n")
    monkeypatch.setenv("FR_PROFILE", "work")
    sent = logged_out("send-bulk", "people.csv", "--from", OWN, "--outbox", "x.db", "--yes")

    assert sent.exit_code == 0, sent.output
    assert account.bodies == ["Hello"]
