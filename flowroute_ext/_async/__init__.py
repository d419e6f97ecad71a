"""The asynchronous face; `flowroute_ext._sync` is written from it by scripts/unasync.py."""
