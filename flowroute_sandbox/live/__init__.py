"""What the page shows while an application runs: changes, conversations, traffic. In memory."""
