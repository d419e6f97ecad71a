"""The commands `plan`, `apply` and `audit`."""
