"""Recording cassettes, and scrubbing what is recorded."""
