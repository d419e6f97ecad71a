"""Where the documentation has the cause and the cure of an error."""

from __future__ import annotations

from functools import cache

# In a clone, in the source distribution, and on the site; the headings there are these names.
PAGE = "reference/errors"
SETTING = "Documentation"


@cache
def stated_site() -> str | None:
    """Return what the metadata of the package states."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("flowroute-ext").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    sites = dict(line.partition(", ")[::2] for line in urls)
    return sites.get(SETTING, "").rstrip("/") or None


def site() -> str | None:
    """Return the address of the site: `Documentation` in `[project.urls]`, or None without it.

    Without it for now, too, where the file with it cannot be read: an error is being shown, and its
    cause may be that no more files can be opened.
    """
    try:
        return stated_site()
    except (OSError, ImportError):
        return None


def note(kind: type) -> str:
    """Return the line that a traceback of an error of *kind* ends with."""
    ours = (base for base in kind.__mro__ if base.__module__.startswith("flowroute_ext."))
    # A subclass of another package, or for the names of the official SDKs, has no text of its own.
    name = next(base.__name__ for base in ours if "_compat" not in base.__module__)
    where = site()
    page = f"{where}/{PAGE}.html" if where else f"docs/{PAGE}.md"
    return f"Cause and cure: {page}#{name.lower()}"


class Notes:
    """The `__notes__` of an error: the line above, and then what is added with `add_note`."""

    def __get__(self, error: BaseException | None, kind: type) -> list[str] | Notes:
        """Return the notes of an error, which are made when they are first asked for."""
        if error is None:
            return self
        notes: list[str] = error.__dict__.setdefault("__notes__", [note(kind)])
        return notes

    def __set__(self, error: BaseException, notes: list[str]) -> None:
        """Replace them."""
        error.__dict__["__notes__"] = notes
