"""A fleet on an account: the part of it that exists, and the steps that make the rest."""
