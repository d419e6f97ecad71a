"""Playback of cassettes: selection, matching, players."""
