"""The numbers for sale."""
