"""Tests of the calls for numbers beyond what the sandbox answers."""
