"""The ``course`` command.

A check starts the untrusted worker before anything else is imported: while it imports NumPy in its
own process, this one imports the rest.
"""

from __future__ import annotations

import sys


def main() -> None:
    worker = None
    if sys.argv[1:2] == ["check"] and not {"--help", "--watch"} & set(sys.argv):
        from grader.isolation import Worker

        worker = Worker.start()
    from grader.cli import course

    try:
        course(obj=worker)
    finally:
        if worker is not None:
            worker.end()


if __name__ == "__main__":
    main()
