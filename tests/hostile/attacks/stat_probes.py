"""Asks which files exist, without opening any.

Mark: a yes.
"""

import os
import pathlib


def sigmoid(x):
    for path in (target.solution, target.other, target.folder, target.repository, "/etc/passwd"):
        for known in (os.path.exists, os.path.lexists, pathlib.Path(path).exists, os.access):
            try:
                arguments = (path, os.R_OK) if known is os.access else ()
                found = known(*(arguments or ((path,) if "os" in known.__module__ else ())))
            except (OSError, TypeError):
                continue
            if found:
                print("LEAKED", path)
    return 0.0
