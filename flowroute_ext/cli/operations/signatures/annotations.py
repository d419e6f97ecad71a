"""Annotations of parameters, as what a command line can give for them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args, get_origin

import attrs

from flowroute_ext._base.plain.value import BuiltValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Form = Literal["text", "time", "path", "whole", "number", "flag", "choice", "pairs"]

FORMS: Final[dict[str, Form]] = {
    "str": "text",
    "date": "time",
    "datetime": "time",
    "PathLike": "path",
    "Path": "path",
    "int": "whole",
    "float": "number",
    "Decimal": "number",
    "timedelta": "number",
    "bool": "flag",
}
SEVERAL: Final = frozenset(
    {"Collection", "Iterable", "Sequence", "frozenset", "list", "set", "tuple"}
)
NAMED: Final = frozenset({"Mapping", "dict"})
# What is widest comes first: it takes what the others take.
WIDEST: Final[tuple[Form, ...]] = (
    "time",
    "text",
    "path",
    "choice",
    "number",
    "whole",
    "flag",
    "pairs",
)


@attrs.frozen
class Plain:
    """A text, a number or a flag, or several; `choices` are all of them, or those of a text.

    Pairs are names with values. A secret is hidden in the repr of what it belongs to.
    """

    form: Form
    choices: tuple[str, ...] = ()
    several: bool = False
    secret: bool = False


@attrs.frozen
class Built:
    """A value of the class `of`, which is built from its fields."""

    of: Any


@attrs.frozen
class Options:
    """The options that the typed dict `of` names."""

    of: Any


Kind: TypeAlias = Plain | Built | Options


def kind_of(annotation: str, names: Mapping[str, Any]) -> Kind | None:
    """Return what a command line gives for *annotation*; None where it cannot give anything.

    *names* are those of the module that has the annotation. What only a program has, such as a
    record that a call returned, is left out of a union.
    """
    kinds = [*_kinds(ast.parse(annotation, mode="eval").body, names)]
    for kind in kinds:
        if not isinstance(kind, Plain):
            return None if len(kinds) > 1 and _plain(kinds) is None else _plain(kinds) or kind
    return _plain(kinds)


def _plain(kinds: list[Kind]) -> Plain | None:
    """Return one kind for the plain ones of *kinds*."""
    plain = [kind for kind in kinds if isinstance(kind, Plain)]
    for form in WIDEST:
        if form in [kind.form for kind in plain]:
            choices = tuple(choice for kind in plain for choice in kind.choices)
            return Plain(form, choices, any(kind.several for kind in plain))
    return None


def _kinds(node: ast.expr, names: Mapping[str, Any]) -> Iterator[Kind]:
    """Yield a kind for each part of a union that a command line can give."""
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _kinds(left, names)
            yield from _kinds(right, names)
        case ast.Constant(value=str(text)):
            yield from _kinds(ast.parse(text, mode="eval").body, names)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield from _named(name, names)
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name), slice=inner):
            yield from _parametrised(name, inner, names)
        case _:
            return


def _parametrised(name: str, inner: ast.expr, names: Mapping[str, Any]) -> Iterator[Kind]:
    if name == "Literal":
        elements = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        yield _literal(tuple(ast.literal_eval(element) for element in elements))
    elif name == "Unpack":
        for typed_dict in values_named(ast.unparse(inner), names):
            yield Options(typed_dict)
    elif name in FORMS:
        yield Plain(FORMS[name])
    elif name in NAMED:
        yield Plain("pairs", several=True)
    elif name in SEVERAL:
        first = inner.elts[0] if isinstance(inner, ast.Tuple) else inner
        item = _plain([*_kinds(first, names)])
        if item is not None:
            yield attrs.evolve(item, several=True)


def _named(name: str, names: Mapping[str, Any]) -> Iterator[Kind]:
    if name in FORMS:
        yield Plain(FORMS[name])
        return
    for value in values_named(name, names):
        if isinstance(value, str):  # an alias
            yield from _kinds(ast.parse(value, mode="eval").body, names)
        elif isinstance(value, type):
            if issubclass(value, BuiltValue):
                yield Built(value)
        else:
            yield from _of_alias(value)


def _of_alias(value: Any) -> Iterator[Kind]:
    """Yield the kinds of an alias that is made: of literals, or a union of them and of types."""
    if get_origin(value) is Literal:
        yield _literal(get_args(value))
        return
    for part in get_args(value):
        if isinstance(part, type) and part.__name__ in FORMS:
            yield Plain(FORMS[part.__name__])
        else:
            yield from _of_alias(part)


def _literal(literals: tuple[Any, ...]) -> Plain:
    return Plain("choice", tuple(str(literal) for literal in literals))


def values_named(name: str, names: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what *name* means, if anything: in *names*, or as a type of the public API."""
    from flowroute_ext._base.plain import literals
    from flowroute_ext._builders import callbacks
    from flowroute_ext._builders.ports import orders
    from flowroute_ext._calls import config, options, types

    for module in (names, *map(vars, (literals, types, options, callbacks, orders, config))):
        if name in module:
            yield module[name]
            return
    import flowroute_ext

    public = getattr(flowroute_ext, name, None)
    if public is None:
        import flowroute_ext.types

        public = getattr(flowroute_ext.types, name, None)
    if public is not None:
        yield public
