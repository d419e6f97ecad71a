"""Which engine sends: the one that is asked for, by the argument or by the environment."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import httpx
import pytest
from ext.server import Server

from flowroute_ext import AsyncFlowroute, ConfigurationError, Flowroute

NAMES = {"fast": "pyreqwest", "httpx2": "httpx2", "httpx": "httpx"}


@pytest.mark.parametrize("name", NAMES)
def test_by_name(server: Server, environment: pytest.MonkeyPatch, name: Any) -> None:
    """The argument or ``FR_ENGINE`` chooses it, and the argument counts where both do."""
    with Flowroute("key", "secret", base_url=server.url, engine=name) as flowroute:
        flowroute.routes.edge_strategies()
    environment.setenv("FR_ENGINE", name)
    with Flowroute("key", "secret", base_url=server.url) as flowroute:
        flowroute.routes.edge_strategies()
    with Flowroute("key", "secret", base_url=server.url, engine="httpx") as flowroute:
        flowroute.routes.edge_strategies()

    agents = [asked.headers["user-agent"].split()[-1].partition("/")[0] for asked in server.asked]
    assert agents == [NAMES[name], NAMES[name], "httpx"]


@pytest.mark.anyio
@pytest.mark.parametrize("name", NAMES)
async def test_in_a_task(server: Server, name: Any) -> None:
    """The asynchronous client takes it as well."""
    async with AsyncFlowroute("key", "secret", base_url=server.url, engine=name) as flowroute:
        await flowroute.routes.edge_strategies()

    assert f" {NAMES[name]}/" in server.asked[0].headers["user-agent"]


@pytest.mark.parametrize("client", [Flowroute, AsyncFlowroute])
def test_an_unknown_one(client: Any, environment: pytest.MonkeyPatch) -> None:
    """The error lists those that there are, whichever way it was given."""
    said = "is not an engine: use 'httpx2', 'httpx', 'fast'"
    with pytest.raises(ConfigurationError, match=said):
        client("key", "secret", engine="curl")
    with pytest.raises(ConfigurationError, match=said):
        client("key", "secret", engine=["fast"])
    environment.setenv("FR_ENGINE", "curl")
    with pytest.raises(ConfigurationError, match=said):
        client("key", "secret")


@pytest.mark.parametrize("client", [Flowroute, AsyncFlowroute])
def test_one_that_is_not_installed(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing else is used instead: the error says what to install."""
    monkeypatch.setitem(sys.modules, "pyreqwest", None)
    with pytest.raises(ConfigurationError) as caught:
        client("key", "secret", engine="fast")

    assert str(caught.value) == (
        "engine='fast' needs pyreqwest, which cannot be imported: "
        "pip install 'pyreqwest>=0.15,<0.16'"
    )


def test_with_a_client_of_the_user(server: Server, environment: pytest.MonkeyPatch) -> None:
    """A client that is passed says more than the environment, and must not contradict."""
    environment.setenv("FR_ENGINE", "fast")
    with httpx.Client() as client:
        Flowroute("key", "secret", base_url=server.url, http_client=client).routes.edge_strategies()
        with pytest.raises(ConfigurationError, match="an http_client of httpx were given"):
            Flowroute("key", "secret", http_client=client, engine="fast")

    assert " httpx/" in server.asked[0].headers["user-agent"]


def test_httpx_is_not_imported(server: Server) -> None:
    """A program that uses it imports neither httpx nor what that is made of."""
    code = (
        "import sys; from flowroute_ext import Flowroute;"
        f"Flowroute('k', 's', base_url={server.url!r}, engine='fast').routes.edge_strategies();"
        "print({'httpx', 'httpx2', 'httpcore', 'h11', 'anyio'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_client_made_by_a_thread(server: Server) -> None:
    """A thread that was the first to use pyreqwest may end: the others go on with it."""
    code = (
        "import threading; from flowroute_ext import Flowroute\n"
        "def calls():\n"
        f"    with Flowroute('k', 's', base_url={server.url!r}, engine='fast') as flowroute:\n"
        "        for _ in range(5): flowroute.routes.edge_strategies()\n"
        "for _ in range(3):\n"
        "    thread = threading.Thread(target=calls); thread.start(); thread.join()\n"
        "calls()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert len(server.asked) == 20
