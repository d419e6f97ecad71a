"""A STOP is remembered, a START forgets it, and the latest of them counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest
from forked.python import run

from flowroute_ext import InvalidValue, errors
from flowroute_ext.types import OptOut
from flowroute_ext.webhooks import OptOuts
from receiver.posts import OWN, PHONE, accept, message, resource

OTHER, THIRD = "12015550199", "12065550177"


def said(
    name: str, body: str, *, at: str | None = None, from_: str = PHONE, to: str = OWN
) -> bytes:
    """A message with this text, sent *at* this second of a minute."""
    times = {} if at is None else {"timestamp": f"2026-02-06T17:52:{at}Z"}
    return resource("message", f"mdr2-{name}", body=body, from_=from_, to=to, is_mms=False, **times)


@pytest.fixture
def receiver(make):
    return make(opt_outs=True)


def phones() -> Iterator[str]:
    """Numbers that nothing has been received from."""
    return (f"1206555{number}" for number in range(1000, 9999))


def test_stop(receiver):
    """Each word of an opt-out is remembered, for the number that it was sent to."""
    words = ["STOP", "stop", " Stop. ", "STOPALL", "Unsubscribe", "CANCEL", "end", "Quit!"]
    for phone, word in zip(phones(), words, strict=False):
        accept(receiver, said(phone, word, at="33", from_=phone))

        assert receiver.opt_outs.contains(phone, OWN)
        assert not receiver.opt_outs.contains(phone, OTHER)
        assert not receiver.opt_outs.contains(OWN, phone)
    assert not receiver.opt_outs.contains(PHONE, OWN)


def test_start(receiver):
    """Each word of an opt-in forgets the opt-out from that number only."""
    for phone, word in zip(phones(), ["START", "unstop", "Yes"], strict=False):
        accept(receiver, said(f"{phone}a", "STOP", at="01", from_=phone))
        accept(receiver, said(f"{phone}b", "STOP", at="01", from_=phone, to=OTHER))
        accept(receiver, said(f"{phone}c", word, at="02", from_=phone))

        assert not receiver.opt_outs.contains(phone, OWN)
        assert receiver.opt_outs.contains(phone, OTHER)


def test_other_texts(receiver):
    """Another text changes nothing, in either state."""
    texts = ["HELP", "INFO", "Please stop it", "stop stop", "", "starting", None]
    for phone, text in zip(phones(), texts, strict=False):
        accept(receiver, said(f"{phone}a", text, at="02", from_=phone))
        assert not receiver.opt_outs.contains(phone, OWN)

        accept(receiver, said(f"{phone}b", "STOP", at="01", from_=phone))
        accept(receiver, said(f"{phone}c", text, at="03", from_=phone))
        assert receiver.opt_outs.contains(phone, OWN)


def test_not_by_default(make):
    """Without opt_outs=True no message is taken for an opt-out; what is added by hand is kept."""
    receiver = make()
    accept(receiver, message("a", body="STOP"))
    receiver.opt_outs.add(THIRD)

    assert not receiver.opt_outs.contains(PHONE, OWN)
    assert receiver.opt_outs.contains(THIRD, OWN)


def test_any_order(receiver):
    """The latest message counts, in whatever order they arrive and how often."""
    fresh = phones()
    for words in (("STOP", "START"), ("START", "STOP"), ("STOP", "YES", "STOP")):
        for order in permutations(enumerate(words)):
            phone = next(fresh)
            bodies = [said(f"{phone}{at}", word, at=f"{at:02}", from_=phone) for at, word in order]
            accept(receiver, *bodies, bodies[0])

            assert receiver.opt_outs.contains(phone, OWN) == (words[-1] == "STOP")


def test_of_one_second(receiver):
    """Of a STOP and a START of the same second, the STOP counts, whichever came first."""
    accept(receiver, said("a", "STOP", at="01"), said("b", "START", at="01"))
    accept(receiver, said("c", "START", at="01", to=OTHER), said("d", "STOP", at="01", to=OTHER))

    assert receiver.opt_outs.contains(PHONE, OWN)
    assert receiver.opt_outs.contains(PHONE, OTHER)


def test_without_a_time(receiver, clock):
    """Version 2 has no times: the order of arrival counts there."""
    flat = {"to": OWN, "from": PHONE}
    for number, word in enumerate(("STOP", "START", "STOP")):
        accept_flat = json.dumps({**flat, "body": word, "id": f"mdr1-{number}"}).encode()
        url = receiver.url("https://app.example.com", "sms")
        assert receiver.handle("POST", url, None, accept_flat).status == 200
        assert receiver.opt_outs.contains(PHONE, OWN) == (word == "STOP")
        clock.passed += 1


def test_a_time_to_come(receiver, clock):
    """A message that claims to be of tomorrow counts as of now, so that a later one counts."""
    ahead = resource(
        "message", "mdr2-a", body="STOP", from_=PHONE, to=OWN, timestamp="2099-01-01T00:00:00Z"
    )
    accept(receiver, ahead)
    clock.passed += 60
    now = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    accept(
        receiver, resource("message", "mdr2-b", body="START", from_=PHONE, to=OWN, timestamp=now)
    )

    assert not receiver.opt_outs.contains(PHONE, OWN)


def test_by_hand(receiver):
    """Opt-outs are added and removed by hand, for one number of the account or for all."""
    opt_outs = receiver.opt_outs

    opt_outs.add("+1 (206) 555-0100", from_=OWN)
    opt_outs.add(THIRD)
    opt_outs.add(THIRD)
    assert opt_outs.contains("tel:+12065550100", "+12015550123")
    assert opt_outs.contains(THIRD, OWN)
    assert opt_outs.contains(THIRD, OTHER)
    assert not opt_outs.remove(THIRD, from_=OWN)
    assert opt_outs.contains(THIRD, OWN)
    assert opt_outs.remove(THIRD)
    assert not opt_outs.remove(THIRD)
    assert opt_outs.remove(PHONE, from_=OWN)
    assert opt_outs.list() == ()


def test_a_stop_after_it_was_removed(receiver):
    """A STOP that comes in after an opt-out was removed by hand counts, however late it is."""
    accept(receiver, said("a", "START", at="30"))
    receiver.opt_outs.remove(PHONE)
    accept(receiver, said("b", "STOP", at="20"))

    assert receiver.opt_outs.contains(PHONE, OWN)


def test_a_start_from_before_it_was_added(receiver):
    """What is added by hand counts from then on, also where there was a STOP before."""
    accept(receiver, said("a", "STOP", at="10"))
    receiver.opt_outs.add(PHONE, from_=OWN)
    accept(receiver, said("b", "START", at="20"))

    assert receiver.opt_outs.contains(PHONE, OWN)


def test_list(receiver, clock):
    """The list has each opt-out with its time and its word, and its repr no number."""
    accept(receiver, said("a", "Unsubscribe", at="33"), said("b", "START", at="34", to=OTHER))
    receiver.opt_outs.add("447700900123")
    receiver.opt_outs.add("12345", from_=OWN)

    since = datetime(2026, 2, 6, 17, 52, 33, tzinfo=UTC)
    assert set(receiver.opt_outs.list()) == {
        OptOut(to=PHONE, from_=OWN, since=since, keyword="UNSUBSCRIBE"),
        OptOut(to="447700900123", from_=None, since=clock.now(), keyword=None),
        OptOut(to="12345", from_=OWN, since=clock.now(), keyword=None),
    }
    assert PHONE not in repr(receiver.opt_outs.list())


def test_no_numbers(receiver):
    """What is no number is an error, before anything is changed."""
    for number in ("", None, "ACME", "1", object(), 12.5, "+1 206"):
        for call in (receiver.opt_outs.add, receiver.opt_outs.remove):
            with pytest.raises(InvalidValue, match="to must be a phone number of any country"):
                call(number)
        with pytest.raises(InvalidValue, match="from_ must be a phone number of any country"):
            receiver.opt_outs.contains(PHONE, number)
    assert receiver.opt_outs.list() == ()


def test_several_processes(receiver, path: Path):
    """What one process has received, or added, another one knows at once, by the file."""
    accept(receiver, said("a", "STOP", at="01"))
    program = f"""
from flowroute_ext.webhooks import OptOuts
opt_outs = OptOuts({str(path)!r})
print(opt_outs.contains({PHONE!r}, {OWN!r}))
opt_outs.add({THIRD!r})
"""

    done = run("-c", program, text=True, check=True)

    assert done.stdout == "True\n"
    assert receiver.opt_outs.contains(THIRD, OWN)


def test_a_file_of_its_own(tmp_path):
    """Opt-outs may have a file without a receiver, which its owner alone can read."""
    opt_outs = OptOuts(tmp_path / "opt-outs.db")
    opt_outs.add(PHONE)
    opt_outs.close()

    assert opt_outs.contains(PHONE, OWN)
    opt_outs.close()
    assert (tmp_path / "opt-outs.db").stat().st_mode & 0o777 == 0o600
    assert PHONE not in repr(opt_outs)


def test_another_file(tmp_path):
    """A file of another program is an error, and is left as it is."""
    other = tmp_path / "notes.txt"
    other.write_text("milk\n" * 200)

    with pytest.raises(errors.ReceiverError, match=r"notes\.txt is not the file of a receiver"):
        OptOuts(other).list()
    assert other.read_text() == "milk\n" * 200
