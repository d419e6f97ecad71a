"""Whether a request may be sent again after its last outcome, as Flowroute would act again. Pure.

Flowroute takes no idempotency key. What it certainly did not accept may be sent again, and what
it may have accepted only where that changes nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .._base.http_messages import HTTPResponse

if TYPE_CHECKING:
    from flowroute_sandbox import Fault

    from .._base.http_messages import Outcome
    from .canonical import CanonicalRequest

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
REPEATABLE_POSTS: Final = re.compile(
    r"/v2/e911s/validate|/v2/numbers/[^/]*/relationships/\w+_callback"
)
"""The one only validates, the other sets a value that is set already."""


@dataclass(frozen=True, slots=True)
class PreviousOutcome:
    """The last outcome of a request, and the `fault` that caused it, if one did."""

    outcome: Outcome
    fault: Fault | None = None

    @property
    def was_refused(self) -> bool:
        """Whether Flowroute certainly did not accept it."""
        if isinstance(self.outcome, HTTPResponse):
            return 400 <= self.outcome.status < 500 and self.outcome.status != 408
        return self.outcome in {"refused", "connect-timeout"}

    @property
    def was_lost(self) -> bool:
        """Whether Flowroute may have accepted it, and the response does not say."""
        if isinstance(self.outcome, HTTPResponse):
            return self.outcome.cut or self.outcome.status >= 500 or self.outcome.status == 408
        return not self.was_refused


def may_be_repeated(sent: CanonicalRequest, previous: PreviousOutcome | None) -> bool:
    """Whether a request may be sent again; *previous* is None for one not sent before."""
    if previous is None or previous.was_refused:
        return True
    path = "/".join(str(part) for part in sent.path)
    changes_more = sent.method == "POST" and not REPEATABLE_POSTS.fullmatch(path)
    return previous.was_lost and not changes_more
