from __future__ import annotations

from collections.abc import Callable

import pytest
from cli.account import Account
from click.testing import CliRunner, Result

from flowroute_ext.cli.group import flowroute

Run = Callable[..., Result]


@pytest.fixture
def fr(account: Account, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Run:
    """`flowroute` in this process, with the keys to the account in the environment."""
    for name, value in account.keys.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")

    def run(*arguments: str, charset: str = "utf-8", **options: object) -> Result:
        return CliRunner(charset=charset).invoke(
            flowroute, arguments, prog_name="flowroute", **options
        )

    return run
