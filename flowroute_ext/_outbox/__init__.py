"""Bulk sending: rows in an SQLite file, each of which is sent once."""
