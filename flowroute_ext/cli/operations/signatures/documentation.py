"""Docstrings of methods as help of commands: in the words of a command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCE: Final = re.compile(r"(?<=[.)])\s+(?=[A-Z(*`])")
MARKED: Final = re.compile(r"\*(\w+)\*")
# Of methods: what they raise, examples in Python, and sources.
RAISES: Final = re.compile(
    r"Raises |Times are aware datetimes|.*\bis raised\b|\(developer\.|.*``resolve=True``", re.DOTALL
)
WORDS: Final = (
    (re.compile(r" \(developer\.flowroute\.com[^)]*\)"), ""),
    (re.compile(r"^Pass a `\w+`, or its fields: "), ""),
    (re.compile(r"^Raise an error unless\b"), "Fail unless"),
    (re.compile(r"; raise `\w+`(?= (?:while|if|unless|for)\b)"), "; it fails"),
    (re.compile(r"[;,] (?:and )?raises? `[^.]*(?=\.)"), ""),
    (re.compile(r"^(?:Returns?|Yields?) (?!where\b)"), "Show "),
    (re.compile(r"\breturn\b"), "show"),
    (re.compile(r"\bif not given\b"), "unless given"),
    (re.compile(r", or what `\w+\(\)` or `\w+\(\)` returned"), ""),
    (re.compile(r", or the client's `RateLimit`,"), ""),
    (re.compile(r"`(\w+)\((\w+)=[^)]*\)` returns"), r"\1 with --\2 shows"),
    (re.compile(r"`(\w+)\((\w+)=[^)]*\)`"), r"\1 with --\2"),
    (re.compile(r", as `call_records\(\)` reads it"), ""),
)


def summary(doc: str, names: Mapping[str, str]) -> str:
    """Return the first sentence of the docstring *doc*; *names* are of options, by parameter."""
    first = [sentence for paragraph in _prose(doc) for sentence in _sentences(paragraph)][:1]
    return in_words(first[0], names) if first else ""


def text(doc: str, names: Mapping[str, str]) -> str:
    """Return the docstring *doc* without what is of Python alone, or about a single option."""
    options = {name for name, shown in names.items() if shown.startswith("--")}
    sentences = [sentence for paragraph in _prose(doc) for sentence in _sentences(paragraph)]
    first = sentences[0] if sentences else ""
    paragraphs = [
        " ".join(
            in_words(sentence, names)
            for sentence in _sentences(paragraph)
            if sentence == first or _is_of_all(sentence, names, options)
        )
        for paragraph in _prose(doc)
    ]
    return "\n\n".join(filter(None, paragraphs))


def _is_of_all(sentence: str, names: Mapping[str, str], options: set[str]) -> bool:
    """Return whether a *sentence* is about no option, and no parameter that has none."""
    marked = {*MARKED.findall(sentence)}
    return not marked & options and marked <= names.keys()


def about(name: str, doc: str, names: Mapping[str, str]) -> str:
    """Return the sentences of the docstring *doc* that say what the parameter *name* is."""
    mark = re.compile(rf"\*{name}\*|(?<!`)`{name}`(?!`)")
    sentences = [
        sentence
        for index, paragraph in enumerate(_prose(doc))
        for sentence in _sentences(paragraph)[0 if index else 1 :]
        if mark.search(sentence)
    ]
    return " ".join(_of_option(sentence, name, names) for sentence in sentences)


def _of_option(sentence: str, name: str, names: Mapping[str, str]) -> str:
    """Return a *sentence* about an option, without the name of it in front."""
    rest = re.sub(rf"^[*`]{name}[*`](?: is(?= )| are(?= )| (?!and\b|or\b))", "", sentence).strip()
    shown = in_words(rest, names)
    return shown if rest.startswith("`") else f"{shown[:1].upper()}{shown[1:]}"


def in_words(sentence: str, names: Mapping[str, str]) -> str:
    """Return a *sentence* with options in the place of parameters."""
    for pattern, words in WORDS:
        sentence = pattern.sub(words, sentence)
    sentence = re.sub(r"`(\w+)\(\)`", lambda match: match[1].replace("_", "-"), sentence)
    sentence = re.sub(r"\*(\w+)\*", lambda match: names.get(match[1], match[1]), sentence)
    sentence = re.sub(r"``([^`]*)``", _literal, sentence)
    return re.sub(r"`([^`]*)`", lambda match: names.get(match[1], match[1]), sentence)


def _literal(match: re.Match[str]) -> str:
    return match[1] if match[1][:1] in "\"'" or " " not in match[1] else f"'{match[1]}'"


def _prose(doc: str) -> list[str]:
    """Return the paragraphs, each in one line, without blocks of code."""
    paragraphs = [
        paragraph for paragraph in doc.split("\n\n") if not paragraph.startswith((" ", "::"))
    ]
    return [" ".join(paragraph.split()) for paragraph in paragraphs]


def _sentences(paragraph: str) -> list[str]:
    sentences = SENTENCE.split(" ".join(paragraph.split("\n\n", maxsplit=1)[0].split()))
    return [sentence for sentence in sentences if not RAISES.match(sentence)]
