# Written by scripts/unasync.py from tests/claims/_async/__init__.py. Do not edit.
