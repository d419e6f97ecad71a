"""Every operation of the client as a command, made from its method."""
