"""What is left in the file after rows were removed, and rows that are damaged."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sandbox.caller import Caller
from sandbox.samples import HOME, OWN, PEER

from flowroute_sandbox import Sandbox
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.state.store import Store, StoreError

INVENTORY = Inventory()
SECRETS = ("Meet me at nine", "Vassault", "HARBOR CAFE", "hook.example.com", PEER, OWN)


def traces(path: Path) -> set[str]:
    """The secrets in the file, and in every file of SQLite's beside it."""
    files = list(path.parent.iterdir())
    assert path in files
    found = b"".join(file.read_bytes() for file in files)
    return {secret for secret in SECRETS if secret.encode() in found}


def used(store: Store) -> Caller:
    """A sandbox whose account has all of the secrets, some of them in rows that were changed."""
    api = Caller(Sandbox(inventory=INVENTORY, store=store, post=None))
    api.sandbox.seed_number(OWN)
    api.post("/v2/e911s", HOME)
    api.post("/v2/cnams", {"value": "Harbor Cafe"})
    api.put("/v2.1/messages/sms_callback", {"callback_url": "https://hook.example.com/"})
    for number in range(50):
        body = f"Meet me at nine {number} " + "x" * 2000 * (number % 3)
        api.post("/v2.1/messages", {"from": OWN, "to": PEER, "body": body})
    api.sandbox.receive_message(from_=PEER, to=OWN, body="Meet me at nine")
    api.sandbox.advance(60)
    return api


def test_a_reset_leaves_nothing(tmp_path: Path) -> None:
    """After a reset no text, number or name is in the file or its log, while it is open."""
    path = tmp_path / "account.db"
    with closing(Store(path)) as store:
        api = used(store)
        assert traces(path) == set(SECRETS)

        assert api.post("/_sandbox/reset") == (204, None)

        assert traces(path) == set()
        api.sandbox.seed_number("12065550177")
    with closing(Store(path)) as store:
        assert [key for _, key, _ in store.load()] == ["12065550177"]
    assert traces(path) == set()


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    """Clearing a store removes its rows from the file as well."""
    path = tmp_path / "account.db"
    with closing(Store(path)) as store:
        used(store)
        store.clear()

        assert (store.load(), traces(path)) == ([], set())


def test_a_reset_removes_what_an_older_release_left(tmp_path: Path) -> None:
    """What was deleted without being erased is removed by the next reset."""
    path = tmp_path / "account.db"
    with closing(Store(path)) as store:
        used(store)
    with closing(sqlite3.connect(path)) as older:
        older.execute("PRAGMA secure_delete = OFF")
        older.execute("DELETE FROM account WHERE kind = 'message'")
        older.commit()
    assert "Meet me at nine" in traces(path)

    with closing(Store(path)) as store:
        Sandbox(inventory=INVENTORY, store=store, post=None).reset()

        assert traces(path) == set()


@pytest.mark.parametrize(
    "row",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"value": Infinity}',
        "[]",
        "null",
        "secret",
        "",
        b"\xff secret",
        b"\x00",
        1,
        "9" * 5000,
    ],
    ids=lambda row: str(len(repr(row))),
)
def test_damaged_rows(tmp_path: Path, row: object) -> None:
    """A row that is no JSON object is a damaged file, and what it has is not in the error."""
    path = tmp_path / "account.db"
    with closing(Store(path)) as store:
        store.save([("number", OWN, json.loads("{}"))])
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE account SET row = ?", (row,))
        other.commit()

    with closing(Store(path)) as store, pytest.raises(StoreError) as caught:
        store.load()
    assert str(caught.value).startswith(f"{path} is damaged. ")
    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("text", ["\xff", None])
def test_damaged_keys(tmp_path: Path, text: str | None) -> None:
    """So is a key that is no text."""
    path = tmp_path / "account.db"
    with closing(Store(path)) as store:
        store.save([("number", OWN, {})])
    with closing(sqlite3.connect(path)) as other:
        key = None if text is None else text.encode("latin-1")
        other.execute("UPDATE account SET key = ?", (key,))
        other.commit()

    with closing(Store(path)) as store, pytest.raises(StoreError, match="is damaged"):
        store.load()
