"""Sending a request by an HTTP library: making it, its way to the server, and its response."""
