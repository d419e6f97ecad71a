"""Reports: what messages come to, as numbers, and as a page with pictures."""
