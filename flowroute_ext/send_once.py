"""`send_once`: sending a message once from several machines, and the stores of its claims."""

from __future__ import annotations

from ._async.claims import AsyncClaims
from ._async.postgres_claims import AsyncPostgresClaims
from ._async.redis_claims import AsyncRedisClaims
from ._async.send_once import asend_once
from ._send_once.errors import ClaimsError, SendRefused, TryLater
from ._send_once.state import Claim
from ._sync.claims import Claims
from ._sync.postgres_claims import PostgresClaims
from ._sync.redis_claims import RedisClaims
from ._sync.send_once import send_once

__all__ = [
    "AsyncClaims",
    "AsyncPostgresClaims",
    "AsyncRedisClaims",
    "Claim",
    "Claims",
    "ClaimsError",
    "PostgresClaims",
    "RedisClaims",
    "SendRefused",
    "TryLater",
    "asend_once",
    "send_once",
]
