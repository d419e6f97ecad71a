"""SQLite files with what must not be lost: opened, locked and checked with the same care."""
