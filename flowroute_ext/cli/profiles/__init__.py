"""The credentials of commands: from the environment, or from a profile that was logged in."""
