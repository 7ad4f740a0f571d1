"""``course``, and ``python -m grader``.

`course check` starts the untrusted worker before anything else is imported: while that process
imports NumPy on one processor, this one imports the grader on another.  `course grade` does the
same with what its judging processes are forked from.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from grader.processors import ONE_THREAD

if TYPE_CHECKING:
    from grader.isolation import Worker

_JUDGED_ELSEWHERE = ("--scheduler", "--merge")
_INTERRUPTED = 130  # what shells report for a program that Ctrl-C ended


def main() -> NoReturn:
    gc.disable()  # what is imported stays: looking for garbage in it costs more than a check does
    worker = None
    try:
        os.environ.update({name: os.environ.get(name, n) for name, n in ONE_THREAD.items()})
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
    """Start the processes that will be needed; of `course check` that is a worker.

    Where they cannot be started, nothing is said yet: whoever needs them tries again.
    """
    match arguments:
        case [*_, "--help"]:
            pass
        case ["check", *_]:
            from grader.errors import CourseError
            from grader.isolation import Worker

            with contextlib.suppress(CourseError, OSError):
                return Worker.start()
        case ["grade" | "demo", *others]:
            if not any(word.startswith(_JUDGED_ELSEWHERE) for word in others):
                from grader import processes

                with contextlib.suppress(OSError):
                    processes.head_start()
    return None


def _leave(code: int) -> NoReturn:
    """Exit at once: taking NumPy down module by module takes longer than any check."""
    processes = sys.modules.get("grader.processes")
    if processes is not None:
        processes.tidy_up()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody listens any more: `course check ex3 | head -1`
        code = code or 1
    os._exit(code)


if __name__ == "__main__":
    main()
