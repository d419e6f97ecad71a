# Written by scripts/unasync.py from tests/operations/_async/__init__.py. Do not edit.
"""What must hold for both faces: written asynchronously, rewritten by scripts/unasync.py."""
