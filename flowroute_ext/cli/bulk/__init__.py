"""The `flowroute send-bulk` and `flowroute outbox` commands."""
