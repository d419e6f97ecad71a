"""What handles events: workers, in an event loop or a thread, and the loops of applications."""
