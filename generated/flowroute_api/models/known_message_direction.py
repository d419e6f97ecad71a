# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

KnownMessageDirection = Literal[
    "inbound",
    "outbound",
]
"""A direction of a message."""
