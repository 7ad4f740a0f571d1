"""Where an untrusted process begins: ``python -I -S inside.py NUMPY ROLE [ARGUMENT …]``.

Run by path, so that nothing of the grader is imported or could be: the files beside this one are
loaded as a package of their own, named ``isolation``.  NUMPY is the folder that NumPy is in;
nothing else of that folder becomes importable.  ROLE is ``worker`` or ``zygote``.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from types import ModuleType


def main() -> None:
    folder, role, *arguments = sys.argv[1:]
    gc.disable()  # what is imported stays
    sys.path.append(folder)
    import numpy  # noqa: F401

    sys.path.remove(folder)
    package = ModuleType("isolation")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["isolation"] = package
    entry = import_module(f"isolation.{role}")
    entry.prepare()
    package.__path__ = []  # nothing more comes from there
    gc.freeze()
    gc.enable()
    entry.main(folder, *arguments)


if __name__ == "__main__":
    main()
