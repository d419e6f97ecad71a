"""The `flowroute_sandbox` fixture."""
