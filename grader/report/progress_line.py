"""One line that says how far a long piece of work is, and how long it will still take."""

from __future__ import annotations

from grader.i18n import translator
from grader.report.terminal import Terminal, columns

_BAR = 24


def line(
    what: str, done: int, total: int, rate: float, terminal: Terminal, *, bar: bool = True
) -> str:
    """``what`` is being done; ``rate``: pieces per second, 0 if that is not known yet."""
    _ = translator(terminal.language)
    share = done / total if total else 1.0
    parts = [what, f"{done}/{total}", f"{int(100 * share):3d} %"]
    if rate > 0:
        parts.append(f"{rate:.1f}/s")
        if done < total:
            parts.append(_("{time} left").format(time=duration((total - done) / rate)))
    if bar and sum(map(columns, parts)) + 2 * len(parts) + _BAR < terminal.width:
        parts.insert(1, terminal.bar(share, _BAR))
    return "  ".join(parts)


def duration(seconds: float) -> str:
    """Minutes and seconds, or hours, minutes and seconds."""
    whole = round(max(seconds, 0.0))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
