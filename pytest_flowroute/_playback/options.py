"""The options of a test: a scenario, values for its parameters, faults, and a scope."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from .cassettes import DEFAULT, UnknownScenario
from .parameters import phone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from flowroute_sandbox import Fault

    from .cassettes import Cassette, Library

SCOPES: Final = ("function", "class", "module", "session")
OWN: Final = ("fault", "keep", "scope")
"""The options that are no parameters of a scenario."""
PATH: Final = re.compile(
    r"[A-Za-z_][\w-]{0,39}(?:\.(?:[A-Za-z_][\w\[\]-]{0,39}|[0-9]{1,3})){0,8}", re.ASCII
)
"""A path of a value that is kept."""


class WrongOption(ValueError):
    """A test asks for something that does not exist; the message suggests an alternative."""


@dataclass(frozen=True, slots=True)
class PlaybackOptions:
    """The options as they were given, not looked up yet.

    `name` is None for the default scenario.
    """

    name: str | None = None
    values: Mapping[str, object] = field(default_factory=dict[str, object], repr=False)
    fault: object = None
    scope: str = "function"
    keep: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """The options, looked up: a cassette, and the values and faults to play it with."""

    cassette: Cassette
    given: Mapping[str, str] = field(repr=False)
    faults: Sequence[Fault]
    named: bool
    keep: Sequence[str] = ()


def of_markers(markers: Sequence[tuple[Sequence[object], Mapping[str, object]]]) -> PlaybackOptions:
    """Return the options of these markers together, the closest first.

    Those further out than one that names a scenario are for another scenario.
    """
    name: object = None
    merged: dict[str, object] = {}
    for args, settings in markers:
        positional = args[0] if args else None
        merged = {**settings, **merged}
        if len(args) > 1:
            raise WrongOption(
                f"flowroute_cassette takes one scenario, not {', '.join(map(repr, args))}"
            )
        if positional is not None:
            name = positional
            break
    return of_call(name, merged)


def of_call(name: object, settings: Mapping[str, object]) -> PlaybackOptions:
    """Return the options of these arguments."""
    if name is not None and not isinstance(name, str):
        raise WrongOption(f"a scenario is named by a text such as 'messages/send', not {name!r}")
    values = {key: value for key, value in settings.items() if key not in OWN}
    scope = settings.get("scope", "function")
    if scope not in SCOPES:
        raise WrongOption(f"scope is one of {', '.join(SCOPES)}, not {scope!r}")
    keep = settings.get("keep", ())
    paths: list[object] = [*keep] if isinstance(keep, (list, tuple)) else [None]
    if not all(map(_is_path, paths)):
        raise WrongOption(f'keep is a list of paths such as ["data.attributes.note"], not {keep!r}')
    kept = tuple(map(str, paths))
    return PlaybackOptions(name, values, settings.get("fault"), str(scope), kept)


def _is_path(path: object) -> bool:
    return isinstance(path, str) and PATH.fullmatch(path) is not None


def choose(options: PlaybackOptions, library: Library, beside: Path | None) -> Choice:
    """Return the options, looked up; raise `WrongOption` for what does not exist."""
    name = options.name or DEFAULT
    try:
        cassette = library.get(name, beside)
    except UnknownScenario as error:
        raise WrongOption(str(error.args[0])) from None
    return Choice(
        cassette,
        values_of(cassette, options.values),
        faults_of(options.fault),
        options.name is not None,
    )


def values_of(cassette: Cassette, values: Mapping[str, object]) -> dict[str, str]:
    """Return values for the cassette's parameters; raise `WrongOption` for one it does not have."""
    return {key: _value(cassette, key, value) for key, value in values.items()}


def faults_of(given: object) -> Sequence[Fault]:
    """Return the faults that a test asks for; raise `WrongOption` for what is none."""
    if given is None:
        return ()
    from flowroute_sandbox.faults import InvalidFault, parse_all

    try:
        return parse_all(given)
    except InvalidFault as error:
        raise WrongOption(f"fault {given!r}: {error}") from None


def _value(cassette: Cassette, key: str, value: Any) -> str:
    if key not in cassette.parameters:
        known = [*cassette.parameters, *OWN]
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]!r}? " if near else ""
        raise WrongOption(
            f"scenario {cassette.name!r} has no option {key!r}; {meant}"
            f"It takes {', '.join(sorted(known))}"
        )
    text = str(value)
    recorded = cassette.parameters[key]
    return (phone(text) or text) if phone(recorded) else text
