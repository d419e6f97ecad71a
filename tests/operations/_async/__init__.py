"""What must hold for both faces: written asynchronously, rewritten by scripts/unasync.py."""
