"""Every operation, called, shown and counted; `scripts/demo.sh` runs it."""
