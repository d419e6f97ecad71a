"""Countries, states and provinces, ZIP and postal codes of E911 addresses."""
