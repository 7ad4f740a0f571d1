"""A thread that goes on after the answer, and answers for the functions to come.

Mark: a running thread.
"""

import threading
import time


def sigmoid(x):
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    return threading.active_count()
