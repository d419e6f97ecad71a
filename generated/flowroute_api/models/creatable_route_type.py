# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

CreatableRouteType = Literal[
    "host",
    "number",
    "uri",
]
"""A type of route that can be created."""
