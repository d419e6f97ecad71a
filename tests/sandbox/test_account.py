"""The account's rows: their changes, and how a store restores them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.account import Account
from flowroute_sandbox.state.clock import FrozenClock
from flowroute_sandbox.state.tables import Change
from sandbox.caller import Caller
from sandbox.conftest import NOW
from sandbox.samples import HOME, OWN, PORT, WINDOW


@dataclass
class Memory:
    """A store that keeps every row as text, and the changes of each save."""

    rows: dict[tuple[str, str], str] = field(default_factory=dict)
    calls: list[list[tuple[str, str]]] = field(default_factory=list)

    def load(self) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
        rows = [(kind, key, json.loads(row)) for (kind, key), row in self.rows.items()]
        random.Random(1).shuffle(rows)
        return rows

    def save(self, changes: Sequence[Change]) -> None:
        self.calls.append([(kind, key) for kind, key, _ in changes])
        for kind, key, row in changes:
            if row is None:
                del self.rows[kind, key]
            else:
                self.rows[kind, key] = json.dumps(row)


@pytest.fixture
def store() -> Memory:
    return Memory()


@pytest.fixture
def api(store: Memory, inventory: Inventory) -> Caller:
    return Caller(open_sandbox(store, inventory))


def open_sandbox(store: Memory, inventory: Inventory) -> Sandbox:
    return Sandbox(store=store, inventory=inventory, clock=FrozenClock(NOW), rate_limit=True)


def fill(api: Caller) -> None:
    """Add some rows of every kind, and remove some of them."""
    for number in (OWN, "12065550101", "12065550102"):
        api.post(f"/v2/numbers/{number}", {"messaging_enabled": True})
    api.delete("/v2/numbers/12065550101")
    for alias in "ab":
        body = {"alias": alias, "route_type": "host", "value": "h", "edge_strategy_id": 4}
        api.post("/v2/routes", body)
    api.delete("/v2/routes/100001")
    api.patch(f"/v2/numbers/{OWN}/relationships/failover_route", {"id": "100002"})
    api.post("/v2/e911s", HOME)
    api.patch(f"/v2/numbers/{OWN}/relationships/e911s/200001")
    api.post("/v2/cnams", {"value": "a"})
    api.post("/v2/cnams", {"value": "b"})
    api.sandbox.approve_cnam("300001")
    api.sandbox.reject_cnam("300002", "no")
    api.patch(f"/v2/numbers/{OWN}/relationships/cnams/300001")
    api.put("/v2.1/messages/sms_callback", {"callback_url": "https://example.com"})
    api.post(f"/v2/numbers/{OWN}/relationships/mms_callback", {"callback_url": "http://a.com"})
    api.sandbox.refuse_address(city="Tacoma", zip="98407")
    api.sandbox.seed_number("19995550100", owned=False)
    api.sandbox.declare_media("https://example.com/a.png", 5)
    api.post("/v2/portorders", PORT)
    api.post("/v2/portorders/400001/upload_file", {"filename": "bill.pdf"})
    api.sandbox.set_portability("18005550142", portable=False)
    api.sandbox.seed_calls(calls=5)
    api.post("/v2/cdrs/exports", {"filter_parameters": WINDOW})
    for text in ("one", "zwei \ud800 ü", "three"):
        body = {"to": "12065550199", "from": OWN, "body": text, "dlr_callback": "http://a.com"}
        api.post("/v2.1/messages", body)
        api.sandbox.advance(0.2)
    api.sandbox.receive_message(from_="1206555", to=OWN, media=["https://example.com/a.png"])
    api.sandbox.fail_message(api.sandbox.ids.message(2))


def everything(api: Caller) -> list[Any]:
    return [
        api.get(path)
        for path in (
            "/v2/numbers",
            f"/v2/numbers/{OWN}",
            "/v2/routes",
            "/v2/e911s",
            "/v2/cnams",
            "/v2/cnams/300001",
            "/v2/portorders",
            "/v2/portorders/400001/files",
            "/v2/cdrs/exports",
            "/v2.1/messages?start_date=2026-01-01",
            "/v2.1/messages/sms_callback",
            "/v2/numbers/available?starts_with=999",
            "/_sandbox/state",
        )
    ]


def test_round_trip(api: Caller, store: Memory, inventory: Inventory) -> None:
    """A sandbox opened on what another one saved has equal rows and responses."""
    fill(api)
    again = Caller(open_sandbox(store, inventory))

    assert again.sandbox.account == api.sandbox.account
    assert everything(again) == everything(api)
    for each in (api, again):
        each.sandbox.advance(100)
        each.post("/v2/routes", {"alias": "c", "route_type": "host", "value": "h"})
        each.post("/v2.1/messages", {"to": "12065550199", "from": OWN, "body": "four"})
    assert everything(again) == everything(api)


def test_what_was_loaded_is_no_change(api: Caller, store: Memory) -> None:
    """A loaded account has no changes, and an empty one is a new one."""
    fill(api)

    assert Account.load(store.load()).changes() == []
    assert Account.load([]) == Account()
    assert Account.load(store.load()) != Account()


def test_only_what_changed_is_saved(api: Caller, store: Memory) -> None:
    """A request saves the rows it changed; without changes nothing is saved."""
    api.post(f"/v2/numbers/{OWN}")
    api.get("/v2/numbers")
    api.get("/v2/nothing")
    api.patch(f"/v2/numbers/{OWN}", {"type": "number", "alias": "x"})
    api.post("/v2/routes", {"alias": "a", "route_type": "host", "value": "h"})
    api.delete("/v2/routes/100001")

    assert store.calls == [
        [("number", OWN), ("settings", "settings")],
        [("number", OWN)],
        [("route", "100001"), ("counter", "route")],
        [("route", "100001")],
    ]


def test_a_message_changes_one_row(api: Caller, store: Memory, inventory: Inventory) -> None:
    """The balance is saved with the first message; it is right again after others, too."""
    api.post(f"/v2/numbers/{OWN}")
    message = {"to": "12065550199", "from": OWN, "body": "x" * 200}
    ids = [api.post("/v2.1/messages", message)[1]["data"]["id"] for _ in range(3)]
    saved = [[kind for kind, _ in call if kind != "window"] for call in store.calls[1:]]
    again = Caller(open_sandbox(store, inventory))

    assert saved == [["message", "settings"], ["message"], ["message"]]
    assert [row.id for row in again.sandbox.account.messages] == ids
    assert again.sandbox.account == api.sandbox.account


def test_older_releases_saved_the_balance_after_each_message(
    api: Caller, store: Memory, inventory: Inventory
) -> None:
    """The balance in such a file has paid for all that is in it, and then pays for what comes."""
    api.post(f"/v2/numbers/{OWN}")
    message = {"to": "12065550199", "from": OWN, "body": "one"}
    api.post("/v2.1/messages", message)
    settings = json.loads(store.rows["settings", "settings"])
    del settings["paid_messages"]
    store.rows["settings", "settings"] = json.dumps(settings)
    later = Caller(open_sandbox(store, inventory))
    before = later.sandbox.account.settings.balance
    later.post("/v2.1/messages", message)
    later.post("/v2.1/messages", message)
    again = Caller(open_sandbox(store, inventory))

    assert before == api.sandbox.account.settings.balance
    assert again.sandbox.account == later.sandbox.account
    assert again.sandbox.account.settings.balance == before - 2 * 4_000_000


def test_refused_attempts_are_saved(api: Caller, store: Memory) -> None:
    """A refused attempt to send counts after a restart too."""
    api.post("/v2.1/messages", {})

    assert store.calls == [[("window", "v2.1 sms")]]


def test_reset_empties_the_store(api: Caller, store: Memory) -> None:
    """Nothing is left of what was saved."""
    fill(api)
    api.sandbox.reset()

    assert store.rows == {}


def test_time_continues(api: Caller, store: Memory, inventory: Inventory) -> None:
    """A sandbox that was advanced is as far ahead when it is opened again."""
    api.sandbox.advance(timedelta(days=1, microseconds=1))
    again = Caller(open_sandbox(store, inventory))

    assert again.get("/_sandbox/state")[1]["now"] == "2026-01-16T12:00:00.120001+00:00"


class Full(Memory):
    """A store without room, until there is."""

    room = False

    def save(self, changes: Sequence[Change]) -> None:
        if not self.room:
            raise OSError("disk full")
        super().save(changes)


def test_no_response_before_saving(inventory: Inventory) -> None:
    """A response is sent only after its changes are saved."""
    api = Caller(open_sandbox(Full(), inventory))

    with pytest.raises(OSError, match="disk full"):
        api.post(f"/v2/numbers/{OWN}")
    with pytest.raises(OSError, match="disk full"):
        api.get(f"/v2/numbers/{OWN}")


def test_what_could_not_be_saved_is_saved_later(inventory: Inventory) -> None:
    """Once the store works again, the next request saves the changes of those before."""
    store = Full()
    api = Caller(open_sandbox(store, inventory))
    for path in (f"/v2/numbers/{OWN}", "/v2/numbers/12065550101"):
        with pytest.raises(OSError, match="disk full"):
            api.post(path)
    store.room = True
    shown = api.get("/v2/numbers")

    assert shown[1]["data"] != []
    assert Caller(open_sandbox(store, inventory)).get("/v2/numbers") == shown


def test_an_account_can_be_given(inventory: Inventory) -> None:
    """Two sandboxes on one account share its state."""
    account = Account()
    first, second = (Caller(Sandbox(account=account, inventory=inventory)) for _ in range(2))
    first.post(f"/v2/numbers/{OWN}")

    assert second.get(f"/v2/numbers/{OWN}")[0] == 200


def test_many_threads(api: Caller) -> None:
    """Requests from several threads lose no changes."""

    def buy(first: int) -> None:
        for number in range(first, first + 25):
            Caller(api.sandbox).post(f"/v2/numbers/{number}")

    threads = [Thread(target=buy, args=[12065550100 + 25 * part]) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(api.get("/v2/numbers", limit=200)[1]["data"]) == 100
    assert api.get("/_sandbox/state")[1]["balance"] == pytest.approx(1000 - 225)


def test_what_has_its_default_value_is_not_stored(api: Caller, store: Memory) -> None:
    """A row has what differs from the defaults alone, and comes back whole."""
    api.post(f"/v2/numbers/{OWN}")
    _, sent = api.post("/v2.2/messages", {"to": "12065550143", "from": OWN, "body": "Hi"})
    message_id = sent["data"]["id"]

    assert json.loads(store.rows["message", message_id]) == {
        "id": message_id,
        "sequence": 1,
        "outbound": True,
        "sender": OWN,
        "recipient": "12065550143",
        "body": "Hi",
        "is_mms": False,
        "segments": 1,
        "encoding": 0,
        "amount": 4_000_000,
        "message_type": "longcode",
        "accepted": NOW.isoformat(),
        "submitted": (NOW + timedelta(seconds=1)).isoformat(),
        "settled": (NOW + timedelta(seconds=3)).isoformat(),
        "api_version": "2.2",
    }
    assert Account.load(store.load()).messages == api.sandbox.account.messages
