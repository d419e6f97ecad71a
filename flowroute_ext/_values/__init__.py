"""Returned values: flat and frozen, each with the generated object that it was read from.

`MessageRecord` and `Number`, of which a page may have a thousand, are filled from JSON by `pages`,
and have slots for it. The others have none: attrs initialises a frozen class without slots a third
faster.
"""
