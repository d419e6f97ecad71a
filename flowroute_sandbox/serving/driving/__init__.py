"""Commands that drive a sandbox that is running: what carriers and time do."""
