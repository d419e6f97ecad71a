"""Segments of a text, and its spelling in ASCII."""
