"""Reading what was given: what is empty, what cannot be seen, and numbers in every spelling."""
