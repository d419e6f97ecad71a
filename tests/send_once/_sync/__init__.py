# Written by scripts/unasync.py from tests/send_once/_async/__init__.py. Do not edit.
