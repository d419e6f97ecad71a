"""What takes days: it is asked for once, and again where it was undone meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from fleet.world import World

NUMBER = "12065550100"
DAY = 86400


def text(**settings: str) -> str:
    keys = "".join(f"{name} = {value}\n" for name, value in settings.items())
    return f'[[numbers]]\nnumber = "{NUMBER}"\n{keys}'


def kinds(world: World, **settings: str) -> list[str]:
    """Apply the file with these settings; what was done."""
    world.path.write_text(text(**settings), "utf-8")
    return [step.kind for step in world.apply().done]


def test_messaging_that_is_disabled_and_enabled_again(world: Callable[[str], World]) -> None:
    """Messaging that the file disabled is not waited for: it is enabled again."""
    here = world(text(messaging="true"))
    here.sandbox.seed_number(NUMBER)

    assert kinds(here, messaging="true") == ["change number"]
    here.sandbox.advance(DAY)
    assert kinds(here, messaging="false") == ["change number"]
    assert kinds(here, messaging="true") == ["change number"]
    assert kinds(here, messaging="true") == []


def test_a_caller_name_that_is_set_again(world: Callable[[str], World]) -> None:
    """The first of two caller names, one after the other, is set again, and not waited for."""
    here = world(text(cnam='"ONE"'))
    here.sandbox.seed_number(NUMBER)
    for name in ("ONE", "TWO"):
        assert kinds(here, cnam=f'"{name}"') == ["create caller name"]
    for row in here.sandbox.account.cnams:
        here.sandbox.approve_cnam(row.id)

    for name in ("ONE", "TWO", "ONE"):
        assert kinds(here, cnam=f'"{name}"') == ["set caller name"]
        assert kinds(here, cnam=f'"{name}"') == []
