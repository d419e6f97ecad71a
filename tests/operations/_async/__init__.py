"""Tests of both clients: written for the async one, translated by scripts/unasync.py."""
