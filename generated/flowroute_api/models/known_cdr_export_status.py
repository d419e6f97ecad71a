# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

KnownCdrExportStatus = Literal[
    "completed",
    "failed",
    "processing",
]
"""Whether an export is being made, is ready, or could not be made."""
