"""Hooks and fixtures pytest loads."""
