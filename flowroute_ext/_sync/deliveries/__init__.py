# Written by scripts/unasync.py from flowroute_ext/_async/deliveries/__init__.py. Do not edit.
"""Looking up what was delivered: of one message, and of the rows of an outbox."""
