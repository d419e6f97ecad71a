# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

ProvisioningAction = Literal[
    "disable",
    "enable",
]
"""What to do with the numbers."""
