"""Copies of a fleet's file, each with a journal of its own, that are applied at the same time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fleet.world import World
from flowroute_ext.fleet import ApplyStopped

THREE = """
[[numbers]]
name = "desk"
count = 3
area_code = "206"
alias = "Desk {n}"
"""


def test_a_copy_of_the_file(world: Callable[[str], World], tmp_path: Path) -> None:
    """What a process of another folder bought meanwhile is not bought again."""
    here = world(THREE)
    folder = tmp_path / "other"
    folder.mkdir()
    other = World(folder / "fleet.toml", THREE, sandbox=here.sandbox)
    here.meanwhile["POST /v2/numbers/"] = other.apply

    with pytest.raises(ApplyStopped, match="another process bought it; nothing was bought"):
        here.apply()

    assert len(here.sandbox.account.numbers) == 3
    assert here.plan().is_done
    assert other.plan().is_done


def test_another_file(world: Callable[[str], World], tmp_path: Path) -> None:
    """A number that was bought meanwhile for another file is not taken from that."""
    here = world(THREE)
    folder = tmp_path / "other"
    folder.mkdir()
    text = THREE.replace("Desk", "Lobby").replace("count = 3", "count = 1").replace("{n}", "")
    other = World(folder / "fleet.toml", text, sandbox=here.sandbox)
    here.meanwhile["POST /v2/numbers/"] = other.apply

    with pytest.raises(ApplyStopped, match="another process bought it; nothing was bought"):
        here.apply()
    here.apply()

    aliases = sorted(row.alias or "" for row in here.sandbox.account.numbers)
    assert aliases == ["Desk 1", "Desk 2", "Desk 3", "Lobby "]
    assert other.plan().is_done
