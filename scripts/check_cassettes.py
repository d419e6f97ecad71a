"""Check that the cassettes of the package conform to the OpenAPI document.

usage: scripts/check_cassettes.py

Prints every difference, and exits with status 1 if there is one: a cassette that is not valid,
conforms to another version or has a value that is neither public nor made up, an operation
without a cassette, an example of the document that is not, or not any more, the one that its
cassette shows.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from scenarios import documented

from pytest_flowroute._audit.checker import check
from pytest_flowroute._audit.validation import validate
from pytest_flowroute._base.layout import read, render
from pytest_flowroute._base.operations import find, operations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
PACK = ROOT / "pytest_flowroute" / "cassettes"
DOCUMENT = ROOT / "openapi" / "flowroute.yaml"


def differences(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the differences of the cassettes, given as texts by name, from the document."""
    for name, text in texts.items():
        yield from (f"{name}: {problem}" for problem in [*validate(text), *check(text)])
    played = {
        operation.id
        for text in texts.values()
        for interaction in read(text).interactions
        if (operation := find(interaction.method, interaction.uri))
    }
    yield from (f"{name}: no cassette has it" for name in sorted(operations().keys() - played))
    document = yaml.load(DOCUMENT.read_text(encoding="utf-8"), yaml.CSafeLoader)
    shown = {name: render(cassette) for name, cassette in documented.cassettes(document)}
    kept = {name for name in texts if name.startswith("documented/")}
    yield from (f"{name}: the document has no such example" for name in sorted(kept - shown.keys()))
    for name, text in shown.items():
        if texts.get(name) != text:
            yield f"{name}: not the example of the document"


def main() -> int:
    """Check the cassettes of this project."""
    texts = {
        path.relative_to(PACK).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(PACK.rglob("*.yaml"))
    }
    wrong = list(differences(texts))
    print("\n".join(wrong), end="\n" if wrong else "")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
