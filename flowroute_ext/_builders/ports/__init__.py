"""Port orders: what is ordered, and what is changed of an order."""
