from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.account import Account
from cli.terminal import Shell
from sandbox_serving.served import Served


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A sandbox for all tests, served by the command."""
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0)
    yield served
    served.clean_up()


@pytest.fixture
def account(served: Served) -> Account:
    return Account(served)


@pytest.fixture
def shell(account: Account, tmp_path: Path) -> Iterator[Shell]:
    """An empty folder, and the keys to the account in the environment."""
    with Shell(tmp_path, **account.keys) as shell:
        yield shell
