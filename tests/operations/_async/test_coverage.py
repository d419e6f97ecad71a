"""Every documented operation is tested."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from openapi.document import operations


def proven() -> set[str]:
    """The operations that the tests of this folder are marked to prove."""
    return {
        operation
        for file in Path(__file__).parent.glob("test_*.py")
        for test in vars(import_module(f"{__package__}.{file.stem}")).values()
        for mark in getattr(test, "pytestmark", ())
        if mark.name == "proves"
        for operation in mark.args
    }


def test_every_operation_is_proven() -> None:
    """Each documented operation succeeds in some test here."""
    assert proven() == set(operations())
