# Written by scripts/unasync.py from flowroute_ext/_async/inventory/__init__.py. Do not edit.
"""Lists of numbers, and the details of several numbers."""
