"""A call as sync code, as async code, on the command line, and as a request of curl."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from operation_pages.serving import Exchange

LIVE = "https://api.flowroute.com"
TYPES = {"PortChanges": "flowroute_ext.types"}


class Call(NamedTuple):
    """A call as calls.toml has it, with the ids of the account."""

    operation: str
    python: str
    imports: str
    command: str
    instead: str
    requests: int

    @classmethod
    def of(cls, operation: str, entry: Mapping[str, str], ids: Mapping[str, str]) -> Call:
        """Return the call of an entry."""
        python, command = entry["python"], entry["command"]
        for name, value in ids.items():
            python, command = (text.replace(f"{{{name}}}", value) for text in (python, command))
        imports, instead = entry.get("imports", ""), entry.get("instead", "")
        requests = int(entry.get("requests", "1"))
        return cls(operation, python.strip(), imports, command, instead, requests)

    @property
    def sync(self) -> str:
        """The program with `Flowroute`."""
        imports = _imports("Flowroute", self.imports)
        return f"{imports}\n\nwith Flowroute() as flowroute:\n{_indented(self.python, 4)}"

    @property
    def asynchronous(self) -> str:
        """The program with `AsyncFlowroute`."""
        code = re.sub(r"^for (?=.* in flowroute\.)", "async for ", self.python, flags=re.M)
        # A call that is not iterated is awaited, but for what answers with a list at once.
        code = re.sub(r"^(\w+ = |)(?=flowroute\.)", r"\1await ", code, flags=re.M)
        code = re.sub(
            r"^async for (\w+) in (flowroute\.ports\.check\(.*\)):", r"for \1 in await \2:", code
        )
        imports = _imports("AsyncFlowroute", self.imports)
        return (
            f"import asyncio\n\n{imports}\n\n\nasync def main() -> None:\n"
            f"    async with AsyncFlowroute() as flowroute:\n{_indented(code, 8)}\n\n\n"
            "asyncio.run(main())"
        )

    @property
    def shell(self) -> str:
        """The command line."""
        return f"flowroute {self.command}" if self.command else ""


def curl(exchange: Exchange) -> str:
    """The command that makes the same request, at Flowroute."""
    lines = ['curl -u "$FR_ACCESS_KEY:$FR_SECRET_KEY"']
    if exchange.method != "GET":
        lines[0] += f" -X {exchange.method}"
    if exchange.body:
        lines.append(f"-H 'Content-Type: {exchange.content_type}'")
        lines.append(f"-d {shlex.quote(json.dumps(json.loads(exchange.body), ensure_ascii=False))}")
    lines.append(shlex.quote(LIVE + exchange.target))
    return " \\\n  ".join(lines)


def request_of(command: str) -> tuple[str, str, str, object]:
    """The request that a command of `curl` makes: method, target, content type, body."""
    words = shlex.split(command.replace("\\\n", ""))
    given = dict(zip(words[1:-1:2], words[2:-1:2], strict=True))
    assert words[0] == "curl"
    assert given.pop("-u") == "$FR_ACCESS_KEY:$FR_SECRET_KEY"
    body = given.pop("-d", "")
    kind = given.pop("-H", "Content-Type: ").removeprefix("Content-Type: ")
    method = given.pop("-X", "GET")
    assert not given
    return method, words[-1].removeprefix(LIVE), kind, json.loads(body) if body else ""


def _imports(client: str, names: str) -> str:
    by_module: dict[str, list[str]] = {"flowroute_ext": [client]}
    for name in names.split():
        by_module.setdefault(TYPES.get(name, "flowroute_ext"), []).append(name)
    return "\n".join(
        f"from {module} import {', '.join(sorted(names))}" for module, names in by_module.items()
    )


def _indented(text: str, spaces: int) -> str:
    return "\n".join(f"{' ' * spaces}{line}" if line else "" for line in text.splitlines())
