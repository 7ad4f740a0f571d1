"""HTML and SVG, escaped by construction: what was not made here is text, never markup."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

# What no document may hold: control characters, halves of surrogate pairs, non-characters.
_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What would show a line in another order than it is written.
_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CODE: Final = re.compile(r"`([^`]+)`")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})

_VOID: Final = frozenset({"meta", "br"})
# Elements that are followed by a line break, so that the page can be read as text, too.
_LINES: Final = frozenset(
    [
        *("html", "head", "body", "meta", "title", "style"),
        *("header", "main", "footer", "section", "article", "details", "summary"),
        *("h1", "h2", "h3", "h4", "p", "ul", "li", "dl", "dt", "dd", "div", "pre"),
        *("table", "caption", "thead", "tbody", "tr", "figure", "figcaption", "svg"),
    ]
)

Attribute = str | int | float | None


class Markup(str):
    """A piece of a page that is markup already."""

    __slots__ = ()


def plain(text: str) -> str:
    """The text without the characters that no document, HTML or XML, may hold."""
    return _TURNING.sub("", _UNFIT.sub("\ufffd", text))


def escaped(text: str) -> Markup:
    return text if isinstance(text, Markup) else _escaped(text)


@lru_cache(maxsize=2048)  # the pages of a class say the same again and again
def _escaped(text: str) -> Markup:
    return Markup(plain(text).translate(_ENTITIES))


def el(tag: str, *children: str | None, **attributes: Attribute) -> Markup:
    """One element.  ``class_`` is class, ``aria_label`` is aria-label; None is left out."""
    shown = "".join(
        [
            f' {_name(name)}="{escaped(_attribute(value))}"'
            for name, value in attributes.items()
            if value is not None
        ]
    )
    end = "\n" if tag in _LINES else ""
    if tag in _VOID:
        return Markup(f"<{tag}{shown}>{end}")
    inside = "".join([escaped(child) for child in children if child is not None])
    return Markup(f"<{tag}{shown}>{inside}</{tag}>{end}")


def together(*pieces: str | None) -> Markup:
    return Markup("".join(escaped(piece) for piece in pieces if piece is not None))


def with_code(text: str) -> Markup:
    """A sentence; what it has between backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", escaped(text)))


@cache
def _name(attribute: str) -> str:
    return attribute.rstrip("_").replace("_", "-")


def _attribute(value: str | int | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
