"""Names, resolved and fetched.

Mark: a connection to the listener.
"""

import urllib.request


def sigmoid(x):
    page = urllib.request.urlopen(f"http://127.0.0.1:{target.port}/", timeout=1)
    print("LEAKED", page)
    return 0.0
