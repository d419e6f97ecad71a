"""A fleet on an account: what is there of it, and the steps that make it so."""
