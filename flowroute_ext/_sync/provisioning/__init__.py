# Written by scripts/unasync.py from flowroute_ext/_async/provisioning/__init__.py. Do not edit.
"""A task that turns messages on or off for numbers."""
