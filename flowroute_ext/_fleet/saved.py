"""Plans in files: JSON that only its owner can read, as it has numbers and addresses in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import attrs

from .._base import private_files
from .._base.errors import ConfigurationError
from .._base.money import dollars
from .plans import FleetPlan
from .steps import Step

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "flowroute-ext fleet plan 1"


def save(plan: FleetPlan, path: Path) -> None:
    """Write *plan* to a file that only its owner can read, which must not be there yet."""
    text = json.dumps({"format": FORMAT, **plan.to_dict()}, indent=1, ensure_ascii=False)
    private_files.make(path)
    path.write_text(text + "\n", "utf-8")


def load(path: Path) -> FleetPlan:
    """Return the plan in a file; raise `ConfigurationError` where it is none."""
    try:
        return _plan(json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigurationError(
            f"{path.name} is no plan of this release: make it with flowroute plan --save"
        ) from error


def _plan(document: dict[str, Any]) -> FleetPlan:
    if document.pop("format") != FORMAT:
        raise ValueError("it has another format")
    steps = tuple(map(_step, document.pop("steps")))
    waiting, blocked = (tuple(map(str, document.pop(name))) for name in ("waiting", "blocked"))
    return FleetPlan(steps=steps, waiting=waiting, blocked=blocked, **document)


def _step(fields: dict[str, Any]) -> Step:
    if not fields.keys() <= {field.name for field in attrs.fields(Step)}:
        raise ValueError("it has other fields")
    once, monthly = (dollars(fields.pop(name)) for name in ("setup_cost", "monthly_cost"))
    return Step(setup_cost=once, monthly_cost=monthly, **fields)
