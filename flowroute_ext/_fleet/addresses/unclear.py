"""What is not certain in an address."""

from __future__ import annotations


class Unclear(Exception):
    """A *word* that may mean two things, fit to be shown, and what to do about it."""

    def __init__(self, word: str, cure: str) -> None:
        super().__init__(word, cure)
        self.word = word
        self.cure = cure
