"""Every rule that the sandbox follows, and how it is known.

The rules are in fidelity.toml, and only there. `render` makes docs/explanation/fidelity.md of them:

    python -m flowroute_sandbox.fidelity > docs/explanation/fidelity.md
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from flowroute_sandbox.http import errors, validation_messages

if TYPE_CHECKING:
    from collections.abc import Sequence

STATUSES = {
    "captured": "A response of the service, published by Flowroute or a user, shows it.",
    "documented": "Flowroute's documentation, specification or an official SDK says it.",
    "assumed": "No public statement. The sandbox has to do something, and this is what it does.",
    "undecided": "Public statements differ, or one is unclear. The sandbox follows the one named.",
    "sandbox": "Of the sandbox alone; Flowroute has no such thing.",
}

_INTRODUCTION = """\
# Fidelity

The sandbox follows Flowroute's rules as far as they are publicly known. This page lists every one
of them, and how it is known. Where the service behaves otherwise, the service is right: please
report it.

| status | meaning |
|---|---|
"""


@dataclass(frozen=True, slots=True)
class FidelityRule:
    """One rule that the sandbox follows.

    `refusals` and `texts` are names in `http.errors` and `http.validation_messages`, whose wording
    the rule is about as well; `operations` are names of endpoints.
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
def rules() -> tuple[FidelityRule, ...]:
    """Return every rule, in the order of the page."""
    document = tomllib.loads(
        files("flowroute_sandbox").joinpath("fidelity.toml").read_text(encoding="utf-8")
    )
    return tuple(FidelityRule(**row) for row in document["rule"])


def render() -> str:
    """Return the page as Markdown."""
    page = [_INTRODUCTION]
    page += [f"| {status} | {meaning} |\n" for status, meaning in STATUSES.items()]
    for area in dict.fromkeys(rule.area for rule in rules()):
        page.append(f"\n## {area}\n\n| rule | status | source | operations |\n|---|---|---|---|\n")
        page += [_row(rule) for rule in rules() if rule.area == area]
    return "".join(page)


def _row(rule: FidelityRule) -> str:
    lines = [rule.what, *map(_error, rule.refusals)]
    if rule.texts:
        lines.append(
            "Texts: "
            + ", ".join(_quoted(getattr(validation_messages, name)) for name in rule.texts)
        )
    operations = ", ".join(f"`{operation}`" for operation in rule.operations)
    return f"| {'<br>'.join(lines)} | {rule.status} | {rule.source} | {operations} |\n"


def _error(name: str) -> str:
    refusal: errors.Refusal = getattr(errors, name)
    title = f" ({refusal.title})" if refusal.title else ""
    return f"{refusal.status}{title}: {_quoted(str(refusal.detail))}"


def _quoted(text: str) -> str:
    """Return wording of the sandbox, quoted, with characters of Markdown and tables escaped."""
    text = escape(text, quote=False).replace("|", "&#124;").replace("[", "&#91;")
    return f"“{text}”"


if __name__ == "__main__":
    sys.stdout.write(render())
