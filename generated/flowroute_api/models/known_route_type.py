# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

KnownRouteType = Literal[
    "host",
    "number",
    "sip-reg",
    "uri",
    "webhook",
]
"""`sip-reg` is the built-in route alone. `webhook` appears only in beta pages of the
reference.
"""
