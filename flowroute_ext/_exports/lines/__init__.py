"""Exports in lines: CSV and JSON Lines."""
