"""The independent check of cassettes: leaks and validity."""
