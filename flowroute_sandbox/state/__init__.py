"""What the account holds, and the file that keeps it."""
