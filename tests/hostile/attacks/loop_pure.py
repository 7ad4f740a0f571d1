"""An endless loop.

Mark: the judge does not come back.
"""


def sigmoid(x):
    while True:
        pass
