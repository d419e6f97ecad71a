"""`Cnam`: the name that a called phone shows."""

from __future__ import annotations

import re

import attrs

from .._base.frames import all_clear_frames
from .._base.plain.value import BuiltValue
from .._base.problems import Problems, shown
from .._base.reading.empty import is_empty
from . import adopt

LONGEST = 15
MOST_CHECKED = 40
FOREIGN = re.compile(r"[^A-Za-z0-9 \-_.,@+&'/\"]")


@all_clear_frames
@attrs.frozen
class Cnam(BuiltValue):
    """The caller name to show on called phones, in capitals, as Flowroute stores it.

    ``Cnam("Bob Law").value`` is ``"BOB LAW"``; blanks around it are dropped. One to fifteen
    letters, digits, spaces and ``- _ . , @ + & ' / "``, one letter at least (developer.
    flowroute.com: Create a New CNAM Record). Raises `InvalidValue` for any other value.
    Flowroute's staff reviews it, and refuses impersonation, generic words, profanity, and a
    single letter (support.flowroute.com, article 864912).
    """

    value: str

    def __attrs_post_init__(self) -> None:
        adopt(self, value=_checked(self.value))


def _checked(value: object) -> str:
    """Return the name in capitals; raise `InvalidValue` with all its problems."""
    problems = Problems("CNAM")
    if not isinstance(value, str) or is_empty(value):
        problems.add("value", shown(value), rule="must be the name to show", cure="give it as text")
        problems.raise_if_any()
    name = str(value).strip()
    if len(name) > LONGEST:
        problems.add(
            "value",
            f"{len(name):,} characters",
            rule=f"must have at most {LONGEST} characters",
            cure=f"shorten it by {len(name) - LONGEST:,}",
        )
        name = name[:MOST_CHECKED]
    if foreign := sorted(set(FOREIGN.findall(name))):
        problems.add(
            "value",
            " ".join(map(repr, foreign)),
            rule="""must be of letters A to Z, digits, spaces and - _ . , @ + & ' / \"""",
            cure="leave out or replace every other character",
        )
    if not re.search("[A-Za-z]", name):
        problems.add(
            "value",
            shown(name),
            rule="must have at least one letter",
            cure="use a name, not a number",
        )
    problems.raise_if_any()
    return name.upper()
