"""What comes back: flat, frozen values, each with the generated object it was read from.

They keep their fields in a dict rather than in slots: attrs fills a frozen class a third
faster that way, and a page may hold a thousand.
"""
