"""The tables of an export: of each kind of resource, its columns."""

from __future__ import annotations

from .calls import CDRS
from .lists import CNAMS, E911S, NUMBERS
from .messages import MESSAGES

TABLES = {table.name: table for table in (MESSAGES, NUMBERS, E911S, CNAMS, CDRS)}
