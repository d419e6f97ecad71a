"""What the document says is public: known forms, which its own examples have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from openapi.document import DOCUMENT, EXAMPLES, PATH

import flowroute_sandbox.http.validation_messages as messages
from flowroute_sandbox.http import errors
from flowroute_sandbox.http.errors import Refusal
from pytest_flowroute._base.json_text import is_items, is_members, loads
from pytest_flowroute._scrubbing.public import kept

PUBLIC: Any = DOCUMENT["components"]["x-public"]
CONTROL = {"NO_SUCH_FAULT", "NOT_A_FAULT", "GIVEN_TWICE", "NOT_A_CHANCE", "CHANCE_OR_TIMES"} | {
    *("NO_SUCH_OPERATION", "NOT_TIMED", "TOO_FAR", "NOT_A_WEBHOOK_VERSION", "NOT_A_FILE"),
    *("NOT_A_KIND", "NOT_A_CODE", "PAGE_IS_OLD", "NOT_KEPT_FILE", "FILE_TOO_BIG", "NOT_KEPT"),
    *("SETTLED", "RECEIVED", "TASK_ENDED", "TOO_MANY_FILES", "NOT_IN_TASK"),
}
"""What the sandbox says of its own levers, which Flowroute does not have."""


def named(node: Any) -> Iterator[str]:
    """The forms that members and parameters name."""
    if isinstance(node, dict):
        if isinstance(node.get("x-public"), str):
            yield node["x-public"]
        for child in node.values():
            yield from named(child)
    elif isinstance(node, list):
        for child in node:
            yield from named(child)


def values(node: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The texts and numbers of a body, by path."""
    if is_members(node):
        for key, child in node:
            yield from values(child, f"{path}.{key}" if path else key)
    elif is_items(node):
        for child in node:
            yield from values(child, path)
    elif isinstance(node, str):
        yield path, node


def test_every_form_is_known_and_used() -> None:
    """A member names one of the forms, and each form is that of a member."""
    assert set(named(DOCUMENT)) == {*PUBLIC["forms"], "sentence"}


def test_every_example_has_the_forms_of_its_public_members() -> None:
    """A status, a price or a time that the document shows stays in a recording."""
    public = json.loads((PATH.parents[1] / "pytest_flowroute" / "public.json").read_text("utf-8"))
    rules: dict[str, set[str]] = {}
    for body in public["bodies"].values():
        for path, allowed in body.items():
            rules.setdefault(path, set()).update(allowed)
    lost = {
        (path, text)
        for example in EXAMPLES.values()
        for path, text in values(loads(json.dumps(example["value"])))
        if any(rule.startswith("@") and rule != "@built-in" for rule in rules.get(path, ()))
        and not path.endswith((".id", ".alias"))
        and kept(sorted(rules[path]), text, str) is None
    }
    assert lost == set()


def test_the_sentences_of_the_sandbox_are_public() -> None:
    """What it answers in Flowroute's place is recorded as it is."""
    said = {text for name, text in vars(messages).items() if name.isupper() and name not in CONTROL}
    for name, refusal in vars(errors).items():
        if isinstance(refusal, Refusal) and name not in CONTROL:
            said |= {text for text in (refusal.detail, refusal.title) if isinstance(text, str)}
    filled = {re.sub(r"\{\w+\}", "5", text) for text in said if text}
    assert [text for text in filled if kept(["@sentence"], text, str) is None] == []
