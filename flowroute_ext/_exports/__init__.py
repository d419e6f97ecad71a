"""Exports: the records of an account in a file, of which a later run adds what is new."""
