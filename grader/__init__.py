"""Judging work on the backprop course.

What authors of exercises use, and all that they need, is here::

    from grader import Function, array, contract, finite_difference, given, law, real, reference

What a notebook uses is `%load_ext grader`, then `%check ex3`; or ``grader.check("ex3")``.

Importing the package itself costs nothing; NumPy comes with the first name that needs it.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from grader.authoring import (
        Function,
        agrees,
        contract,
        cost,
        definition,
        finite_difference,
        law,
        purity,
        reference,
        require,
    )
    from grader.inputs import (
        array,
        companion,
        given,
        index,
        integer,
        integers,
        listing,
        made,
        mapping,
        real,
    )

_AUTHORING = (
    "Function",
    "agrees",
    "contract",
    "cost",
    "definition",
    "finite_difference",
    "law",
    "purity",
    "reference",
    "require",
)
_INPUTS = (
    "array",
    "companion",
    "given",
    "index",
    "integer",
    "integers",
    "listing",
    "made",
    "mapping",
    "real",
)

__all__ = [
    "Function",
    "agrees",
    "array",
    "companion",
    "contract",
    "cost",
    "definition",
    "finite_difference",
    "given",
    "index",
    "integer",
    "integers",
    "law",
    "listing",
    "made",
    "mapping",
    "purity",
    "real",
    "reference",
    "require",
]


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext grader` in a notebook."""
    from grader.notebook import load_extension

    load_extension(shell)


def __getattr__(name: str) -> Any:
    if name == "check":
        from grader.notebook import check

        return check
    if name in _AUTHORING:
        from grader import authoring

        return getattr(authoring, name)
    if name in _INPUTS:
        from grader import inputs

        return getattr(inputs, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
