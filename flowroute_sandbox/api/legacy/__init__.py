"""The legacy version 2 of the messages API."""
