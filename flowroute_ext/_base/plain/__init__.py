"""Values in plain types, for JSON and for pydantic, and what their fields can be."""

from __future__ import annotations

from typing import TypeAlias

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"
