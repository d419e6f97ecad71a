"""What a failing test is told, in sentences that show nothing private. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .differences import Difference, differences, distance, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .cassettes import Cassette
    from .matching import Form

NEAREST = 2
"""How many recorded requests a mismatch is compared with."""
MOST = 12
"""How many differences of each are told."""


def mismatch(
    cassette: Cassette,
    recorded: Sequence[Form],
    sent: Form,
    given: Mapping[str, str],
    suggest: Callable[[Form], list[str]] | None,
) -> str:
    """Return what to tell about a request that no recorded one is like."""
    lines = [f"no recorded request of {cassette.name} matches {shown(sent)}"]
    near = sorted(range(len(recorded)), key=lambda number: distance(recorded[number], sent))
    found: list[Difference] = []
    for number in near[:NEAREST]:
        form = recorded[number]
        if distance(form, sent)[0] > 2:
            break
        theirs = differences(form, sent)
        found = found or theirs
        lines.append(f"  nearest: interaction {number + 1} of {len(recorded)}, {shown(form)}")
        lines += [f"    {difference}" for difference in theirs[:MOST]]
        if len(theirs) > MOST:
            lines.append(f"    … and {len(theirs) - MOST} more")
    if not found:
        lines.append(f"  it has {', '.join(sorted({shown(form) for form in recorded})[:MOST])}")
    lines.append(f"  to mend it: {_mending(cassette, found, sent, given, suggest)}")
    return "\n".join(lines)


def spent(cassette: Cassette, sent: Form) -> str:
    """Return what to tell about a request that was answered as often as it was recorded."""
    return (
        f"{shown(sent)} was sent again, the same as before, and {cassette.name} has no more "
        "answers to it\n"
        "  to mend it: Flowroute would have acted twice; send it once, or record a scenario in "
        "which it is sent again"
    )


def repeated(sent: Form, fault: str) -> str:
    """Return what to tell about a request that was sent again, and may have been accepted."""
    return (
        f"{shown(sent)} was sent again, the same as before, after {fault!r}, when Flowroute "
        "may have accepted it\n"
        "  to mend it: find out what became of it before it is sent again, as "
        "OutcomeUnknown.resolve() does"
    )


def unplayed(cassette: Cassette, left: Sequence[str]) -> str:
    """Return what to tell about interactions that nobody asked for."""
    total = len(cassette.interactions)
    return "\n".join(
        [
            f"{len(left)} of {total} interactions of {cassette.name} {_were(len(left))} not played",
            *(f"    {line}" for line in left[:MOST]),
            *([f"    … and {len(left) - MOST} more"] if len(left) > MOST else []),
            "  to mend it: let the application ask for these too, or play a scenario without them",
        ]
    )


def _mending(
    cassette: Cassette,
    found: Sequence[Difference],
    sent: Form,
    given: Mapping[str, str],
    suggest: Callable[[Form], list[str]] | None,
) -> str:
    where = {difference.where for difference in found}
    if found and not where & {"method", "host"}:
        if given:
            names = ", ".join(sorted(given))
            return f"compare what the test gives ({names}) with what the application sends"
        if "path" not in where:
            return (
                "send what was recorded, or record the scenario anew with "
                f"--flowroute-record=rewrite as one of your own named {cassette.name}"
            )
    others = suggest(sent) if suggest else []
    if others:
        return f'such a request is in {", ".join(others)}: @pytest.mark.flowroute_cassette("…")'
    return "choose a scenario that has such a request, or record one with --flowroute-record=once"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
