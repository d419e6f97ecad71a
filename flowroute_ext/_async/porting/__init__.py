"""Port orders: letters of agency, and calls that may be lost."""
