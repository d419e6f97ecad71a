"""The block of live requests: what it guards, in this process and in those that it starts."""
