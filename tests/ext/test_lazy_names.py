"""The public names of `flowroute_ext`, and what importing it does not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import flowroute_ext

ROOT = Path(__file__).parents[2]
SEE = """
import sys
{statement}
print(*sorted(sys.modules.keys() & {{"httpx", "httpx2", "anyio._backends._asyncio"}}))
"""


def loaded_by(statement: str) -> str:
    """What of HTTP libraries a program has loaded after this statement."""
    path = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'generated')!r}]"
    return subprocess.run(
        [sys.executable, "-c", path + SEE.format(statement=statement)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


@pytest.mark.parametrize("name", flowroute_ext.__all__)
def test_a_public_name(name: str) -> None:
    """Each public name can be imported, and is resolved once only."""
    value = getattr(flowroute_ext, name)

    assert value is vars(flowroute_ext)[name]


@pytest.mark.parametrize("name", ["errors", "send_once", "testing", "types"])
def test_a_public_module(name: str) -> None:
    """The public modules need no import of their own."""
    program = f"import flowroute_ext; print(flowroute_ext.{name}.__name__)"

    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    ).stdout

    assert found == f"flowroute_ext.{name}\n"


def test_a_name_that_is_not_there() -> None:
    """A misspelt name is an error like any module's."""
    with pytest.raises(AttributeError) as raised:
        getattr(flowroute_ext, "Flow" + "rout")

    assert str(raised.value) == "module 'flowroute_ext' has no attribute 'Flowrout'"


def test_star() -> None:
    """`from flowroute_ext import *` imports all of them."""
    names: dict[str, object] = {}
    exec("from flowroute_ext import *", names)

    assert names.keys() - {"__builtins__"} == set(flowroute_ext.__all__)


@pytest.mark.parametrize(
    "statement",
    [
        "import flowroute_ext",
        "from flowroute_ext import Message, Route, E911Address, Cnam, phone_number",
        "from flowroute_ext import FlowrouteError, RateLimited, InvalidValue",
        "from flowroute_ext import AsyncFlowroute; AsyncFlowroute('key', 'secret')",
        "from flowroute_ext import Flowroute; c = Flowroute('key', 'secret'); repr(c); c.close()",
    ],
)
def test_what_is_not_loaded(statement: str) -> None:
    """An HTTP library is loaded when a client is used, and not before."""
    assert loaded_by(statement) == ""


@pytest.mark.parametrize("engine", ["httpx", "httpx2", "fast"])
@pytest.mark.parametrize("use", ["numbers", "__enter__()"])
def test_what_a_client_loads(engine: str, use: str) -> None:
    """A client that is used loads its HTTP library, and nothing that only tasks need."""
    made = f"from flowroute_ext import Flowroute; Flowroute('key', 'secret', engine={engine!r})"

    assert loaded_by(f"{made}.{use}") == engine.replace("fast", "")


@pytest.mark.parametrize(
    ("engine", "parts"),
    [("httpx", "anyio._backends._asyncio httpx"), ("fast", "")],
)
def test_what_an_asynchronous_client_loads(engine: str, parts: str) -> None:
    """One for tasks loads what its HTTP library needs there, before its first call."""
    made = f"from flowroute_ext import AsyncFlowroute; AsyncFlowroute('a', 'b', engine={engine!r})"

    assert loaded_by(f"{made}.numbers") == parts


def test_the_library_of_a_client() -> None:
    """Without a name it is httpx2, if that is installed."""
    made = "from flowroute_ext import Flowroute; Flowroute('key', 'secret')"

    assert loaded_by(f"{made}.numbers") == "httpx2"
