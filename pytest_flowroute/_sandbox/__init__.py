"""The fixture `flowroute_sandbox`."""
