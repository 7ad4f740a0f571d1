"""Machine code of its own making.

Mark: anything but this worker ends.
"""

import ctypes
import mmap


def sigmoid(x):
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(b"\x0f\x0b" * 8 + bytes(16))  # ud2, or an undefined instruction
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    return ctypes.CFUNCTYPE(ctypes.c_double)(address)()
