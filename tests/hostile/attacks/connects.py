"""Connects to listeners on this machine, over every family there is.

Mark: a connection.
"""

import socket


def sigmoid(x):
    for family, kind, address in (
        (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", target.port)),
        (socket.AF_INET6, socket.SOCK_STREAM, ("::1", target.port)),
        (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", target.datagrams)),
        (socket.AF_UNIX, socket.SOCK_STREAM, target.socket),
        (socket.AF_UNIX, socket.SOCK_STREAM, "\0" + target.abstract),
    ):
        try:
            with socket.socket(family, kind) as made:
                print("LEAKED", family)
                made.connect(address)
                made.send(b"owned")
        except OSError:
            pass
    return 0.0
