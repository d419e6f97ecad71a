"""What a lever does, as lines to copy: for a shell, for Python, and for a test."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.page.texts import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.page.levers.lever import Lever


class Line(NamedTuple):
    """A line of code, and what it is for."""

    label: str
    text: str


def lines(lever: Lever, form: Mapping[str, str], origin: str) -> tuple[Line, ...]:
    """Return the lines that do what the lever does with the texts of a form.

    Keys are not in them: those for a shell and for Python take them from the environment, as the
    SDK does.
    """
    return (
        Line("curl", _curl(lever, form, origin)),
        Line("Python", _python(lever, form, origin)),
        Line("in a test", _test(lever, form)),
    )


def _curl(lever: Lever, form: Mapping[str, str], origin: str) -> str:
    sent = lever.sent(form)
    body = f" -d {shlex.quote(_json(sent))}" if sent else ""
    method = "" if sent and lever.method == "POST" else f" -X {lever.method}"
    keys = '-u "$FR_ACCESS_KEY:$FR_SECRET_KEY"'
    return f"curl {keys}{method}{body} {shlex.quote(origin + lever.target(form))}"


def _json(document: Mapping[str, object]) -> str:
    """Return a document as JSON, with escapes if it has characters that would not be seen."""
    text = json.dumps(document, ensure_ascii=False)
    return text if visible(text) == text else json.dumps(document)


def _python(lever: Lever, form: Mapping[str, str], origin: str) -> str:
    sent = lever.sent(form)
    body = f", json={sent!r}" if sent else ""
    keys = 'auth=(os.environ["FR_ACCESS_KEY"], os.environ["FR_SECRET_KEY"])'
    url = origin + lever.target(form)
    return f"import os, httpx; httpx.{lever.method.lower()}({url!r}, {keys}{body})"


def _test(lever: Lever, form: Mapping[str, str]) -> str:
    texts = lever.values(form)
    arguments = [
        f"{field.argument}={field.value(texts[field.name])!r}"
        if field.argument
        else repr(field.value(texts[field.name]))
        for field in sorted(lever.fields, key=lambda field: bool(field.argument))
        if field.argument is not None and (field.required or texts[field.name].strip())
    ]
    return f"sandbox.{lever.call}({', '.join(arguments)})"
