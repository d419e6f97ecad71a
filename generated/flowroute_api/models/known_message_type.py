# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

KnownMessageType = Literal[
    "long-code",
    "longcode",
    "toll-free",
]
"""The type of the account's number; `long-code` is how the older `/v2/messages` writes it."""
