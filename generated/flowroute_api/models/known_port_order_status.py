# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

KnownPortOrderStatus = Literal[
    "abandoned",
    "accepted",
    "canceled",
    "cancelled",
    "completed",
    "hard_canceled",
    "pending",
    "processing",
    "rejected",
    "review",
    "submitted",
]
"""Where a port order is: `pending` needs an action of the customer, `processing` one of
Flowroute, `submitted` waits for the losing provider, `accepted` has a date, `rejected`
needs a correction, `review` is resubmitted. `completed`, `cancelled` (or `canceled`),
`abandoned` and `hard_canceled` are final.
"""
