"""Results as tables, JSON, JSON Lines and CSV; and errors as sentences."""
