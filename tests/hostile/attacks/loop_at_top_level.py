"""An endless loop before any function is defined, swallowing the alarm.

Mark: the judge does not come back, or the functions below are lost.
"""

while True:
    try:
        while True:
            pass
    except BaseException:
        pass
