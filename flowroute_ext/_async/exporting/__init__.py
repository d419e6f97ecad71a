"""Exports: reading all records of an account, whatever changes meanwhile."""
