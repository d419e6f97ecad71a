"""What every other room uses."""
