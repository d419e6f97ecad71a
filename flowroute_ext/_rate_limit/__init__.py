"""The rate limit: when the next text message may leave."""
