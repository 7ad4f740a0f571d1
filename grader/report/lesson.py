"""A lesson (Markdown) in the terminal: the same words, laid out for a screen without formatting.

The dialect is that of the lessons: headings, paragraphs, lists, quotations, code, tables, links,
images, and the few HTML tags that GitHub's Markdown needs (details, summary, img, br).  Anything
else is shown as it is written: nothing of a lesson is ever lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from grader.course import Exercise
from grader.errors import ConfigurationError
from grader.i18n import translator
from grader.report import inline
from grader.report.terminal import Terminal, columns, pad
from reference.catalogue import Language

_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*([-*_])(?:\s*\1){2,}\s*$")
_ITEM = re.compile(r"^(\s*)([-*+]|\d+[.)])\s+(.*)$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_SETEXT = re.compile(r"^(=+|-+)\s*$")

_BREAK = re.compile(r"<br\s*/?>|\\\n|[ ]{2,}\n", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def text_of(exercise: Exercise, language: Language) -> str:
    """The lesson as Markdown.  Raises ConfigurationError if the exercise has none."""
    path = exercise.folder / ("README.ja.md" if language == "ja" else "README.md")
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigurationError(
            f"there is no lesson ({error.strerror})",
            where=str(path),
            remedy="install the course again",
        ) from error


def render(markdown: str, terminal: Terminal) -> str:
    """The lesson as lines that fit the terminal."""
    lines = _COMMENT.sub("", markdown.replace("\r\n", "\n")).split("\n")
    blocks = list(_Lesson(terminal).blocks(lines))
    return "\n\n".join(blocks) + "\n"


class _Lesson:
    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal

    def blocks(self, lines: list[str], indent: int = 0) -> Iterator[str]:
        """Every block of the text, laid out; blank lines between them are the caller's."""
        at = 0
        while at < len(lines):
            line = lines[at]
            fence = _FENCE.match(line)
            heading = _HEADING.match(line)
            if not line.strip():
                at += 1
            elif fence:
                end = _end_of_fence(lines, at, fence[1])
                yield self.code(lines[at + 1 : end], indent)
                at = end + 1
            elif heading:
                yield self.heading(heading[2], len(heading[1]), indent)
                at += 1
            elif at + 1 < len(lines) and "|" in line and _TABLE_RULE.match(lines[at + 1]):
                end = _while(lines, at + 2, lambda text: "|" in text)
                yield self.table([lines[at], *lines[at + 2 : end]], indent)
                at = end
            elif _RULE.match(line):
                width = min(self.terminal.width - indent, 20)
                yield " " * indent + self.terminal.either("─", "-") * width
                at += 1
            elif line.lstrip().startswith(">"):
                end = _while(lines, at, lambda text: text.lstrip().startswith(">"))
                yield self.quotation([re.sub(r"^\s*> ?", "", q) for q in lines[at:end]], indent)
                at = end
            elif _ITEM.match(line):
                end = _end_of_list(lines, at)
                yield self.items(lines[at:end], indent)
                at = end
            elif line.startswith("    "):
                end = _while(lines, at, lambda text: text.startswith("    "))
                yield self.code([text[4:] for text in lines[at:end]], indent)
                at = end
            else:
                end = _end_of_paragraph(lines, at)
                underline = _SETEXT.match(lines[end]) if end < len(lines) else None
                if underline:
                    yield self.heading(
                        _joined(lines[at:end]), 1 if underline[1][0] == "=" else 2, indent
                    )
                    at = end + 1
                else:
                    text = self.paragraph(lines[at:end], indent)
                    if text:
                        yield text
                    at = end

    # -- blocks

    def heading(self, text: str, level: int, indent: int) -> str:
        styles = ("bold", "cyan") if level <= 2 else ("bold",)
        shown = self.terminal.wrapped(self.terminal.paint(self.words(text), *styles), indent)
        if level > 2:
            return shown
        line = self.terminal.either("═" if level == 1 else "─", "=" if level == 1 else "-")
        width = max(columns(row) for row in shown.split("\n")) - indent
        return f"{shown}\n{' ' * indent}{self.terminal.paint(line * width, 'dim')}"

    def paragraph(self, lines: list[str], indent: int) -> str:
        parts = _BREAK.split("\n".join(line.lstrip() for line in lines))
        laid_out = []
        for part in parts:
            text = self.words(_joined(part.split("\n")))
            if text.strip():
                laid_out.append(self.terminal.wrapped(text, indent))
        return "\n".join(laid_out)

    def code(self, lines: list[str], indent: int) -> str:
        """Code is never wrapped: where a line ends is part of what it says."""
        pad_left = " " * (indent + (4 if self.terminal.width >= 60 else 2))
        return "\n".join(
            pad_left + self.terminal.paint(line, "cyan") if line else "" for line in lines
        )

    def quotation(self, lines: list[str], indent: int) -> str:
        bar = self.terminal.paint(self.terminal.either("│", "|"), "dim")
        inner = "\n\n".join(_Lesson(self._narrower(indent + 2)).blocks(lines))
        return "\n".join(f"{' ' * indent}{bar} {line}".rstrip() for line in inner.split("\n"))

    def items(self, lines: list[str], indent: int) -> str:
        items: list[tuple[str, list[str]]] = []
        loose = False
        for line in lines:
            item = _ITEM.match(line)
            base = _ITEM.match(lines[0])
            assert base is not None
            if item and len(item[1]) <= len(base[1]):
                items.append((item[2], [item[3]]))
            else:
                loose = loose or not line.strip()
                hang = len(base[1]) + len(base[2]) + 1
                items[-1][1].append(line[min(hang, len(line) - len(line.lstrip())) :])
        bullet = self.terminal.either("•", "-")
        shown = []
        for marker, body in items:
            label = marker if marker[0].isdigit() else bullet
            hanging = indent + columns(label) + 1
            while body and not body[-1].strip():
                body.pop()
            inner = ("\n\n" if loose else "\n").join(self.blocks(body, hanging))
            shown.append(" " * indent + label + " " + inner[hanging:])
        return ("\n\n" if loose else "\n").join(shown)

    def table(self, lines: list[str], indent: int) -> str:
        """Columns aligned; a table that is too wide becomes one paragraph a row."""
        rows = [[self.words(cell) for cell in _cells(line)] for line in lines]
        count = len(rows[0])
        rows = [(row + [""] * count)[:count] for row in rows]
        widths = [max(columns(row[i]) for row in rows) for i in range(count)]
        bold = [self.terminal.paint(cell, "bold") for cell in rows[0]]
        if indent + sum(widths) + 2 * (count - 1) <= self.terminal.width:
            line = self.terminal.either("─", "-")
            ruled = [bold, [line * width for width in widths], *rows[1:]]
            return "\n".join(
                " " * indent
                + "  ".join(
                    pad(cell, width) for cell, width in zip(row, widths, strict=True)
                ).rstrip()
                for row in ruled
            )
        colon = translator(self.terminal.language)("{name}: {value}")
        records = []
        for row in rows[1:]:
            head, *rest = row
            named = [
                self.terminal.wrapped(
                    colon.format(name=name, value=cell) if columns(name) else cell,
                    indent + 2,
                    indent + 4,
                )
                for name, cell in zip(bold[1:], rest, strict=True)
                if cell
            ]
            first = self.terminal.wrapped(self.terminal.paint(head, "bold"), indent)
            records.append("\n".join([first, *named]))
        return "\n".join(records)

    def _narrower(self, by: int) -> Terminal:
        here = self.terminal
        return Terminal(here.language, here.width - by, here.colour, here.encoding)

    def words(self, text: str) -> str:
        return inline.render(text, self.terminal)


def _cells(line: str) -> list[str]:
    line = line.strip()
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CELL_BORDER.split(line)]


def _joined(lines: list[str]) -> str:
    """One line of several: a space where they met, but none between Japanese characters."""
    text = ""
    for line in (line.strip() for line in lines):
        glued = text and line and _wide(text[-1]) and _wide(line[0])
        text += line if glued or not text else f" {line}"
    return text


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


# -- where blocks end -----------------------------------------------------------------------------


def _while(lines: list[str], at: int, holds: Callable[[str], bool]) -> int:
    while at < len(lines) and lines[at].strip() and holds(lines[at]):
        at += 1
    return at


def _end_of_fence(lines: list[str], at: int, fence: str) -> int:
    end = at + 1
    while end < len(lines) and not lines[end].strip().startswith(fence):
        end += 1
    return end


def _end_of_paragraph(lines: list[str], at: int) -> int:
    end = at + 1
    while end < len(lines):
        line = lines[end]
        starts_another = (
            not line.strip()
            or _FENCE.match(line)
            or _HEADING.match(line)
            or _SETEXT.match(line)
            or _ITEM.match(line)
            or line.lstrip().startswith(">")
            or line.lstrip().startswith(("<summary", "</summary", "<details", "</details"))
            or ("|" in line and end + 1 < len(lines) and _TABLE_RULE.match(lines[end + 1]))
        )
        if starts_another:
            break
        end += 1
    return end


def _end_of_list(lines: list[str], at: int) -> int:
    """Until a line that is neither an item of its kind, nor indented, nor continues one."""
    first = _ITEM.match(lines[at])
    assert first is not None
    numbered = first[2][0].isdigit()

    def of_its_kind(line: str) -> bool:
        item = _ITEM.match(line)
        return item is not None and (bool(item[1]) or item[2][0].isdigit() == numbered)

    end = at + 1
    while end < len(lines):
        line, blank_before = lines[end], not lines[end - 1].strip()
        if not line.strip():
            after = lines[end + 1] if end + 1 < len(lines) else ""
            goes_on = of_its_kind(after) or (after.startswith(" ") and after.strip())
        else:
            goes_on = of_its_kind(line) or line.startswith(" ")
            begins = _FENCE.match(line) or _HEADING.match(line) or _ITEM.match(line)
            goes_on = goes_on or not (blank_before or begins)
        if not goes_on:
            break
        end += 1
    return end
