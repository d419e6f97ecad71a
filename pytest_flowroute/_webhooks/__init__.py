"""The `flowroute_webhook` fixture."""
