"""The receiver as servers call it."""
