# Written by scripts/unasync.py from flowroute_ext/_async/fleet/__init__.py. Do not edit.
"""A fleet on an account: what is there of it, and the steps that make it so."""
