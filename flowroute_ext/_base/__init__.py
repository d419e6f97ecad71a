"""What every other room uses: errors, masking, phone numbers, money, times and the clock."""
