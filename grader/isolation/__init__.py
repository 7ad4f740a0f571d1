"""The worker: a student's code in a process of its own, which holds nothing worth stealing.

Importing this package does not import NumPy, so that a worker can be started first.
"""

from typing import TYPE_CHECKING, Any

from grader.isolation.process import Limits, Worker

if TYPE_CHECKING:
    from grader.isolation.replies import (
        Answer,
        Ended,
        Loaded,
        Place,
        Problem,
        Raised,
        Returned,
    )
    from grader.isolation.session import Call, Cell, Session

__all__ = [
    "Answer",
    "Call",
    "Cell",
    "Ended",
    "Limits",
    "Loaded",
    "Place",
    "Problem",
    "Raised",
    "Returned",
    "Session",
    "Worker",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from grader.isolation import replies, session

        return getattr(session if hasattr(session, name) else replies, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
