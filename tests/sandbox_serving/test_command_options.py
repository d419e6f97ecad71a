"""Options of the `flowroute sandbox` command: those that are wrong, and faults."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from flowroute_sandbox.serving.command import sandbox


def test_faults(serve):
    """With --fault, requests fail from the start: the first, or the nth, and so many in a row."""
    served = serve("--fault", "503-before", "--fault", "429 @3 x2")

    statuses = []
    for _ in range(5):
        response = served.request("GET", "/v2/routes")
        response.read()
        statuses.append(response.status)

    assert statuses == [503, 200, 429, 429, 200]


def test_refusing_from_the_start(serve):
    """A server that is to refuse the first connection prints READY, and refuses it."""
    served = serve("--fault", "refuse")

    with pytest.raises(ConnectionRefusedError):
        served.json("GET", "/v2/routes")


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("drop", 'There is no fault "drop". Did you mean "drop-after"? Must be one of: refuse, '),
        ("slow @0", '"slow @0" is not NAME [@NTH] [xTIMES] or NAME PERCENT% [seed=N].'),
        (
            "slow:3:2",
            'PERCENT% [seed=N]. Did you mean "slow @3 x2"?',
        ),
    ],
)
def test_invalid_faults(fault, problem):
    """An invalid fault ends the command before anything is served."""
    result = CliRunner().invoke(sandbox, ["--port", "0", "--fault", fault])

    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--host", "", "Invalid value for --host: give a name or address of this machine"),
        ("--post-to", "app:8000", "but got 'app:8000': write 'app'"),
        ("--post-to", "http://app/hook", "but got 'http://app/hook': write 'app'"),
    ],
)
def test_what_is_no_host(option, value, problem):
    """An option that could never have an effect ends the command before anything is served."""
    result = CliRunner().invoke(sandbox, ["--port", "0", option, value])

    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr
