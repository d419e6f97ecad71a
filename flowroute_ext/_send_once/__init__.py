"""Claims on messages, so that of several machines one sends each message."""
