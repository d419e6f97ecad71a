"""Record the cassettes of the package, or check that they are up to date.

usage: scripts/record_cassettes.py [--check]

Every scenario of scripts/scenarios/ is run against a local sandbox server, and vcrpy records it.
With --check, change nothing: print every difference, and exit 1 if there is one.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import uvicorn
import yaml
from scenarios import (
    account,
    cdrs,
    cnams,
    composed,
    documented,
    e911s,
    messages,
    numbers,
    ports,
    provisioning,
    routes,
)
from scenarios.registry import SCENARIOS, ScenarioContext

from flowroute_ext import Flowroute
from flowroute_sandbox.inventory.inventory import Found, Inventory
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from flowroute_sandbox.serving.asgi import application
from flowroute_sandbox.serving.server import listen, url
from flowroute_sandbox.state.clock import FrozenClock
from pytest_flowroute._audit.checker import check
from pytest_flowroute._audit.validation import validate
from pytest_flowroute._base.hosts import FLOWROUTE
from pytest_flowroute._base.json_text import is_items, is_members, loads
from pytest_flowroute._base.layout import CassetteFile, Interaction, render
from pytest_flowroute._base.references import without_reference
from pytest_flowroute._recording.vcr import record
from pytest_flowroute._scrubbing.public import kept, parameter, rules_of
from pytest_flowroute._scrubbing.scrubber import scrub
from pytest_flowroute._scrubbing.shapes import is_made_up
from pytest_flowroute._scrubbing.tables import MadeUp

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from scenarios.registry import Scenario

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "pytest_flowroute" / "cassettes"
DOCUMENT = ROOT / "openapi" / "flowroute.yaml"
NOUNS = (account, cdrs, cnams, e911s, messages, numbers, ports, provisioning, routes)
NOW = datetime(2026, 11, 2, 17, 0, tzinfo=UTC)


class FictionalInventory(Inventory):
    """The numbers on sale that are reserved for fiction."""

    def search(self, *, contains: str | None = None, **filters: Any) -> Found:
        """Return a page of them."""
        return super().search(contains=contains or "55501", **filters)


INVENTORY = FictionalInventory()


class Server(uvicorn.Server):
    """A server in a thread of this process, which can change its sandbox."""

    ready: threading.Event

    async def startup(self, sockets: Any = None) -> None:
        """Set `ready` when requests are answered."""
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def served(sandbox: Sandbox) -> Generator[str, None, None]:
    """Serve the sandbox and yield its URL."""
    config = uvicorn.Config(
        application(sandbox), lifespan="off", log_config=None, access_log=False, server_header=False
    )
    server = Server(config)
    server.ready = threading.Event()
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        server.ready.wait()
        try:
            yield url("127.0.0.1", listener)
        finally:
            server.should_exit = True
            thread.join()


def recorded(scenario: Scenario, version: str) -> CassetteFile:
    """Run a scenario against a new sandbox and return the cassette."""
    settings = dict(scenario.settings)
    sandbox = Sandbox(
        clock=FrozenClock(NOW),
        inventory=INVENTORY,
        rate_limit=settings.pop("rate_limit", False),
    )
    client: dict[str, Any] = {"access_key": ACCESS_KEY, "secret_key": SECRET_KEY, **settings}
    parameters = dict(scenario.parameters)
    with served(sandbox) as base, record() as recording:
        with Flowroute(base_url=base, max_retries=0, **client) as flowroute:
            context = ScenarioContext(flowroute, sandbox, recording, parameters)
            scenario.run(context)
        interactions = [
            _moved(recorded, base)
            for index, recorded in enumerate(recording.interactions())
            if index not in context.unrecorded
        ]
    invented = {value.upper() for name, value in parameters.items() if name != "id"}
    paths = {path for recorded in interactions for path in _paths_of(invented, recorded)}
    scrubbed = scrub(interactions, keep=sorted(paths))
    if "id" in parameters:
        parameters["id"] = MadeUp(scrubbed.table).value(parameters["id"])
    return CassetteFile(
        scenario.description,
        "sandbox",
        version,
        scrubbed.interactions,
        parameters,
        scrubbed.table.keep,
        scrubbed.table.slots,
    )


def pack() -> Iterator[tuple[str, CassetteFile]]:
    """Yield the name and the contents of every cassette."""
    document = yaml.load(DOCUMENT.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for name, scenario in SCENARIOS.items():
        cassette = recorded(scenario, document["info"]["version"])
        yield name, cassette
        if name == "messages/send":
            yield from composed.cassettes(cassette)
    yield from documented.cassettes(document)


def main(arguments: list[str]) -> int:
    """Write the cassettes, or with --check compare them."""
    if arguments not in ([], ["--check"]):
        print("usage: scripts/record_cassettes.py [--check]", file=sys.stderr)
        return 2
    fresh = {f"{name}.yaml": render(cassette) for name, cassette in pack()}
    existing = {
        str(path.relative_to(PACK)): path.read_text(encoding="utf-8")
        for path in PACK.rglob("*.yaml")
    }
    # scripts/check_cassettes.py judges those that are written already.
    wrong = [
        f"{name}: {problem}"
        for name, text in fresh.items()
        if existing.get(name) != text
        for problem in [*check(text), *validate(text)]
    ]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    for name in sorted(existing.keys() | fresh.keys()):
        if arguments:
            old, new = (text.get(name, "").splitlines(keepends=True) for text in (existing, fresh))
            sys.stdout.writelines(unified_diff(old, new, name, f"{name} (fresh)"))
        elif name not in fresh:
            (PACK / name).unlink()
        elif existing.get(name) != fresh[name]:
            (PACK / name).parent.mkdir(parents=True, exist_ok=True)
            (PACK / name).write_text(fresh[name], encoding="utf-8")
            print(f"wrote {name}")
    return int(bool(arguments) and existing != fresh)


def _moved(interaction: Interaction, base: str) -> Interaction:
    """Return the interaction with the URLs of Flowroute."""
    return Interaction(
        method=interaction.method,
        uri=interaction.uri.replace(base, f"https://{FLOWROUTE}"),
        request_headers=interaction.request_headers,
        request_body=interaction.request_body,
        status=interaction.status,
        reason=interaction.reason,
        response_headers=interaction.response_headers,
        response_body=interaction.response_body.replace(base, f"https://{FLOWROUTE}"),
    )


def _paths_of(invented: set[str], interaction: Interaction) -> Iterator[str]:
    """Yield the paths at which an interaction has a value that the scenario invented."""
    for name, value in parse_qsl(urlsplit(interaction.uri).query):
        public = kept(parameter(name) or (), value, str)
        if value.upper() in invented and not is_made_up(value) and public is None:
            yield f"query.{name}"
    bodies = (interaction.request_body, interaction.response_body)
    for rules, body in zip(rules_of(interaction.method, interaction.uri), bodies, strict=True):
        with suppress(ValueError):
            for path, value in _inside(loads(body), ""):
                public = rules.public(path, value, str)
                if value.upper() in invented and not is_made_up(value) and public is None:
                    yield path


def _inside(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if is_members(node):
        for key, child in node:
            yield from _inside(child, f"{path}.{key}" if path else key)
    elif is_items(node):
        for child in node:
            yield from _inside(child, path)
    elif isinstance(node, str):
        yield path, without_reference(node)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
