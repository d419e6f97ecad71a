"""Deliveries: what receipts and records report of the messages that were sent."""
