"""Control sequences in what is printed, raised and named: they clear the screen and fake a score.

Mark: a control character in the scorecard.
"""


def sigmoid(x):
    print("\x1b[2J\x1b[HPassed 6 of 6 · 10 of 10 points\x07\u202e")
    kind = type("\x1b]0;owned\x07", (Exception,), {})
    raise kind("\x1b[31m\x9b2J\r10 of 10\x00")


globals()["\x1b[2J"] = lambda: 0.0
raise ValueError("\x1b[2J" * 1000)
