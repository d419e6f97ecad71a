"""Flowroute for pytest: cassettes, webhooks and a sandbox, as fixtures."""
