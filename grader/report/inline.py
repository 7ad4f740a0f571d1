"""One paragraph of Markdown: emphasis, code, links and images, as a terminal can show them."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from grader.i18n import translator
from grader.report.terminal import Terminal

_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_IMG_TAG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]]+)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<!\*)\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)|(?<![\w_])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\w_])",
    re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:details|summary|p|div|picture|source|sub|sup|kbd|b|i|em|strong|a)\b[^>]*>"
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")

_KEPT: Final = "\ue000{}\ue001"  # stands for a piece of code while the rest is rendered
_KEPT_AT = re.compile("\ue000(\\d+)\ue001")


def render(text: str, terminal: Terminal) -> str:
    """The text with its styles; images become their words and path, links keep their address."""
    _, paint = translator(terminal.language), terminal.paint
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return _KEPT.format(len(kept) - 1)

    def code(found: re.Match[str]) -> str:
        inner = found[2].replace("\n", " ").strip()
        return keep(paint(inner, "cyan") if terminal.colour else f"`{inner}`")

    def figure(words: str, path: str) -> str:
        return keep(_("[figure: {words} ({path})]").format(words=words, path=path))

    def image_tag(found: re.Match[str]) -> str:
        return figure(_attribute(found[0], "alt"), _attribute(found[0], "src"))

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        outside = target.startswith(("http://", "https://")) and target not in words
        return f"{words} ({keep(target)})" if outside else words

    text = _ESCAPED.sub(lambda e: keep(e[1]), _CODE.sub(code, text))
    text = _IMAGE.sub(lambda found: figure(found[1], found[2]), text)
    text = _IMG_TAG.sub(image_tag, text)
    text = _LINK.sub(link, text)
    text = _TAG.sub(lambda tag: "" if "summary" not in tag[0] else "**", text)
    text = _STRONG.sub(lambda found: paint(found[2], "bold"), text)
    text = _EMPHASIS.sub(lambda found: paint(found[1] or found[2], "italic"), text)
    text = unescape(text)
    while _KEPT_AT.search(text):
        text = _KEPT_AT.sub(lambda number: kept[int(number[1])], text)
    return text


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\b{name}\s*=\s*["']([^"']*)["']""", tag)
    return found[1] if found else ""
