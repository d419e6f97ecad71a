"""What a file has after a recording: the old interactions that stay, and the fresh ones. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from .._base.json_types import is_object
from .._base.layout import laid_out
from .made_up_ids import ID_MEMBER
from .parameter_proposals import object_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .._base.layout import Interaction

Key: TypeAlias = tuple[str, str, str]

WORD: Final = re.compile(r"[A-Za-z0-9-]+")


def key_of(recorded: Interaction) -> Key:
    """Return what an interaction has in common with those that replace it."""
    return recorded.method, recorded.uri, "".join(laid_out(recorded.request_body).split())


def merged(
    old: Sequence[Interaction], fresh: Sequence[Interaction], written: Collection[Key]
) -> list[Interaction]:
    """Return the old interactions, with those of the same requests replaced by the fresh ones.

    Those *written* before are among the fresh ones, perhaps with other aliases. What names an id
    that only a replaced interaction gave out goes with it: nothing can ask for it any more.
    """
    replaced = {*written, *map(key_of, fresh)}
    stays = [recorded for recorded in old if key_of(recorded) not in replaced]
    goes = [recorded for recorded in old if key_of(recorded) in replaced]
    gone = created_ids(goes) - created_ids([*stays, *fresh])
    return [*(recorded for recorded in stays if gone.isdisjoint(_named(recorded))), *fresh]


def created_ids(interactions: Iterable[Interaction]) -> frozenset[str]:
    """Return the ids that Flowroute chose for what these interactions created."""
    return frozenset(map(_created_id, interactions)) - {""}


def _created_id(recorded: Interaction) -> str:
    if recorded.method != "POST" or recorded.status >= 300:
        return ""
    data: Any = object_in(recorded.response_body).get("data")
    created: Any = data.get("id") if is_object(data) else None
    if isinstance(created, int) and not isinstance(created, bool):
        created = str(created)
    return created if isinstance(created, str) and created not in _named(recorded) else ""


def _named(recorded: Interaction) -> frozenset[str]:
    """Return all that may be an id in the URL and the body of a request."""
    return frozenset([*WORD.findall(recorded.uri), *ID_MEMBER.findall(recorded.request_body)])
