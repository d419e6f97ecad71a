"""Tasks that turn messaging on and off for numbers of the account."""
