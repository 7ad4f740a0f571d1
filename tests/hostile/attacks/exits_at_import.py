"""Ends the process while the file is loaded.

Mark: the functions below are lost.
"""

import os

os._exit(0)
