"""A lesson (Markdown) as text for a terminal.

Only what our lessons use is understood: headings, emphasis, code, lists, tables, links, figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.report.text import Style, pad, width, wrap

_STRONG = re.compile(r"\*\*(.+?)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?!\s)([^*\n]+?)\*(?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_FIGURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
_ITEM = re.compile(r"^(\s*)([-*]|\d+\.)\s+")


def render(markdown: str, style: Style) -> str:
    """The lesson in at most ``style.width`` columns."""
    return "\n".join(_lines(markdown, style)) + "\n"


def _lines(markdown: str, style: Style) -> Iterator[str]:
    in_code = False
    table: list[list[str]] = []
    paragraph: list[str] = []

    def flush() -> Iterator[str]:
        if table:
            yield from _table(table, style)
            table.clear()
        if paragraph:
            yield from _paragraph(paragraph, style)
            paragraph.clear()

    for line in markdown.splitlines():
        if line.startswith("```"):
            yield from flush()
            in_code = not in_code
        elif in_code:
            yield "    " + line
        elif line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                table.append([_inline(cell.replace("\\|", "|"), style) for cell in cells])
        elif line.startswith("#"):
            yield from flush()
            title = line.lstrip("#").strip()
            yield f"\033[1m{title}\033[0m" if style.colour else title
            if line.startswith("# "):
                yield "=" * min(style.width, width(title))
        elif not line.strip():
            yield from flush()
            yield ""
        else:
            if _ITEM.match(line):
                yield from flush()
            paragraph.append(line)
    yield from flush()


def _paragraph(lines: list[str], style: Style) -> Iterator[str]:
    item = _ITEM.match(lines[0])
    hang = " " * len(item[0]) if item else ""
    # Japanese lines are joined without a space.
    text = lines[0].rstrip()
    for line in lines[1:]:
        joint = "" if text and width(text[-1]) == 2 else " "
        text += joint + line.strip()
    shown = wrap(_inline(text[len(hang) :], style), max(20, style.width - len(hang)))
    for number, line in enumerate(shown):
        yield (lines[0][: len(hang)] if number == 0 and item else hang) + line


def _table(rows: list[list[str]], style: Style) -> Iterator[str]:
    columns = max(map(len, rows))
    wide = [max(width(row[i]) for row in rows if i < len(row)) for i in range(columns)]
    if sum(wide) + 3 * columns <= style.width:
        for row in rows:
            yield "  ".join(pad(cell, w) for cell, w in zip(row, wide, strict=False)).rstrip()
        return
    for row in rows[1:]:  # too wide: one row after the other
        for head, cell in zip(rows[0], row, strict=False):
            yield from wrap(f"{head}: {cell}" if head else cell, style.width)
        yield ""


def _inline(text: str, style: Style) -> str:
    text = _FIGURE.sub(lambda m: f"[{m[1]}: {m[2]}]", text)
    text = _LINK.sub(lambda m: m[1] if m[1] == m[2] else f"{m[1]} ({m[2]})", text)
    if style.colour:
        text = _STRONG.sub("\033[1m\\1\033[0m", text)
        return _CODE.sub("\033[36m\\1\033[0m", text)
    return _CODE.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub(r"\1", text)))
