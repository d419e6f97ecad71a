"""What a command needs, checked: on this machine, and at Flowroute."""
