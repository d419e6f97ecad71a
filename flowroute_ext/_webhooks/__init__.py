"""Webhooks: what Flowroute posts to an application, as values. Pure: nothing here does I/O."""
