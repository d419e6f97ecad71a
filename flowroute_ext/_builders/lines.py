"""Fields of text in one line, such as a street or an alias."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .._base.problems import shown
from .._base.reading.characters import strange
from .._base.reading.empty import is_empty

if TYPE_CHECKING:
    from .._base.problems import Problems

# Characters. No page has a limit; a value beyond this one is not what its field is for.
LONGEST: Final = 200


def line(field: str, value: object, rule: str, problems: Problems) -> str | None:
    """Return *value* without blanks around it; None, and a problem, unless it is a line of text.

    *rule* says what the field must be.
    """
    if not isinstance(value, str) or is_empty(value):
        problems.add(field, shown(value), rule=rule, cure="give it as text")
    elif len(text := value.strip()) > LONGEST:
        got, cure = f"{len(text):,} characters", f"give at most {LONGEST} characters"
        problems.add(field, got, rule=rule, cure=cure)
    elif unwanted := strange(text):
        rule = "must be in one line, of visible characters"
        problems.add(field, shown(text), rule=rule, cure=f"leave out {unwanted}")
    else:
        return text
    return None


def text_of(value: object) -> str | None:
    """Return *value* without blanks around it, or None if it is not text."""
    return (value.strip() or None) if isinstance(value, str) else None
