"""The fields of an object that a value is built from, such as the body of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ..masking import mask_text, visible_name

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOWN_CHARACTERS = 40
MOST_SHOWN = 5


def check_fields(cls: type, given: Mapping[Any, object]) -> None:
    """Raise `ValueError` if *given* has a field that *cls* has not, or lacks one that it needs."""
    fields: Any = attrs.fields(cls)
    names = [field.name for field in fields]
    needed = [field.name for field in fields if field.default is attrs.NOTHING]
    problems = [
        f"{_shown(name)} is not a field of it: use {', '.join(names)}"
        for name in [name for name in given if name not in names][:MOST_SHOWN]
    ]
    problems += [f"{name} must be there: give it" for name in needed if name not in given]
    if len(problems) == 1:
        raise ValueError(f"Invalid {cls.__name__}: {problems[0]}.")
    if problems:
        lines = [f"Invalid {cls.__name__}, {len(problems)} problems:"]
        raise ValueError("\n".join([*lines, *(f"- {problem}." for problem in problems)]))


def _shown(name: object) -> str:
    """Return the name of a field fit to be shown, as it may be anything."""
    text = visible_name(mask_text(str(name)[: 10 * SHOWN_CHARACTERS]))
    return repr(text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…")
