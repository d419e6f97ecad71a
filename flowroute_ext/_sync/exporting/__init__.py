# Written by scripts/unasync.py from flowroute_ext/_async/exporting/__init__.py. Do not edit.
"""Exports: reading all records of an account, whatever changes meanwhile."""
