"""A task that turns messages on or off for numbers."""
