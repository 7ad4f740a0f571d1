"""A text that doubles, a thousand digits and an integer of a gigabit.

Mark: the machine runs out of memory, or the reply does.
"""


def sigmoid(x):
    text = "σ"
    while True:
        text += text
