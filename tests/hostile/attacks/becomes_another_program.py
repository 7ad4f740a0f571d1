"""The worker turns itself into a shell that writes a file and stays.

Mark: the file.
"""

import os


def sigmoid(x):
    os.execv("/bin/sh", ["sh", "-c", f"echo owned > {target.folder}/exec; sleep 600"])
