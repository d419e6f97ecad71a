"""Whether a request may be sent again after what came of it, as Flowroute would act again. Pure.

Flowroute takes no idempotency key. What it certainly did not accept may be sent again, and what
it may have accepted only where that changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .._base.exchange import Answer

if TYPE_CHECKING:
    from .._base.exchange import Outcome
    from .matching import Form

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
REPEATABLE_POSTS: Final = re.compile(
    r"/v2/e911s/validate|/v2/numbers/[^/]*/relationships/\w+_callback"
)
"""One checks, the other sets what is set already."""


@dataclass(frozen=True, slots=True)
class Before:
    """What came of a request the last time; a `fault` is nothing that was recorded."""

    outcome: Outcome
    fault: str | None = None

    @property
    def was_refused(self) -> bool:
        """Whether Flowroute certainly did not accept it."""
        if isinstance(self.outcome, Answer):
            return 400 <= self.outcome.status < 500 and self.outcome.status != 408
        return self.outcome in {"refused", "connect-timeout"}

    @property
    def was_lost(self) -> bool:
        """Whether Flowroute may have accepted it, and did not say so."""
        if isinstance(self.outcome, Answer):
            return self.outcome.cut or self.outcome.status >= 500 or self.outcome.status == 408
        return not self.was_refused


def may_be_repeated(sent: Form, before: Before | None) -> bool:
    """Whether it may be sent again, after what came of it the last time, if it was sent."""
    if before is None or before.was_refused:
        return True
    path = "/".join(str(part) for part in sent.path)
    changes_more = sent.method == "POST" and not REPEATABLE_POSTS.fullmatch(path)
    return before.was_lost and not changes_more
