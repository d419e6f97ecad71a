"""Bulk sending: rows in an SQLite file, each sent once, whatever happens on the way."""
