"""The control API under /_sandbox/, and the same as methods."""
