"""The receiver of webhooks: which requests are taken, and what is kept of them."""
