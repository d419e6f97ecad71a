# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
from typing import Literal

CallbackType = Literal[
    "dlr_callback",
    "mms_callback",
    "mms_dlr_callback",
    "sms_callback",
    "sms_dlr_callback",
]
"""A kind of event: an inbound SMS or MMS, or a delivery receipt of one. `dlr_callback` is the
older name of `sms_dlr_callback`.
"""
