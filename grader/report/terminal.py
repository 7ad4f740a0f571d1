"""What a screen can show: its width, its colours, its characters, and text laid out for it.

A Japanese character is two columns wide, and may be followed by a line break unless punctuation
forbids it; everything here counts in columns, never in characters.
"""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple, TextIO

from reference.catalogue import Language

WIDTH: Final = 80
_WIDEST, _NARROWEST = 96, 24  # lines longer than this are hard to read

_SGR: Final = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_OPENED = re.compile(r"(?:\x1b\[[1-9][0-9;]*m)+$")
_PIECES = re.compile(r"(\x1b\[[0-9;]*m)|(\s+)|(.)", re.DOTALL)

# No line begins with the first, none ends with the second (kinsoku).
_NOT_FIRST = frozenset(
    "、。,.,.・:;:;?!?!)]})]}〕〉》」』】’”ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…"
)
_NOT_LAST = frozenset("([{([{〔〈《「『【‘“")

# How symbols that the encoding lacks are spelled: formulas stay readable on cp1252 and cp932.
_SPELLED: Final = {
    "−": "-", "–": "-", "—": "-", "·": "*", "×": "x", "÷": "/", "…": "...", "→": "->", "←": "<-",
    "↦": "->", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∂": "d", "Σ": "sum ", "√": "sqrt ",
    "∞": "inf", "‖": "||", "′": "'", "ᵀ": "^T", "²": "^2", "³": "^3", "ⁿ": "^n", "½": "1/2",
    "⁻": "^-", "¹": "1", "⁰": "0", "⁴": "^4", "⁵": "^5", "₀": "0", "₁": "1", "₂": "2", "₃": "3",
    "₄": "4", "₅": "5", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k", "ₙ": "_n",
    "σ": "sigma", "λ": "lambda", "η": "eta", "θ": "theta", "μ": "mu", "π": "pi", "ε": "eps",
    "α": "alpha", "β": "beta", "δ": "delta", "Δ": "Delta", "∇": "grad ",
    "✓": "ok", "✗": "x", "█": "#", "░": "-", "│": "|", "─": "-", "•": "*",
}  # fmt: skip


class Terminal(NamedTuple):
    """One screen (or file): everything that decides how text is laid out on it."""

    language: Language = "en"
    width: int = WIDTH
    colour: bool = False
    encoding: str = "utf-8"

    def paint(self, text: str, *styles: str) -> str:
        """The text in these styles, if the screen has colours."""
        if not self.colour or not styles or not text:
            return text
        return f"\x1b[{';'.join(_SGR[style] for style in styles)}m{text}\x1b[0m"

    def can_show(self, text: str) -> bool:
        try:
            text.encode(self.encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def either(self, text: str, plain: str) -> str:
        """``text``, or ``plain`` where the encoding lacks it."""
        return text if self.can_show(text) else plain

    def bar(self, share: float, length: int) -> str:
        """A bar of ``length`` columns; full only when all of the share is there."""
        full, empty = ("█", "░") if self.can_show("█░") else ("#", "-")
        filled = int(share * length + 1e-9)
        return self.paint(full * filled, "green") + self.paint(empty * (length - filled), "dim")

    def wrapped(self, text: str, indent: int = 0, hanging: int | None = None) -> str:
        """The text broken into lines that fit; ``hanging``: the indent from the second on."""
        rest = indent if hanging is None else hanging
        lines = wrap(text, max(self.width - rest, _NARROWEST // 2), rest - indent)
        return "\n".join(
            " " * (rest if number else indent) + line for number, line in enumerate(lines)
        )


def terminal_for(
    stream: TextIO, language: Language, environment: Mapping[str, str] = os.environ
) -> Terminal:
    """What this stream can show.

    A stream whose encoding has no Japanese is spoken to in English.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    here = Terminal(
        language, width_of(stream, environment), wants_colour(stream, environment), encoding
    )
    if language == "ja" and not here.can_show("あ"):
        return Terminal("en", here.width, here.colour, encoding)
    return here


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """NO_COLOR, then FORCE_COLOR, then CI (plain), then: is it a terminal that is not dumb?"""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    if environment.get("CI"):
        return False
    return stream.isatty() and environment.get("TERM") != "dumb"


def width_of(stream: TextIO, environment: Mapping[str, str]) -> int:
    """COLUMNS, or the terminal's width, or 80; within what can be read comfortably."""
    columns = environment.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        width = int(columns)
    else:
        try:
            width = os.get_terminal_size(stream.fileno()).columns or WIDTH
        except (OSError, ValueError, AttributeError):
            width = WIDTH
    return max(_NARROWEST, min(width, _WIDEST))


def never_fail(stream: TextIO) -> None:
    """Let the stream spell what its encoding lacks, instead of raising UnicodeEncodeError."""
    codecs.register_error("spelled", _spell)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="spelled")


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_SPELLED.get(character, "?") for character in lacking), error.end


# -- columns --------------------------------------------------------------------------------------


def columns(text: str) -> int:
    """How many columns the text takes: two for wide characters, none for styles and accents."""
    if "\x1b" in text:
        text = _ESCAPE.sub("", text)
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def pad(text: str, width: int) -> str:
    """The text filled with spaces to a width in columns."""
    return text + " " * (width - columns(text))


def wrap(text: str, width: int, first: int = 0) -> list[str]:
    """Lines of at most ``width`` columns (the first may have ``first`` more).

    Styles that are open at the end of a line are closed there and opened again on the next.
    """
    lines: list[str] = []
    line, used, room = "", 0, width + first
    for space, word in _words(text):
        size = columns(word)
        if used and used + columns(space) + size > room:
            lines.append(line)
            line, used, room = "", 0, width
        elif used:
            line, used = line + space, used + columns(space)
        while size > room:  # longer than a whole line: break it
            head, word = _split(word, room - used)
            lines.append(line + head)
            line, used, room, size = "", 0, width, columns(word)
        line, used = line + word, used + size
    lines.append(line)
    return _self_contained(lines)


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The pieces that may not be broken, each with the space before it."""
    space, word, last = "", "", ""
    for escape, blank, character in _PIECES.findall(text):
        if escape:
            word += escape
        elif blank:
            if word:
                yield space, word
                space, word, last = "", "", ""
            space = " "
        else:
            if last and _breakable(last, character):
                opened = _OPENED.search(word)  # a style belongs to what follows it
                carried = opened[0] if opened else ""
                yield space, word[: len(word) - len(carried)]
                space, word = "", carried
            word += character
            last = character
    if word:
        yield space, word


def _breakable(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return any(unicodedata.east_asian_width(c) in "WF" for c in (before, after))


def _split(word: str, room: int) -> tuple[str, str]:
    """As much of a word as fits into ``room`` columns (at least one character), and the rest."""
    used = end = 0
    for piece in _PIECES.finditer(word):
        size = columns(piece[0])
        if used + size > room and used:
            break
        used, end = used + size, piece.end()
    return word[:end], word[end:]


def _self_contained(lines: list[str]) -> list[str]:
    whole, still_open = [], ""
    for line in lines:
        line = still_open + line
        still_open = ""
        for escape in _ESCAPE.findall(line):
            still_open = "" if escape == "\x1b[0m" else still_open + escape
        whole.append(line + ("\x1b[0m" if still_open else ""))
    return whole
