"""Port orders: their rows, and where they are by the clock."""
