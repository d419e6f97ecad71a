"""What recording needs beside the package."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from pytest_flowroute._recording.recorder import recorder
from pytest_flowroute._recording.vcr import VcrMissing

if TYPE_CHECKING:
    from pathlib import Path


def test_without_vcrpy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra, before anything is sent."""
    monkeypatch.setitem(sys.modules, "vcr", None)

    with pytest.raises(VcrMissing, match=r'pip install "flowroute-ext\[record\]"'):
        recorder("all", tmp_path / "a.yaml").__enter__()
