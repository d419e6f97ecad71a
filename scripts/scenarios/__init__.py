"""The scenarios of the cassettes of the package, by noun."""
