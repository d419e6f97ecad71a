"""Arguments and request bodies of calls for several numbers. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from flowroute_api.models import MessageProvision, NumberDetailsQuery
from flowroute_api.types import UNSET

from .._base.problems import InvalidValue, Problems, shown
from .._builders.callbacks import callback_url as checked_url
from .arguments import number_id, switch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .types import NumberLike

Action: TypeAlias = Literal["enable", "disable"]
# No page has a maximum; a list that is longer is most likely not of numbers of one account.
MOST_NUMBERS: Final = 100_000


def asked_numbers(numbers: Iterable[NumberLike]) -> tuple[str, ...]:
    """Return the digits of *numbers*, each once; raise `InvalidValue` with the problems of all."""
    problems = Problems("phone numbers")
    listed: list[Any] = []
    if isinstance(numbers, str) or not hasattr(numbers, "__iter__"):
        cure = "give them as a list, also a single one"
        problems.add("numbers", shown(numbers), rule="must be phone numbers", cure=cure)
    else:
        listed = list(cast("Iterable[Any]", numbers))
        if not 1 <= len(listed) <= MOST_NUMBERS:
            rule = f"must be 1 to {MOST_NUMBERS:,} phone numbers"
            problems.add("numbers", f"{len(listed):,}", rule=rule, cure="give some of them")
    problems.raise_if_any()
    ids: dict[str, None] = {}
    for index, number in enumerate(listed):
        try:
            ids[number_id(number)] = None
        except InvalidValue as error:
            field = f"numbers[{index}]"
            problems.found.extend(attrs.evolve(problem, field=field) for problem in error.problems)
    problems.raise_if_any()
    return tuple(ids)


def details(numbers: Iterable[str]) -> NumberDetailsQuery:
    """Return the body that asks for the details of *numbers*, digits."""
    return NumberDetailsQuery(numbers=[f"+{number}" for number in numbers])


def task(
    action: Action,
    numbers: Iterable[NumberLike],
    *,
    callback_url: str | None,
    email: bool | None,
) -> MessageProvision:
    """Return the body that turns messages on or off for *numbers*."""
    return MessageProvision(
        numbers=list(asked_numbers(numbers)),
        action=action,
        callback_url=(
            UNSET if callback_url is None else checked_url(callback_url, field="callback_url")
        ),
        email=switch(email, "email"),
    )
