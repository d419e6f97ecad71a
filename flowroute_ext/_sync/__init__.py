# Written by scripts/unasync.py from flowroute_ext/_async/__init__.py. Do not edit.
"""The synchronous face; `flowroute_ext._sync` is written from it by scripts/unasync.py."""
