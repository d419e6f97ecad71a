"""Lists of numbers, and the details of several numbers."""
