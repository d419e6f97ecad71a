"""The numbers on sale."""
