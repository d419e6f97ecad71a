"""A fleet: the numbers of an account as a file describes them, and the plan that makes it so."""
