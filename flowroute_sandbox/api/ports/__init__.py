"""Port orders: portability, orders, their numbers and documents, and the uploads of these."""
