"""The dates that a query for messages may have."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.validation_messages import NOT_A_DATE

if TYPE_CHECKING:
    from collections.abc import Mapping


_FORMAT = re.compile(
    r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?)?", flags=re.ASCII
)


def moment(query: Mapping[str, str], name: str) -> datetime | None:
    """Return the moment given as `name`, or None; raise Refused unless it is one.

    A date is its first moment, and without a zone the text is in UTC. Flowroute's own links
    write the zone as +00:00; a plus that was not percent-encoded has become a space.
    """
    text = query.get(name)
    if text is None:
        return None
    text = text.replace(" ", "+")
    if not _FORMAT.fullmatch(text):
        raise invalid({name: [NOT_A_DATE]})
    try:
        at = datetime.fromisoformat(text)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise invalid({name: [NOT_A_DATE]}) from None
