# Written by scripts/unasync.py from tests/operations/_async/__init__.py. Do not edit.
"""Tests of both clients: written for the async one, translated by scripts/unasync.py."""
