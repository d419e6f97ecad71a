"""What a field or an argument can be, as far as Flowroute documents it.

An argument of a fixed set takes these alone. A field of a response may be any other text too, as
Flowroute adds values without a new version of the API: its type is open, as in ``Direction | str``,
and editors propose what is known.
"""

from __future__ import annotations

from typing import Literal

CdrExportStatus = Literal["processing", "completed", "failed"]
Direction = Literal["inbound", "outbound"]
MessageStatus = Literal["queued", "smsc submit", "mmsc submit", "message buffered", "delivered"]
MessageType = Literal["longcode", "toll-free"]
NumberStatus = Literal["PURCHASED"]
NumberType = Literal["longcode", "toll-free"]
Order = Literal[
    "iso_country", "monthly_cost", "number", "number_type", "rate_center", "state", "tn", "value"
]
PortStatus = Literal[
    "pending",
    "processing",
    "submitted",
    "accepted",
    "rejected",
    "review",
    "completed",
    "cancelled",
    "canceled",
    "abandoned",
    "hard_canceled",
]
PortGroupStatus = Literal["requires_action", "in_progress", "completed", "canceled"]
Product = Literal["sms", "mms", "dlr"]
Until = Literal["sent", "delivered", "final"]
RouteKind = Literal["host", "number", "uri", "sip-reg"]

# The states, territories and provinces of `_builders.places`, in both cases: numbers have them in
# lower case, E911 addresses in capitals.
# fmt: off
State = Literal[
    "AB", "AK", "AL", "AR", "AS", "AZ", "BC", "CA", "CO", "CT", "DC", "DE", "FL", "FM", "GA",
    "GU", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MB", "MD", "ME", "MH", "MI",
    "MN", "MO", "MP", "MS", "MT", "NB", "NC", "ND", "NE", "NH", "NJ", "NL", "NM", "NS", "NT",
    "NU", "NV", "NY", "OH", "OK", "ON", "OR", "PA", "PE", "PR", "PW", "QC", "RI", "SC", "SD",
    "SK", "TN", "TX", "UT", "VA", "VI", "VT", "WA", "WI", "WV", "WY", "YT",
    "ab", "ak", "al", "ar", "as", "az", "bc", "ca", "co", "ct", "dc", "de", "fl", "fm", "ga",
    "gu", "hi", "ia", "id", "il", "in", "ks", "ky", "la", "ma", "mb", "md", "me", "mh", "mi",
    "mn", "mo", "mp", "ms", "mt", "nb", "nc", "nd", "ne", "nh", "nj", "nl", "nm", "ns", "nt",
    "nu", "nv", "ny", "oh", "ok", "on", "or", "pa", "pe", "pr", "pw", "qc", "ri", "sc", "sd",
    "sk", "tn", "tx", "ut", "va", "vi", "vt", "wa", "wi", "wv", "wy", "yt",
]
# fmt: on
