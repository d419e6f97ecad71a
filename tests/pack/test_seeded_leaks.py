"""A hundred seeded leaks: none stays in a file, and none is missed by the checker."""

from __future__ import annotations

import pytest
from pack.seeded_leaks import KINDS, leaks, places

from pytest_flowroute._audit.checker import check
from pytest_flowroute._base.layout import CassetteFile, render
from pytest_flowroute._scrubbing.scrubber import scrub

ABOUT = ("A story.", "recorded", "2026.11.1")
REPORTED = {
    "request": "1: request.body.body",
    "response": "2: response.body.data.attributes.note",
    "header": "3: response.headers.?",
    "url": "4: request.uri.path[3]",
    "error": "5: response.body.errors[0].detail",
}
"""Where the checker has to find each leak."""


def test_there_are_a_hundred_of_many_kinds() -> None:
    """Each kind is there twice, with other digits and names."""
    assert len(KINDS) >= 50
    assert len(leaks()) >= 100


@pytest.mark.parametrize("kind", KINDS)
def test_no_seeded_leak_stays_and_none_is_missed(kind: str) -> None:
    """In five places: nothing of it is in the scrubbed file, and all of it is reported before."""
    for leak in [text for name, text in leaks() if name == kind]:
        interactions = list(places(leak).values())
        problems = check(render(CassetteFile(*ABOUT, interactions)))
        found = {problem.rpartition(": ")[0] for problem in problems}
        assert set(REPORTED.values()) <= found
        assert all(leak not in problem for problem in problems)

        scrubbed = scrub(interactions)
        written = render(CassetteFile(*ABOUT, scrubbed.interactions, slots=scrubbed.table.slots))
        assert [piece for piece in pieces(leak) if piece in written] == []
        assert check(written) == []
        assert list(scrub(scrubbed.interactions).interactions) == list(scrubbed.interactions)


def pieces(leak: str) -> list[str]:
    """The parts of a leak that say something: words and numbers of some length."""
    parts = [leak, *leak.split()]
    return [part for part in parts if len(part) > 5 and part not in {"lorem", "VERSION:3.0"}]
