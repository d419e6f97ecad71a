"""The files that describe a fleet: TOML, and CSV of addresses."""
