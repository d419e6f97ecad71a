"""Looking up what was delivered: of one message, and of the rows of an outbox."""
