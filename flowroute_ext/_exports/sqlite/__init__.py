"""Exports as a SQLite file: a table for each kind of resource, and views."""
