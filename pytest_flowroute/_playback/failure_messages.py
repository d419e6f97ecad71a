"""The messages of failing tests, which show nothing private. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .differences import Difference, differences, distance, shown
from .parameters import is_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .canonical import CanonicalRequest
    from .cassettes import Cassette

NEAREST = 2
"""How many recorded requests a mismatch is compared with."""
MOST = 12
"""How many differences of each are shown."""

AGAIN = "anew with --flowroute-record=rewrite"
ADD = "add it to the recording with --flowroute-record=new"
OWN = "under a name of your own, in the marker, with --flowroute-record=once"


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A request that matches none of a cassette, and as a recording would have it, if any does."""

    cassette: Cassette
    sent: CanonicalRequest
    scrubbed: CanonicalRequest | None
    given: Mapping[str, str]


def mismatch(
    unmatched: Unmatched,
    recorded: Sequence[CanonicalRequest],
    suggest: Callable[[CanonicalRequest], list[str]] | None,
) -> str:
    """Return the message for a request that no recorded one matches."""
    cassette, sent = unmatched.cassette, unmatched.sent
    form = unmatched.scrubbed or sent
    lines = [f"no recorded request of {cassette.name} matches {shown(sent)}"]
    near = sorted(range(len(recorded)), key=lambda number: distance(recorded[number], form))
    nearest: list[Difference] = []
    for number in near[:NEAREST]:
        request = recorded[number]
        if distance(request, form)[0] > 2:
            break
        theirs = differences(request, sent, unmatched.scrubbed)
        nearest = nearest or theirs
        lines.append(f"  nearest: interaction {number + 1} of {len(recorded)}, {shown(request)}")
        lines += [f"    {difference}" for difference in theirs[:MOST]]
        if len(theirs) > MOST:
            lines.append(f"    … and {len(theirs) - MOST} more")
    if not nearest:
        has = ", ".join(sorted({shown(request) for request in recorded})[:MOST])
        lines.append(f"  it has {has or 'no requests'}")
    lines.append(f"  to fix it: {_remedy(unmatched, nearest, suggest)}")
    return "\n".join(lines)


def spent(cassette: Cassette, sent: CanonicalRequest) -> str:
    """Return the message for a request that was sent more often than it was recorded."""
    return (
        f"{shown(sent)} was sent again, the same as before, and {cassette.name} has no more "
        "responses to it\n"
        "  to fix it: Flowroute would have acted twice; send it once, or record a scenario in "
        "which it is sent again"
    )


def repeated(sent: CanonicalRequest, fault: str) -> str:
    """Return the message for a request that was sent again, and may have been accepted."""
    return (
        f"{shown(sent)} was sent again, the same as before, after {fault!r}, when Flowroute "
        "may have accepted it\n"
        "  to fix it: resolve its outcome before it is sent again, as "
        "OutcomeUnknown.resolve() does"
    )


def unplayed(cassette: Cassette, left: Sequence[str]) -> str:
    """Return the message for interactions that were not played."""
    total = len(cassette.interactions)
    other = f"record it {AGAIN}" if cassette.is_own else "play a scenario without them"
    return "\n".join(
        [
            f"{len(left)} of {total} interactions of {cassette.name} {_were(len(left))} not played",
            *(f"    {line}" for line in left[:MOST]),
            *([f"    … and {len(left) - MOST} more"] if len(left) > MOST else []),
            f"  to fix it: let the application send these too, or {other}",
        ]
    )


def _remedy(
    unmatched: Unmatched,
    nearest: Sequence[Difference],
    suggest: Callable[[CanonicalRequest], list[str]] | None,
) -> str:
    cassette = unmatched.cassette
    where = {difference.where for difference in nearest}
    if nearest and not where & {"method", "host"}:
        given = _given(unmatched.given, nearest)
        if given:
            names = ", ".join(given)
            return f"compare what the test gives ({names}) with what the application sends"
        scrubbed = [difference.where for difference in nearest if difference.made_up]
        if scrubbed:
            return (
                f"send at {', '.join(scrubbed[:MOST])} what was sent when it was recorded, which "
                f"the file does not show, or record it {AGAIN}"
            )
        if "path" not in where:
            return f"send what was recorded, or record the scenario {_how(cassette)}"
    others = suggest(unmatched.sent) if suggest else []
    if others:
        chosen = f'such a request is in {", ".join(others)}: @pytest.mark.flowroute_cassette("…")'
        return f"{chosen}, or {ADD}" if cassette.is_own else chosen
    return ADD if cassette.is_own else f"choose a scenario that has it, or record one {OWN}"


def _how(cassette: Cassette) -> str:
    return AGAIN if cassette.is_own else OWN


def _given(given: Mapping[str, str], nearest: Sequence[Difference]) -> list[str]:
    """Return the values of the test that are at these places."""
    names = {difference.name for difference in nearest}
    return sorted(
        name for name in given if name.rstrip("_") in names or (is_id(name) and "id" in names)
    )


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
