"""The table: every method of the official SDKs for Python and Ruby, and of their older versions.

Sources: the READMEs, the demos and the controllers of flowroute-sdk-v3-python and
flowroute-sdk-v3-ruby.
"""

from __future__ import annotations

from typing import Final

from ..table import Controller
from . import cdrs, cnams, e911s, messages, numbers, ports, routes

TABLE: Final = (
    Controller(
        "NumbersController",
        ("numbers",),
        "Phone numbers: those for sale, and those on the account.",
        numbers.METHODS,
    ),
    Controller(
        "RoutesController",
        ("routes",),
        "Inbound routes, and the routes of numbers.",
        routes.METHODS,
    ),
    Controller(
        "MessagesController",
        ("messages",),
        "SMS and MMS, and the callbacks of the account.",
        messages.METHODS,
    ),
    Controller(
        "E911sController",
        ("e911s",),
        "E911 addresses, as in flowroute-sdk-v3-python.",
        e911s.PYTHON,
    ),
    Controller(
        "E911Controller",
        ("e911",),
        "E911 addresses, as in flowroute-sdk-v3-ruby.",
        e911s.RUBY,
    ),
    Controller(
        "CNAMsController",
        ("cnams",),
        "CNAM records, as in flowroute-sdk-v3-python.",
        cnams.PYTHON,
    ),
    Controller(
        "CNAMController",
        ("cnam",),
        "CNAM records, as in flowroute-sdk-v3-ruby.",
        cnams.RUBY,
    ),
    Controller(
        "CDRsController",
        ("cdrs",),
        "Exports of call detail records.",
        cdrs.METHODS,
    ),
    Controller(
        "PortingController",
        ("porting",),
        "Port orders.",
        ports.METHODS,
    ),
)
