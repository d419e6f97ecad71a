"""Checks of cassettes: leaks and validity."""
