"""Postal addresses in one line, split where that is certain."""
