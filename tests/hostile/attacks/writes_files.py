"""Leaves files, in every way of the standard library and beside them.

Mark: a new or changed file.
"""

import os
import shutil
import tempfile


def sigmoid(x):
    for write in (
        lambda: open(f"{target.folder}/written", "w"),
        lambda: open(target.other, "a").write("owned"),
        lambda: os.mkdir(f"{target.folder}/made"),
        lambda: os.unlink(target.other),
        lambda: os.rename(target.other, f"{target.folder}/renamed"),
        lambda: os.symlink("/etc/passwd", f"{target.folder}/symlink"),
        lambda: os.link(target.other, f"{target.folder}/link"),
        lambda: os.mkfifo(f"{target.folder}/fifo"),
        lambda: os.truncate(target.other, 0),
        lambda: os.chmod(target.other, 0),
        lambda: os.utime(target.other, (0, 0)),
        lambda: shutil.copy(target.other, f"{target.folder}/copy"),
        lambda: tempfile.NamedTemporaryFile(dir=target.folder, delete=False),
        lambda: os.open(target.folder, os.O_TMPFILE | os.O_RDWR, 0o600),
        lambda: os.chdir(target.folder),
    ):
        try:
            write()
            print("LEAKED", write)
        except OSError:
            pass
    return 0.0
