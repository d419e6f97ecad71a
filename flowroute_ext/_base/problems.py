"""Problems of invalid values, reported before anything is sent.

A failed check adds a `Problem`. `Problems` collects them, so that one `InvalidValue` reports
all at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec, TypeVar

import attrs

from .errors import FlowrouteError
from .masking import mask_text, mask_url, mask_urls, visible_name
from .plain.value import Value
from .reading.empty import is_empty, kind_of_empty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

P = ParamSpec("P")
T = TypeVar("T")

SHOWN_CHARACTERS = 40
LARGEST_SHOWN = 10**9  # phone numbers have more digits
# A phone number of which the first character is shown ends before this, however it is written.
MASKED_CHARACTERS = 400


@attrs.frozen(kw_only=True)
class Problem(Value):
    """One problem: the field, the value it got, the rule, and the cure.

    `value` is text fit to be shown: phone numbers masked, secrets and message texts left
    out. `rule` continues a sentence that begins with the field's name, `cure` says what to do.
    """

    field: str
    value: str
    rule: str
    cure: str

    def __str__(self) -> str:
        # The name of a column, or of a file, may be anything.
        return visible_name(f"{self.field} {self.rule}, but got {self.value}: {self.cure}.")


class InvalidValue(FlowrouteError, ValueError):
    """A value that Flowroute would refuse; nothing was sent.

    `what` names the kind of value, as in ``"E911 address"``, and `problems` has all its
    problems.
    """

    def __init__(self, what: str, problems: Iterable[Problem]) -> None:
        listed = tuple(problems)
        # Both are arguments of the exception, so that it pickles and copies.
        super().__init__(what, listed)
        self.what = what
        self.problems = listed

    def __str__(self) -> str:
        what = visible_name(self.what)
        if len(self.problems) == 1:
            return f"Invalid {what}: {self.problems[0]}"
        lines = [f"Invalid {what}, {len(self.problems)} problems:"]
        return "\n".join([*lines, *(f"- {problem}" for problem in self.problems)])


class Problems:
    """Collects the problems of one value, to report all at once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.found: list[Problem] = []

    def add(self, field: str, value: str, *, rule: str, cure: str) -> None:
        """Add a problem; *value* is text fit to be shown, as `shown` returns it."""
        self.found.append(Problem(field=field, value=value, rule=rule, cure=cure))

    def attempt(self, check: Callable[P, T], otherwise: T, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the result of *check*; if it raises `InvalidValue`, add its problems instead.

        The result is *otherwise* then.
        """
        try:
            return check(*args, **kwargs)
        except InvalidValue as error:
            self.found.extend(error.problems)
            return otherwise

    def raise_if_any(self) -> None:
        """Raise `InvalidValue` with all problems, if there are any."""
        if self.found:
            raise InvalidValue(self.what, self.found)


def invalid(what: str, field: str, value: str, *, rule: str, cure: str) -> InvalidValue:
    """Return an `InvalidValue` with a single problem."""
    return InvalidValue(what, [Problem(field=field, value=value, rule=rule, cure=cure)])


def shown(value: object) -> str:
    """Return *value* as a `Problem` shows it: text quoted, shortened and masked, else its type."""
    if is_empty(value):
        return kind_of_empty(value)
    if not isinstance(value, str):
        return f"a value of type {type(value).__name__}"
    # Masked before it is cut: half a phone number would not be recognised as one.
    return repr(shortened(mask_urls(mask_text(value[:MASKED_CHARACTERS]))))


def given(value: object) -> str:
    """Return *value*, of an option, as an error shows it: a number that is none of a phone too."""
    if value is None or isinstance(value, bool | float) or (isinstance(value, str) and not value):
        return repr(value)
    if isinstance(value, int) and abs(value) < LARGEST_SHOWN:
        return repr(value)
    return shown(value)


def shown_url(url: str) -> str:
    """Return *url* as a `Problem` shows it: without what may be secret, quoted and shortened."""
    return repr(shortened(mask_url(url), 4 * SHOWN_CHARACTERS))


def shortened(text: str, most: int = SHOWN_CHARACTERS) -> str:
    """Return *text*, cut to *most* characters, of which the last then is an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def nearest(word: str, choices: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """Return the one of *choices* most like *word*, or None if none is similar enough (0 to 1)."""
    import difflib

    by_lower = {choice.lower(): choice for choice in choices}
    close = difflib.get_close_matches(word.strip().lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[close[0]] if close else None
