"""The lowest layer: errors, masking, phone numbers, money, times and the clock."""
