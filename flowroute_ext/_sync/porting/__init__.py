# Written by scripts/unasync.py from flowroute_ext/_async/porting/__init__.py. Do not edit.
"""Port orders: letters of agency, and calls that may be lost."""
