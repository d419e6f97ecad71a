"""Returned values: flat and frozen, each with the generated object that it was read from.

They have no slots: attrs initialises a frozen class without slots a third faster, and a page may
have a thousand of them.
"""
