"""Faults by name, and their injection."""
