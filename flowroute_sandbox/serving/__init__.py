"""Ways to serve a sandbox: an ASGI application, a transport, a server and a command."""
