"""A local Flowroute: one account that behaves as the service does, with no network."""
