"""Inert stand-ins for modules that notebooks import at the top and exercises never need.

``import matplotlib.pyplot as plt`` in the first cell must not cost a point.  Anything taken from a
stand-in is inert: it can be called, indexed, iterated and used in ``with``, and does nothing.
Modules that would change a result are not replaced: importing them fails, and says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

INERT = frozenset(
    (
        *("matplotlib", "matplotlib_inline", "mpl_toolkits", "seaborn", "plotly", "bokeh"),
        *("IPython", "ipywidgets", "japanize_matplotlib", "google", "tqdm", "nbgrader", "grader"),
    )
)


class _Inert:
    """Does nothing, whatever is done with it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        pass

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return _Inert()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _Inert()

    def __getitem__(self, key: Any) -> Any:
        return _Inert()

    def __setitem__(self, key: Any, value: Any) -> None:
        pass  # plt.rcParams["font.size"] = 14

    def __iter__(self) -> Iterator[Any]:
        # fig, ax = plt.subplots()
        return iter((_Inert(), _Inert()))

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        pass


class _InertModule(ModuleType):
    __path__: list[str] = []  # noqa: RUF012, what makes it a package

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__.partition(".")[0] == "tqdm" and name in ("tqdm", "trange"):
            return _progress if name == "tqdm" else range
        return _Inert()


def _progress(items: Any = (), *_: Any, **__: Any) -> Any:
    return items


class _Finder(MetaPathFinder, Loader):
    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name.partition(".")[0] in INERT:
            return ModuleSpec(name, self, is_package=True)
        raise ModuleNotFoundError(
            f"No module named {name!r} here: exercises have NumPy and the standard library",
            name=name,
        )

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def install() -> None:
    """Ask the stand-ins last, after everything that is really there."""
    sys.meta_path.append(_Finder())
