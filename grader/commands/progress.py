"""Progress on stderr: a bar that moves on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import os
import sys
import time

import click

from grader.report import progress_line as report
from grader.report.terminal import Terminal, columns

_MOVES, _LINES = 0.1, 10.0  # seconds between two updates, of a bar and of plain lines


class Progress:
    """How far one piece of work is; ``skipped`` ones say nothing about how fast it goes."""

    def __init__(self, what: str, total: int, terminal: Terminal) -> None:
        self.what, self.total, self.terminal = what, total, terminal
        plain = os.environ.get("CI") or os.environ.get("TERM") == "dumb"
        self.moving = sys.stderr.isatty() and not plain
        self._began = time.monotonic()
        self._next = self._began + (0.0 if self.moving else _LINES)
        self._width = 0

    def show(self, done: int, skipped: int = 0, total: int | None = None) -> None:
        self.total = total or self.total
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (_MOVES if self.moving else _LINES)
        self._say(done, (done - skipped) / max(now - self._began, 1e-3))

    def over(self, done: int | None = None) -> None:
        """Take the bar away again."""
        if self.moving and self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, file=sys.stderr)
            self._width = 0

    def _say(self, done: int, rate: float) -> None:
        text = report.line(self.what, done, self.total, rate, self.terminal, bar=self.moving)
        if self.moving:
            filled = text + " " * max(0, self._width - columns(text))
            click.echo("\r" + filled, nl=False, file=sys.stderr, color=self.terminal.colour)
            self._width = columns(text)
        else:
            click.echo(text, file=sys.stderr)
