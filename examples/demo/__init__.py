"""Every operation of Flowroute's API, called, shown and counted; `scripts/demo.sh` runs it."""
