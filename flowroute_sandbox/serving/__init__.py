"""Ways to serve a sandbox: ASGI, a transport, a server and a command."""
