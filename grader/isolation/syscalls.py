"""Linux system calls by number, and what the filter of a walled worker says to each.

Per name the numbers on (x86_64, aarch64); None where an architecture has no such call.  What is in
no table is refused with EPERM: student code sees a PermissionError with a line number.

Source: the kernel's arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h;
a test compares the numbers with libseccomp's.
"""

from __future__ import annotations

from typing import Final

Numbers = tuple[int | None, int | None]

MACHINES: Final = ("x86_64", "aarch64")

# Harmless in any process: its own memory, its own descriptors, clocks, and leaving.
ALLOWED: Final[dict[str, Numbers]] = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "pread64": (17, 67),
    "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "getcwd": (79, 17), "dup": (32, 23),
    "dup2": (33, None), "dup3": (292, 24),
    "mmap": (9, 222), "munmap": (11, 215), "mprotect": (10, 226), "mremap": (25, 216),
    "madvise": (28, 233), "brk": (12, 214), "futex": (202, 98),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "setitimer": (38, 103), "restart_syscall": (219, 128),
    "sched_yield": (24, 124), "sched_getaffinity": (204, 123), "rseq": (334, 293),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "gettimeofday": (96, 169),
    "time": (201, None), "nanosleep": (35, 101), "clock_nanosleep": (230, 115),
    "getpid": (39, 172), "getppid": (110, 173), "gettid": (186, 178), "getuid": (102, 174),
    "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177),
    "uname": (63, 160), "sysinfo": (99, 179), "getrusage": (98, 165), "times": (100, 153),
    "getcpu": (309, 168), "getrandom": (318, 278), "getrlimit": (97, 163),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72),
    "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip

# Looking paths up: allowed where modules are still to be imported, EACCES in a sealed worker.
PATHS: Final[dict[str, Numbers]] = {
    "stat": (4, None), "lstat": (6, None), "newfstatat": (262, 79), "statx": (332, 291),
    "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "readlink": (89, None), "readlinkat": (267, 78), "getdents64": (217, 61),
}  # fmt: skip

# Opening files: for reading only, and not at all in a sealed worker.  Behind the numbers, which
# argument holds the flags.
OPENING: Final[dict[str, tuple[Numbers, int]]] = {
    "open": ((2, None), 1),
    "openat": ((257, 56), 2),
}

# Allowed with some arguments only.
FCNTL: Final[Numbers] = (72, 25)
IOCTL: Final[Numbers] = (16, 29)
PRLIMIT64: Final[Numbers] = (302, 261)

# Newer ways to do what older calls do, too: the C library falls back when told ENOSYS.
UNKNOWN: Final[dict[str, Numbers]] = {
    "clone3": (435, 435), "openat2": (437, 437), "close_range": (436, 436),
}  # fmt: skip

# No honest program for an exercise does these: the process ends on the spot.
FATAL: Final[dict[str, Numbers]] = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "ptrace": (101, 117), "kcmp": (312, 272),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "process_madvise": (440, 440),
    "pidfd_open": (434, 434), "pidfd_send_signal": (424, 424), "pidfd_getfd": (438, 438),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "setns": (308, 268), "unshare": (272, 97), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142),
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143),
    "setresuid": (117, 147), "setresgid": (119, 149), "setgroups": (116, 159),
    "setfsuid": (122, 151), "setfsgid": (123, 152), "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444), "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}  # fmt: skip

# Calls from here on are younger than these tables.
NEWER: Final = 470
