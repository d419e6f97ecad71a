"""Playing cassettes: selection, matching and playing."""
