"""recvmsg on the connection, for a descriptor that might be passed along with a frame.

Mark: one arrives.
"""

import socket


def sigmoid(x):
    with socket.socket(fileno=3) as connection:
        print("LEAKED", socket.recv_fds(connection, 1, 10))
    return 0.0
