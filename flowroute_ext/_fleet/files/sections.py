"""A table of a file: its values by key, with a problem for each that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..._base.money import dollars
from ..._base.problems import InvalidValue, nearest, shown
from ..errors import FleetProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from decimal import Decimal
    from typing import ParamSpec, TypeVar

    from .lines import Lines

    P = ParamSpec("P")
    T = TypeVar("T")


LONGEST_NAME: Final = 64


class Section:
    """The *values* of the table at *path*; what is wrong with them is added to *problems*."""

    def __init__(
        self,
        values: Mapping[str, Any],
        path: tuple[str | int, ...],
        lines: Lines,
        problems: list[FleetProblem],
    ) -> None:
        self.values = values
        self.path = path
        self._lines = lines
        self._problems = problems
        self.keys: Mapping[str, str] = {}  # of fields that the file has under another name

    def within(self, *path: str | int) -> Section:
        """Return a section for the problems of a table below this one."""
        return Section({}, (*self.path, *path), self._lines, self._problems)

    def of(self, values: Mapping[str, Any]) -> Section:
        """Return the same section, with these *values*."""
        return Section(values, self.path, self._lines, self._problems)

    def add(self, key: str, value: str, *, rule: str, cure: str) -> None:
        """Add a problem of *key*, or of the table if that is empty."""
        path = (*self.path, key) if key else self.path
        self._problems.append(
            FleetProblem(
                field=spelled(path), value=value, rule=rule, cure=cure, line=self._lines.of(path)
            )
        )

    def check_keys(self, known: Collection[str]) -> None:
        """Add a problem for each key that is not *known*."""
        for key in self.values:
            if key not in known:
                meant = nearest(key, known)
                cure = f"write {meant}, if you mean that" if meant else "leave it out"
                self.add(key, "that key", rule="must be one that is known here", cure=cure)

    def text(self, key: str, rule: str = "must be text") -> str | None:
        """Return a text, or None."""
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value and value.strip()
        self.add(key, shown(value), rule=rule, cure="write it in quotes, or leave it out")
        return None

    def name(self, key: str) -> str | None:
        """Return a text that is short and visible, or None."""
        value = self.text(key)
        if value is not None and (len(value) > LONGEST_NAME or not value.isprintable()):
            rule = f"must be up to {LONGEST_NAME} visible characters in one line"
            self.add(key, shown(value), rule=rule, cure="give it another")
        return value

    def flag(self, key: str) -> bool | None:
        """Return True, False or None."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.add(key, shown(value), rule="must be true or false", cure="write it without quotes")
        return None

    def count(self, key: str, most: int) -> int:
        """Return how many there are to be, 1 if the table does not say."""
        value = self.values.get(key, 1)
        if type(value) is int and 1 <= value <= most:
            return value
        cure = f"give one from 1 to {most:,}"
        got = str(value) if type(value) is int else shown(value)
        self.add(key, got, rule="must be a whole number", cure=cure)
        return 1

    def amount(self, key: str) -> Decimal | None:
        """Return an amount in US dollars, or None."""
        value = self.values.get(key)
        amount = None if value is None or isinstance(value, bool) else dollars(value)
        if value is not None and (amount is None or amount < 0):
            cure = "give a number from 0 up, as in 1.25"
            self.add(key, shown(value), rule="must be an amount in US dollars", cure=cure)
            return None
        return amount

    def attempt(
        self, key: str, check: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Return the result of *check*, or None with its problems, those of *key* or below it."""
        try:
            return check(*args, **kwargs)
        except InvalidValue as error:
            for problem in error.problems:
                named = self.keys.get(problem.field, problem.field)
                field = key or (named if named.isidentifier() else "")
                self.add(field, problem.value, rule=problem.rule, cure=problem.cure)
        return None


def spelled(path: tuple[str | int, ...]) -> str:
    """Return *path* as it is read: ``numbers[2].alias``, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f"{'.' if text else ''}{part}"
    return text
