# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

MessagesVersion = Literal[
    "v2.1",
    "v2.2",
]
"""A version of the messages API."""
