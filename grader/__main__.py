"""``course``, and ``python -m grader``.

`course check` starts the untrusted worker before anything else is imported: while that process
imports NumPy on one processor, this one imports the grader on another.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from grader.isolation import Worker

_INTERRUPTED = 130  # what shells report for a program that Ctrl-C ended


def main() -> NoReturn:
    gc.disable()  # what is imported stays: looking for garbage in it costs more than a check does
    worker = None
    try:
        worker = _head_start(sys.argv[1:])
        from grader.cli import command_line, language_of

        gc.set_threshold(50_000)
        gc.enable()
        language = language_of(sys.argv[1:], os.environ)
        code = command_line(language).run(sys.argv[1:], obj=worker)
    except KeyboardInterrupt:  # while importing; later ones are the command line's
        code = _INTERRUPTED
    finally:
        if worker is not None:
            worker.end()
    _leave(code)


def _head_start(arguments: list[str]) -> Worker | None:
    """The worker of `course check`; None where none is needed, or where none can be started.

    The judge starts workers as well, so what stands in the way of one is reported from there.
    """
    if arguments[:1] != ["check"] or "--help" in arguments:
        return None
    from grader.errors import CourseError
    from grader.isolation import Worker

    try:
        return Worker.start()
    except (CourseError, OSError):
        return None


def _leave(code: int) -> NoReturn:
    """Exit at once: taking NumPy down module by module takes longer than any check."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody listens any more: `course check ex3 | head -1`
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
