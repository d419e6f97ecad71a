"""The control API under /_sandbox/, and its methods in Python."""
