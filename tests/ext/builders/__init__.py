"""Tests of the builders, and of all else that is checked before anything is sent."""
