"""Tests of reading what was given."""
