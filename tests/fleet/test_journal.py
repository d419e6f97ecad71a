"""The journal: of one process at a time, of its owner, and beside the file."""

from __future__ import annotations

import stat
from collections.abc import Callable

import pytest

from fleet.texts import SUPPORT
from fleet.world import World
from flowroute_ext import fleet
from flowroute_ext._fleet.journal import Journal, journal_of

Make = Callable[[str], World]


def test_two_at_once(world: Make) -> None:
    """While one process applies a fleet, another can neither apply nor plan it."""
    made = world(SUPPORT)
    path = journal_of(made.path)
    with Journal(path, made.client.account):
        for act in (made.apply, made.plan, made.audit):
            with pytest.raises(fleet.JournalError) as caught:
                act()
            assert str(caught.value).endswith(
                "fleet.toml.journal is in use: the fleet is being applied by another process. "
                "Let that one end, and try again."
            )
    assert made.changes == []
    made.apply()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_no_journal(world: Make) -> None:
    """A file of another origin at that path is refused, and left as it is."""
    made = world(SUPPORT)
    path = journal_of(made.path)
    path.write_text("mine" * 200)
    with pytest.raises(fleet.JournalError):
        made.apply()
    assert (made.changes, path.read_text()) == ([], "mine" * 200)


def test_a_purchase_that_is_not_listed_yet(world: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that was bought a moment ago, and is not in the list, is not bought again."""
    made = world('[[numbers]]\nname = "a"\narea_code = "206"\nalias = "A"\n')
    made.apply()
    (number,) = made.state["numbers"]
    row = made.sandbox.account.numbers.get(number)
    made.sandbox.account.numbers.drop(number)
    advance = made.sandbox.advance

    def later(by: float) -> None:
        advance(by)
        if number not in made.state["numbers"]:
            made.sandbox.account.numbers.put(row)

    monkeypatch.setattr(made.sandbox, "advance", later)
    made.changes.clear()
    assert made.apply().done == ()
    assert made.changes == []
