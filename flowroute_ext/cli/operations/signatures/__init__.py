"""What methods take and return, read from their signatures and docstrings."""
