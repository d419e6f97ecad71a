"""Scrubbing: what a recording keeps, and made-up values for everything else. Pure."""
