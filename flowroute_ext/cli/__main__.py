"""`python -m flowroute_ext.cli` is `flowroute`."""

from flowroute_ext.cli import main

main()
