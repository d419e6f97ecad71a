"""The pages of the public names: for each module a page of its `__all__`, made by mkdocstrings."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = "reference/api/"
RESOURCES = ("numbers", "messages", "routes", "e911s", "cnams", "cdrs", "ports")
MODULES = {
    "flowroute_ext": "The clients, what is sent with them, and what they return.",
    "flowroute_ext.errors": "Every error; [Errors](../errors.md) has cause and cure of each.",
    "flowroute_ext.types": "Names for annotations, and the values of what is returned.",
    "flowroute_ext.webhooks": "What Flowroute posts to an application.",
    "flowroute_ext.send_once": "Sending once from several machines.",
    "flowroute_ext.exports": "Messages, calls, numbers and addresses as files.",
    "flowroute_ext.fleet": "An account as a file describes it.",
    "flowroute_ext.compat": "The methods of the official SDKs.",
    "flowroute_ext.testing": "What a plugin for tests needs of the client.",
    "flowroute_sandbox": "A local Flowroute; `ACCESS_KEY` and `SECRET_KEY` are its keys.",
}
# Plain texts: the version, and the keys of the sandbox.
PLAIN = ("__version__", "ACCESS_KEY", "SECRET_KEY")
# The clients come first, as everything else is reached through them.
FIRST = ("Flowroute", "AsyncFlowroute")


def pages() -> dict[str, str]:
    """The text of each page, by its path on the site."""
    found = {f"{FOLDER}{module}.md": _module(module, about) for module, about in MODULES.items()}
    found |= {f"{FOLDER}{name}.md": _resource(name) for name in RESOURCES}
    rows = [f"| [`{module}`]({module}.md) | {about} |" for module, about in MODULES.items()]
    methods = [f"| [`flowroute.{name}`]({name}.md) | {_about(name)} |" for name in RESOURCES]
    found[f"{FOLDER}index.md"] = "\n".join(
        [
            "# Public names\n",
            "Every public name, from its docstring. What is not here is private and may change.\n",
            "| methods of a client | |\n| --- | --- |",
            *methods,
            "\n| module | |\n| --- | --- |",
            *rows,
        ]
    )
    return found


def nav() -> list[str | dict[str, str]]:
    """The entries of these pages in `nav`."""
    return [
        f"{FOLDER}index.md",
        *({f"flowroute.{name}": f"{FOLDER}{name}.md"} for name in RESOURCES),
        *({module: f"{FOLDER}{module}.md"} for module in MODULES),
    ]


def public_names(module: str) -> list[str]:
    """The names in `__all__` of a module."""
    path = ROOT.joinpath(*module.split("."))
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for statement in ast.parse(path.read_text()).body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(statement.value)
            return [*(n for n in FIRST if n in names), *(n for n in names if n not in FIRST)]
    raise SystemExit(f"{module} has no __all__")


def _module(module: str, about: str) -> str:
    names = [name for name in public_names(module) if name not in PLAIN]
    return "\n".join([f"# {module}\n", f"{about}\n", *(f"::: {module}.{name}\n" for name in names)])


def _resource(name: str) -> str:
    """The methods of a resource of the sync client; those of the other are the same."""
    return (
        f"# flowroute.{name}\n\nWith `AsyncFlowroute` the methods are the same, and are awaited;"
        " lists are iterated with `async for`.\n\n"
        f"::: flowroute_ext._sync.{name}.{name.capitalize()}\n"
        "    options:\n      show_root_heading: false\n      show_root_toc_entry: false\n"
    )


def _about(name: str) -> str:
    """The first line of the docstring of a resource."""
    tree = ast.parse((ROOT / "flowroute_ext" / "_sync" / f"{name}.py").read_text())
    kinds = [each for each in tree.body if isinstance(each, ast.ClassDef)]
    text = next(ast.get_docstring(each) for each in kinds if each.name.lower() == name)
    return (text or "").partition("\n")[0]
