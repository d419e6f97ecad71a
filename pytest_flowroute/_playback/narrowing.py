"""Whether the command line selects some tests of a node only, which pytest does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def narrowed(node: pytest.Collector) -> bool:
    """Whether tests of this node may be left out, by a node id or by ``--lf``.

    Those that are deselected are reported by pytest.
    """
    if node.config.getoption("lf", False):
        return True
    return any(_selects_within(node, argument) for argument in node.config.args)


def _selects_within(node: pytest.Collector, argument: str) -> bool:
    place, *names = argument.partition("[")[0].split("::")
    path = node.config.invocation_params.dir / place
    if isinstance(node, pytest.Session):
        return bool(names) or path.is_file()
    if not names or not isinstance(node, (pytest.Module, pytest.Class)):
        return False
    chain = [
        collector.name for collector in node.listchain() if isinstance(collector, pytest.Class)
    ]
    within = names[: len(chain)] == chain and len(names) > len(chain)
    return within and _same(path, node.path)


def _same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()
