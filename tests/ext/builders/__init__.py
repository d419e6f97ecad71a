"""What is checked before anything is sent."""
