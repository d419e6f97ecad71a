"""The client against a sandbox that is served: every operation, over real sockets."""
