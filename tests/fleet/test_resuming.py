"""Whatever interrupts `apply`, and however often: in the end it is as if nothing had."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fleet.texts import SUPPORT
from fleet.world import Killed, World
from flowroute_ext._fleet.journal import Journal

AREAS = ("206", "312", "415", "604")
OWN, FOR_SALE = "12065550100", "12535550142"
ADDRESSES = """
[addresses.seattle]
address = "1182 3rd Ave, Suite 200, Seattle, WA 98101"
first_name = "Ada"
last_name = "Example"

[addresses.chicago]
address = "233 S Wacker Dr, Chicago, IL 60606"
first_name = "Ada"
last_name = "Example"
"""
ROUTES = """
[routes.office]
host = "sip.example.com:5060"

[routes.backup]
number = "+1 206 555 0199"
"""
CREATIONS = (
    "purchase_a_phone_number",
    "create_an_inbound_route",
    "create_e911",
    "create_cnam",
    "update_phone_number",
    "associate_e911",
)


@st.composite
def fleets(draw: st.DrawFn) -> str:
    """The text of a file."""
    parts = [ROUTES, ADDRESSES]
    tables: list[list[str]] = []
    for place in range(draw(st.integers(0, 2))):
        lines = [f'name = "group{place}"', f'area_code = "{draw(st.sampled_from(AREAS))}"']
        lines += [f"count = {draw(st.integers(1, 3))}", f'alias = "Group {place} {{n}}"']
        tables.append(lines)
    if draw(st.booleans()) or not tables:
        tables.append([f'number = "{OWN}"'])
    if draw(st.booleans()):
        tables.append([f'number = "{FOR_SALE}"', 'alias = "Sale"'])
    for table in tables:
        canadian = any("604" in line for line in table)
        chosen = draw(
            st.lists(
                st.sampled_from(
                    [
                        'route = "office"',
                        'failover = "backup"',
                        "messaging = true",
                        "cnam_lookups = false",
                        f'e911 = "{draw(st.sampled_from(["seattle", "chicago"]))}"',
                        *([] if canadian else ['cnam = "Acme"']),
                    ]
                ),
                unique=True,
            )
        )
        parts.append("\n".join(["[[numbers]]", *table, *chosen]))
    return "\n\n".join(parts) + "\n"


def made(folder: str, text: str, kind: str) -> World:
    world = World(Path(folder, "fleet.toml"), text, kind)
    world.sandbox.seed_number(OWN)
    world.sandbox.seed_number(FOR_SALE, owned=False, setup_cost=2.5, monthly_cost=3.25)
    return world


@pytest.fixture
def moments(monkeypatch: pytest.MonkeyPatch) -> list[World]:
    """Has each write to the journal be two moments of the worlds in it, before and after."""
    worlds: list[World] = []
    opening = Journal._finish_opening

    def without_waiting_for_the_disk(journal: Journal) -> None:
        opening(journal)
        journal._connection.execute("PRAGMA synchronous = OFF")

    monkeypatch.setattr(Journal, "_finish_opening", without_waiting_for_the_disk)
    for name in ("begin", "finish", "drop"):
        method = getattr(Journal, name)

        def around(*args: object, method=method, **kwargs: object) -> None:
            worlds[-1].moment()
            method(*args, **kwargs)
            worlds[-1].moment()

        monkeypatch.setattr(Journal, name, around)
    return worlds


@given(
    text=fleets(),
    kills=st.lists(st.integers(1, 90), max_size=4),
    faults=st.lists(
        st.tuples(
            st.sampled_from(["drop-after", "drop-before", "503-after", "cut-body", "500-before"]),
            st.sampled_from(CREATIONS),
            st.integers(1, 3),
        ),
        max_size=2,
    ),
    kind=st.sampled_from(["sync", "async"]),
)
@example(text=SUPPORT, kills=[18], faults=[], kind="sync")
@settings(
    max_examples=settings().max_examples // 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_interruption(
    moments: list[World], text: str, kills: list[int], faults: list, kind: str
) -> None:
    """After any kills and lost responses, a run to the end leaves what one run would have.

    That is all that is on the account, and its balance: nothing was bought, created or charged
    twice. One more run changes nothing.
    """
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        moments.append(smooth := made(other, text, kind))
        smooth.apply()
        moments.append(world := made(folder, text, kind))
        for name, operation, nth in faults:
            world.sandbox.fault(name, operation=operation, nth=nth)
        for kill in kills:
            world.moments, world.kill_at = 0, kill
            with suppress(Killed):
                world.apply()
        world.kill_at = None
        world.apply()
        assert world.state == smooth.state
        before = len(world.changes)
        assert world.plan().is_done
        assert world.apply().done == ()
        assert len(world.changes) == before
