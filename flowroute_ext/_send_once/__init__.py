"""Claims on messages, for senders on several machines: who sends what, and what came of it."""
