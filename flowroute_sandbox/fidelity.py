"""How far the sandbox can be trusted: every rule it keeps, and how the rule is known.

The rules stand in fidelity.toml, and only there. docs/fidelity.md is what `render` makes of them:

    python -m flowroute_sandbox.fidelity > docs/fidelity.md
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from flowroute_sandbox.api import not_implemented as unbuilt
from flowroute_sandbox.http import errors as refusals
from flowroute_sandbox.http import validation_messages as texts

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUSES = {
    "captured": "A response of the service, published by Flowroute or a user, shows it.",
    "documented": "Flowroute's documentation, specification or an official SDK says it.",
    "assumed": "Nothing public tells. The sandbox has to do something, and this is what it does.",
    "sandbox": "Of the sandbox alone; Flowroute has nothing like it.",
}

_INTRODUCTION = """\
# Fidelity

The sandbox keeps Flowroute's rules as far as they are known from the outside. This page lists
every one of them, and says how it is known. Where the service turns out to do otherwise, the
service is right: please report it.

| status | meaning |
|---|---|
"""

_ABSENT = """
## Not in the sandbox

These documented endpoints answer 501, so that nothing depends on them by accident.

| page | endpoint |
|---|---|
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the sandbox does.

    `refusals` and `texts` are names in the modules of these names, whose wording the rule is
    about as well; `operations` are names of endpoints.
    """

    id: str
    area: str
    what: str
    status: str
    source: str
    operations: Sequence[str] = ()
    refusals: Sequence[str] = ()
    texts: Sequence[str] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the page."""
    document = tomllib.loads(
        files("flowroute_sandbox").joinpath("fidelity.toml").read_text(encoding="utf-8")
    )
    return tuple(Rule(**row) for row in document["rule"])


def render() -> str:
    """Return the page as Markdown."""
    page = [_INTRODUCTION]
    page += [f"| {status} | {meaning} |\n" for status, meaning in STATUSES.items()]
    for area in dict.fromkeys(rule.area for rule in rules()):
        page.append(f"\n## {area}\n\n| rule | status | source | operations |\n|---|---|---|---|\n")
        page += [_row(rule) for rule in rules() if rule.area == area]
    page.append(_ABSENT)
    for name, endpoints in unbuilt.PAGES.items():
        page += [f"| {name} | `{endpoint}` |\n" for endpoint in endpoints]
    return "".join(page)


def _row(rule: Rule) -> str:
    lines = [rule.what, *map(_error, rule.refusals)]
    if rule.texts:
        lines.append("Texts: " + ", ".join(_quoted(getattr(texts, name)) for name in rule.texts))
    operations = ", ".join(f"`{operation}`" for operation in rule.operations)
    return f"| {'<br>'.join(lines)} | {rule.status} | {rule.source} | {operations} |\n"


def _error(name: str) -> str:
    refusal: refusals.Refusal = getattr(refusals, name)
    title = f" ({refusal.title})" if refusal.title else ""
    return f"{refusal.status}{title}: {_quoted(str(refusal.detail))}"


def _quoted(text: str) -> str:
    """Return wording of the sandbox with nothing in it that Markdown or a table would read."""
    return f"“{escape(text, quote=False).replace('|', '&#124;')}”"


if __name__ == "__main__":
    sys.stdout.write(render())
