"""The commands `flowroute export` and `flowroute report`."""
