"""How a worker gives up everything that exercises do not need, before it reads a student's code.

The order matters.  Descriptors first; resource limits; another user, if the grader is root (it
clears the death signal, which therefore comes after it); no new privileges, without which neither
Landlock nor a filter can be installed by an ordinary user; Landlock; and last the system-call
filter, which forbids all of the steps before it.

Every layer is tried just before and just after it is put in force, so that the refusal of one is
never taken for another's.  What is reported is what was seen to work.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import signal
import sys
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

# What official grading demands of every worker; the others are reported.
STRICT: Final = (
    *("rlimits", "no-new-privileges", "seccomp", "sealed"),
    *("no-fork", "no-network", "no-write"),
)
FURTHER: Final = ("landlock", "own-user", "box")

_PDEATHSIG, _DUMPABLE, _NO_NEW_PRIVS, _GET_NO_NEW_PRIVS = 1, 4, 38, 39
_STACK = 8 << 20
_DESCRIPTORS = 64
# A file that everybody may read: what a walled worker may, and a sealed one may not.
_PROBE = os.devnull


def walled(layers: Collection[str]) -> bool:
    """Do these layers keep a hostile submission in?  Limits on resources alone do not."""
    apart = "sealed" in layers or "landlock" in layers
    return apart and all(layer in layers for layer in STRICT if layer != "sealed")


def confine(policy: dict[str, Any]) -> list[str]:
    """Put up the walls; the names of the layers that were seen to stand.

    ``memory``: bytes beyond what is in use now; ``cpu``: seconds of processor time; ``walls``: on
    Linux, all of them; ``sealed``: no file can be opened any more (everything must have been
    imported); ``user``: whose id to take on; ``parent``: with whom to die; ``strict``: raise
    OSError for a layer that cannot be put up, instead of going on without it.
    """
    layers: list[str] = []
    if sys.platform != "win32":
        layers += _attempt(policy, "rlimits", lambda: _limit(policy["memory"], policy["cpu"]))
    if sys.platform == "linux" and policy["walls"]:
        layers += _wall(policy)
    return layers


def prepare() -> None:
    """Load what walls need, while it can still be loaded."""
    if sys.platform == "linux":
        import _socket  # noqa: F401
        import resource  # noqa: F401

        from . import landlock, seccomp

        landlock.abi()
        with contextlib.suppress(KeyError):  # its worker will say so
            seccomp.program(platform.machine(), sealed=True)


def _attempt(policy: dict[str, Any], name: str, put_up: Callable[[], bool]) -> Iterator[str]:
    try:
        if put_up():
            yield name
            return
    except (OSError, ValueError, KeyError):
        if policy["strict"]:
            raise
    if policy["strict"]:
        raise OSError(f"{name} is not in force")


def _wall(policy: dict[str, Any]) -> Iterator[str]:
    if policy["user"] is not None:
        yield from _attempt(policy, "own-user", lambda: _become(policy["user"]))
    _die_with(policy["parent"])
    _prctl(_DUMPABLE, 0)  # no core dump, and nobody of the same user may look into this process
    yield from _attempt(policy, "no-new-privileges", _no_new_privileges)
    lenient = {**policy, "strict": False}  # official grading rests on the sealed filter
    yield from _attempt(lenient, "landlock", lambda: _landlock(policy))
    yield from _attempt(policy, "seccomp", lambda: _seccomp(policy["sealed"]))
    if policy["sealed"]:
        yield from _attempt(policy, "sealed", lambda: _refused(_open, errno.EACCES))
    yield from _attempt(policy, "no-fork", _cannot_fork)
    yield from _attempt(policy, "no-network", _cannot_connect)
    yield from _attempt(policy, "no-write", _cannot_write)


# -- the layers ---------------------------------------------------------------------------------


def _limit(memory: int, cpu: int) -> bool:
    import resource

    wanted = {
        "CPU": (cpu, cpu + 1),
        "FSIZE": (0, 0),
        "NOFILE": (_DESCRIPTORS, _DESCRIPTORS),
        "CORE": (0, 0),
    }
    if sys.platform == "linux":
        statm = os.open("/proc/self/statm", os.O_RDONLY)  # without a text file's machinery
        size = int(os.read(statm, 100).split()[0]) * os.sysconf("SC_PAGE_SIZE")
        os.close(statm)
        none = dict.fromkeys(
            ("NPROC", "MEMLOCK", "MSGQUEUE", "SIGPENDING", "NICE", "RTPRIO"), (0, 0)
        )
        wanted |= {"AS": (size + memory,) * 2, "STACK": (_STACK, _STACK), **none}
    for name, limits in wanted.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            most = resource.getrlimit(number)[1]
            if most != resource.RLIM_INFINITY:  # a limit that stands already can only be lowered
                limits = (min(limits[0], most), min(limits[1], most))
            resource.setrlimit(number, limits)
    return sys.platform != "linux" or resource.getrlimit(resource.RLIMIT_AS)[1] <= size + memory


def _become(user: int) -> bool:
    """Take on a numeric id that nobody else has: groups, group, user, and prove it."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if os.getresuid() != (user,) * 3 or os.getresgid() != (user,) * 3 or os.getgroups():
        return False
    return _refused(lambda: os.setresuid(0, 0, 0), errno.EPERM)


def _die_with(parent: int | None) -> None:
    if parent is not None:
        _prctl(_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before the signal was asked for
            os._exit(1)


def _no_new_privileges() -> bool:
    _prctl(_NO_NEW_PRIVS, 1)
    return _prctl(_GET_NO_NEW_PRIVS) == 1


def _landlock(policy: dict[str, Any]) -> bool:
    from . import landlock

    before = _refused(_list_root, 0) and _refused(_open, 0)
    readable = [_PROBE] if policy["sealed"] else [_PROBE, *policy["readable"]]
    rules = landlock.ruleset(readable)
    landlock.restrict(rules)
    os.close(rules)
    return before and _refused(_list_root, errno.EACCES) and _refused(_open, 0)


def _seccomp(sealed: bool) -> bool:
    from . import seccomp

    machine = platform.machine()
    before = _refused(_harmless, 0)
    seccomp.install(seccomp.program(machine, sealed=sealed), machine)
    return before and _refused(_harmless, errno.EPERM)


# -- what is tried ------------------------------------------------------------------------------


def _refused(attempt: Callable[[], Any], expected: int) -> bool:
    """Does the attempt end with this error; or with none, for 0?"""
    try:
        attempt()
    except OSError as error:
        return error.errno == expected
    return expected == 0


def _harmless() -> None:
    """A call that is on no list, and that everybody may make."""
    os.getpriority(os.PRIO_PROCESS, 0)


def _open() -> None:
    os.close(os.open(_PROBE, os.O_RDONLY))


def _list_root() -> None:
    os.close(os.open("/", os.O_RDONLY | os.O_DIRECTORY))


def _cannot_fork() -> bool:
    try:
        child = os.fork()
    except OSError:
        return True
    if child == 0:
        os._exit(0)
    return False


def _cannot_connect() -> bool:
    import _socket

    families = (_socket.AF_INET, _socket.AF_INET6, _socket.AF_UNIX)
    return all(
        _refused(lambda f=family: _socket.socket(f, _socket.SOCK_STREAM), errno.EPERM)  # type: ignore[misc]
        for family in families
    )


def _cannot_write() -> bool:
    return _refused(lambda: os.open(_PROBE, os.O_WRONLY), errno.EACCES) and _refused(
        lambda: os.unlink("/nonexistent/file"), errno.EPERM
    )


def _prctl(option: int, argument: int = 0) -> int:
    import ctypes

    from .libc import error, libc

    zero = ctypes.c_ulong(0)
    result = int(libc().prctl(option, ctypes.c_ulong(argument), zero, zero, zero))
    if result < 0:
        raise error(f"prctl {option}")
    return result


def readable_for(numpy: str) -> list[str]:
    """What a worker that still imports modules may read: the standard library and NumPy.

    Not the packages beside them: among those may be the course with its answers.
    """
    standard = os.path.dirname(os.__file__)
    places = [*_children(standard, "site-packages", "dist-packages", "test", "idlelib")]
    places += [os.path.join(numpy, name) for name in ("numpy", "numpy.libs")]
    for folder in ("/usr/lib", "/usr/lib64", "/lib", "/lib64", os.path.join(sys.prefix, "lib")):
        places += _children(folder, "python")
    return [*places, "/etc/ld.so.cache", "/usr/share/zoneinfo", "/dev/urandom"]


def _children(folder: str, *without: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    yield from (os.path.join(folder, n) for n in names if not n.startswith(without))
