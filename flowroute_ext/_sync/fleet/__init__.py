# Written by scripts/unasync.py from flowroute_ext/_async/fleet/__init__.py. Do not edit.
"""A fleet on an account: the part of it that exists, and the steps that make the rest."""
