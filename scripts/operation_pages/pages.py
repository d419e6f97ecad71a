"""The text of the pages, and the samples for the explorer of the OpenAPI document."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from operation_pages.account import Accounts
from operation_pages.running import outcome
from operation_pages.serving import Server
from operation_pages.snippets import Call, curl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from operation_pages.running import Outcome

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "docs" / "reference" / "operations"
WRITTEN = "<!-- Written by scripts/operation_pages. Do not edit. -->\n"
TITLES = {
    "numbers": "Numbers",
    "routes": "Routes",
    "messages": "Messages",
    "e911s": "E911",
    "cnams": "CNAM",
    "cdrs": "Call records",
    "ports": "Porting",
}
NOTE = """\
Each call is for an account of a sandbox that has something of each kind, and prints what it says
here. The curl commands are what the client sends, and their answers are those of the sandbox.
"""


def calls(accounts: Accounts) -> list[Call]:
    """The call of each operation, in the order of calls.toml."""
    entries = tomllib.loads((HERE / "calls.toml").read_text("utf-8"))
    return [Call.of(name, entry, accounts.ids) for name, entry in entries.items()]


def outcomes(wanted: Iterable[str] | None = None) -> Iterator[tuple[Call, Outcome]]:
    """Run the calls of the operations *wanted*, or all, and yield what comes of each."""
    accounts, server = Accounts(), Server()
    try:
        for call in calls(accounts):
            if wanted is None or call.operation in wanted:
                yield call, outcome(call, accounts, server)
    finally:
        server.close()


@cache
def described() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """The method, the path and the description of each operation of the document."""
    document = yaml.load((ROOT / "openapi" / "flowroute.yaml").read_text("utf-8"), yaml.CSafeLoader)
    return {
        operation["operationId"]: (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict) and "operationId" in operation
    }


def tag(call: Call) -> str:
    """The resource that a call is of, by which its page is named."""
    _, _, about = described()[call.operation]
    return str(about["tags"][0])


def pages() -> dict[str, str]:
    """The text of each file, by its name."""
    parts: dict[str, list[str]] = {
        tag: [WRITTEN, f"# Operations: {title}\n", NOTE] for tag, title in TITLES.items()
    }
    samples: dict[str, list[dict[str, str]]] = {}
    for call, result in outcomes():
        parts[tag(call)].append(section(call, result))
        samples[call.operation] = [
            {"lang": lang, "label": label, "source": source}
            for lang, label, source in (
                ("Python", "sync", call.sync),
                ("Python", "async", call.asynchronous),
                ("Shell", "command line", call.shell),
                ("Shell", "curl", curl(result.exchange)),
            )
            if source
        ]
    texts = {f"{tag}.md": "\n".join(lines).rstrip() + "\n" for tag, lines in parts.items()}
    texts["samples.json"] = json.dumps(samples, ensure_ascii=False, indent=1) + "\n"
    return texts


def section(call: Call, result: Outcome) -> str:
    """The part of a page about one operation."""
    method, path, about = described()[call.operation]
    words = about["description"].strip().split("\n\n")[0].replace("\n", " ")
    # Neither is a page of docs/, which other links are checked against.
    explorer = f"../explorer.html#tag/{tag(call)}/operation/{call.operation}"
    methods = f"../api/{tag(call)}.html{_anchor(call)}"
    links = (
        f'`{method} {path}` · <a href="{explorer}">in the explorer</a> · '
        f'<a href="{methods}">the method</a>'
    )
    return "\n".join(
        [
            f"## {about['summary']}\n",
            f"{words}\n",
            f"{links}\n",
            _tab("sync", ("python", call.sync), ("output", result.printed)),
            _tab("async", ("python", call.asynchronous), ("output", result.printed)),
            _tab(
                "command line", ("sh", call.shell), ("output", result.of_command), say=call.instead
            ),
            _tab("curl", ("sh", curl(result.exchange)), ("json", _answer(result))),
        ]
    )


def _anchor(call: Call) -> str:
    """The anchor of the method that a call is of; none for those of the files of an order."""
    names = re.findall(r"flowroute\.(\w+)\.(\w+)\(", call.python)
    resource, method = names[0]
    where = f"flowroute_ext._sync.{resource}.{resource.capitalize()}.{method}"
    return "" if method == "files" else f"#{where}"


def _answer(result: Outcome) -> str:
    body = result.exchange.answer
    return json.dumps(json.loads(body), ensure_ascii=False, indent=2) if body else ""


def _tab(title: str, *blocks: tuple[str, str], say: str = "") -> str:
    lines = [f'=== "{title}"\n', *([f"    {say}\n"] if say else [])]
    for language, code in blocks:
        if code:
            fence = f"```{language}\n{code.rstrip()}\n```\n"
            lines.append(textwrap.indent(fence, "    "))
    return "\n".join(lines)
