"""The page of versions, and what was run for it."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.once
SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "plugin_matrix.py"))


def test_the_page_has_what_was_run_last() -> None:
    """Its tables are those of the record, which has each environment and each test that passed."""
    record = json.loads(SCRIPT["RECORD"].read_text())
    page = SCRIPT["PAGE"].read_text()
    assert record.keys() == SCRIPT["ENVIRONMENTS"].keys()
    assert SCRIPT["page"](page, record) == page
    for name, (oldest, module) in SCRIPT["LIBRARIES"].items():
        assert record["oldest"]["versions"][name] == oldest
        for environment in ("oldest", "newest"):
            assert record[environment]["passed"][module] > 0
    for name in (*SCRIPT["PLUGINS"], *SCRIPT["DECODERS"]):
        assert name in record["plugins"]["versions"]
    for name in SCRIPT["WITH_PYTEST_8"]:
        assert name in record["pytest 8"]["versions"]


@pytest.mark.timeout(1800)
def test_the_matrix(size: Callable[[Any, Any], Any]) -> None:
    """With --full, each environment is made, and its tests pass."""
    for name in size((), tuple(SCRIPT["ENVIRONMENTS"])):
        assert sum(SCRIPT["run"](SCRIPT["ENVIRONMENTS"][name])["passed"].values()) > 0, name
