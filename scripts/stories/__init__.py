"""The stories of the cassettes that are shipped, by noun."""
