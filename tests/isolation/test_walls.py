"""The walls: the filter's numbers and verdicts, the layers reported, and who outlives whom."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.errors import GraderFault
from grader.isolation import Call, Cell, Ended, Limits, Returned, Session, Worker
from grader.isolation.confine import STRICT, walled

REPOSITORY = Path(__file__).parent.parent.parent
LIMITS = Limits(call_seconds=0.5, load_seconds=2.0, total_seconds=20.0, memory=64 << 20)

linux = pytest.mark.skipif(sys.platform != "linux", reason="there are walls on Linux only")
needs_seccomp = pytest.mark.skipif(
    sys.platform != "linux" or not Path("/proc/sys/kernel/seccomp").is_dir(),
    reason="this kernel has no seccomp filters",
)


# -- numbers, against the kernel's own headers --------------------------------------------------

if sys.platform == "linux":
    from grader.isolation import seccomp, syscalls
    from grader.isolation.forkserver import ForkServer

    TABLES = {
        **syscalls.ALLOWED,
        **syscalls.PATHS,
        **{name: numbers for name, (numbers, _) in syscalls.OPENING.items()},
        **{"fcntl": syscalls.FCNTL, "ioctl": syscalls.IOCTL, "prlimit64": syscalls.PRLIMIT64},
        **syscalls.UNKNOWN,
        **syscalls.FATAL,
    }
HEADERS = {
    "x86_64": "/usr/include/x86_64-linux-gnu/asm/unistd_64.h",
    "aarch64": "/usr/include/asm-generic/unistd.h",
}


def in_header(path: str) -> dict[str, int]:
    """The system calls of a header of the kernel: those of 64-bit machines, where it has both."""
    text = Path(path).read_text()
    numbers = {
        name: int(number)
        for name, number in re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\b", text)
    }
    # In asm-generic/unistd.h the first branch is for 64 bits: __NR_newfstatat is __NR3264_fstatat.
    sixty_four = re.findall(r"#define __NR_(\w+) __NR3264_(\w+)", text)
    for name, shared in reversed(sixty_four):
        if shared in numbers:
            numbers[name] = numbers[shared]
    return numbers


@linux
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_numbers_are_the_kernels(machine: str) -> None:
    if not Path(HEADERS[machine]).is_file():
        pytest.skip(f"{HEADERS[machine]} is not here: it is in Debian's linux-libc-dev")
    known = in_header(HEADERS[machine])
    newest = max(number for number in known.values() if number < 1000)
    column = syscalls.MACHINES.index(machine)
    wrong = {
        name: (numbers[column], known.get(name))
        for name, numbers in TABLES.items()
        if numbers[column] != known.get(name) and (numbers[column] or 0) <= newest
    }
    assert not wrong
    assert len(known) > 250


@linux
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_no_number_stands_for_two_calls(machine: str) -> None:
    column = syscalls.MACHINES.index(machine)
    numbers = [numbers[column] for numbers in TABLES.values() if numbers[column] is not None]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) < syscalls.NEWER


# -- the filter, run by an interpreter of its own -----------------------------------------------

KILL, ALLOW = "kill", "allow"


def run(program: bytes, architecture: int, number: int, *arguments: int) -> str | int:
    """What a BPF program says to a call: kill, allow, or the number of an error.

    Source: linux/filter.h and linux/seccomp.h; only what classic BPF needs for filters.
    """
    data = struct.pack(
        "<IIQ6Q", number, architecture, 0, *(*arguments, *(6 - len(arguments)) * (0,))
    )
    steps = list(struct.iter_unpack("<HBBI", program))
    accumulator, place = 0, 0
    while True:
        code, if_true, if_false, operand = steps[place]
        place += 1
        match code:
            case 0x20:  # BPF_LD | BPF_W | BPF_ABS
                assert operand % 4 == 0
                (accumulator,) = struct.unpack_from("<I", data, operand)
            case 0x15:  # BPF_JMP | BPF_JEQ | BPF_K
                place += if_true if accumulator == operand else if_false
            case 0x35:  # BPF_JMP | BPF_JGE | BPF_K
                place += if_true if accumulator >= operand else if_false
            case 0x45:  # BPF_JMP | BPF_JSET | BPF_K
                place += if_true if accumulator & operand else if_false
            case 0x06:  # BPF_RET | BPF_K
                match operand & 0xFFFF_0000:
                    case 0x8000_0000:
                        return KILL
                    case 0x7FFF_0000:
                        return ALLOW
                    case 0x0005_0000:
                        return operand & 0xFFFF
                raise AssertionError(f"an action that is none of ours: {operand:#x}")
            case _:
                raise AssertionError(f"an instruction that is none of ours: {code:#x}")


ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7, "i386": 0x40000003, "arm": 0x40000028}
Verdict = Callable[..., "str | int"]


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest) -> str:
    if sys.platform != "linux":
        pytest.skip("there are walls on Linux only")
    return str(request.param)


@pytest.fixture(params=[True, False], ids=["sealed", "unsealed"])
def sealed(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def verdict(machine: str, sealed: bool) -> Verdict:
    """``verdict("openat", 0, 0, flags)``; a number instead of a name is the call's number."""
    program = seccomp.program(machine, sealed=sealed)
    assert len(program) // 8 <= 4096

    def said(call: str | int, *arguments: int) -> str | int:
        number = TABLES[call][syscalls.MACHINES.index(machine)] if isinstance(call, str) else call
        assert number is not None
        return run(program, ARCHITECTURES[machine], number, *arguments)

    return said


def there(names: Any, machine: str) -> list[str]:
    column = syscalls.MACHINES.index(machine)
    return [name for name in names if TABLES[name][column] is not None]


def test_every_call_of_the_tables_has_its_verdict(
    verdict: Verdict, machine: str, sealed: bool
) -> None:
    assert {verdict(name) for name in there(syscalls.ALLOWED, machine)} == {ALLOW}
    assert {verdict(name) for name in there(syscalls.UNKNOWN, machine)} == {errno.ENOSYS}
    assert {verdict(name) for name in there(syscalls.FATAL, machine)} == {KILL}
    paths = {verdict(name) for name in there(syscalls.PATHS, machine)}
    assert paths == {errno.EACCES if sealed else ALLOW}


def test_what_is_in_no_table_is_refused(verdict: Verdict, machine: str) -> None:
    column = syscalls.MACHINES.index(machine)
    known = {numbers[column] for numbers in TABLES.values()}
    others = set(range(syscalls.NEWER)) - known
    assert {verdict(number) for number in others} == {errno.EPERM}
    assert {verdict(number) for number in range(syscalls.NEWER, syscalls.NEWER + 300)} == {
        errno.ENOSYS
    }
    # Not one of these is among what is allowed, on either machine.
    clone, fork, execve = {"x86_64": (56, 57, 59), "aarch64": (220, 1071, 221)}[machine]
    socket = {"x86_64": 41, "aarch64": 198}[machine]
    assert verdict(clone) == verdict(execve) == verdict(socket) == errno.EPERM
    assert verdict(fork) in (errno.EPERM, errno.ENOSYS)


def test_other_architectures_are_never_served(machine: str, sealed: bool) -> None:
    program = seccomp.program(machine, sealed=sealed)
    for name, architecture in ARCHITECTURES.items():
        if name != machine:
            assert {run(program, architecture, number) for number in range(500)} == {KILL}


def test_numbers_beyond_all_tables_are_never_allowed(verdict: Verdict, machine: str) -> None:
    beyond = (0x40000000, 0x40000001, 0x40000000 | 39, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
    assert {verdict(number) for number in beyond} == {KILL if machine == "x86_64" else errno.ENOSYS}


def test_files_are_opened_for_reading_at_most(verdict: Verdict, machine: str, sealed: bool) -> None:
    for name in there(syscalls.OPENING, machine):
        position = syscalls.OPENING[name][1]

        def opened(flags: int, name: str = name, position: int = position) -> str | int:
            return verdict(name, *position * (0,), flags)

        reading = errno.EACCES if sealed else ALLOW
        assert opened(os.O_RDONLY) == reading
        assert opened(os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW) == reading
        assert opened(os.O_RDONLY | 1 << 40) == reading  # the kernel takes an int
        writing = (
            *(os.O_WRONLY, os.O_RDWR, 3, os.O_CREAT, os.O_TRUNC, os.O_APPEND, os.O_TMPFILE),
            *(os.O_RDONLY | os.O_CREAT | os.O_EXCL, os.O_DIRECTORY | os.O_RDWR),
        )
        assert {opened(flags) for flags in writing} == {errno.EACCES}


def test_descriptors_are_copied_and_looked_at_and_nothing_else(verdict: Verdict) -> None:
    import fcntl
    import termios

    harmless = (fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_DUPFD_CLOEXEC)
    assert [verdict("fcntl", 0, command) for command in range(1100)].count(ALLOW) == len(harmless)
    assert {verdict("fcntl", 0, command) for command in harmless} == {ALLOW}
    # Together they have the kernel signal another process.
    assert {verdict("fcntl", 0, command) for command in (4, 8, 10, 15)} == {errno.EPERM}
    looks = (
        termios.TCGETS,
        termios.TIOCGWINSZ,
        termios.FIOCLEX,
        termios.FIONCLEX,
        termios.FIONREAD,
    )
    assert {verdict("ioctl", 0, request) for request in looks} == {ALLOW}
    assert {verdict("ioctl", 0, request) for request in range(0x5400, 0x5480)} == {
        ALLOW,
        errno.EPERM,
    }
    assert verdict("ioctl", 0, termios.TIOCSTI) == errno.EPERM  # types into the terminal


def test_limits_are_read_only_and_only_its_own(verdict: Verdict) -> None:
    assert verdict("prlimit64", 0, 9, 0, 0x7FFF_0000_0000) == ALLOW
    assert verdict("prlimit64", 1234, 9, 0, 0) == errno.EPERM
    assert verdict("prlimit64", 0, 9, 0x7FFF_0000_0000, 0) == errno.EPERM
    assert verdict("prlimit64", 0, 9, 0x1234, 0) == errno.EPERM


@linux
def test_there_is_no_filter_for_a_machine_whose_calls_are_not_known() -> None:
    with pytest.raises(KeyError):
        seccomp.program("riscv64", sealed=True)


# -- real workers -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    if sys.platform != "linux":
        pytest.skip("there are walls on Linux only")
    with ForkServer() as made:
        try:
            made.start_worker().end()
        except GraderFault as fault:
            pytest.skip(f"no walls here: {fault}")
        yield made


@contextlib.contextmanager
def live(server: Any) -> Iterator[Worker]:
    worker = server.start_worker(LIMITS)
    try:
        yield worker
    finally:
        worker.end()


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def zygote(server: Any) -> int:
    return int(server._server.pid)


def session(source: str, start: Callable[[Limits], Worker], limits: Limits = LIMITS) -> Session:
    return Session([Cell(textwrap.dedent(source), None, 1, "ex.py")], limits=limits, start=start)


def test_a_worker_stands_behind_all_layers(server: Any) -> None:
    with live(server) as worker:
        assert set(STRICT) <= set(worker.layers)
        assert walled(worker.layers)
        assert ("own-user" in worker.layers) == (os.geteuid() == 0)
        seen = status(worker.process.pid)
        assert seen["NoNewPrivs"] == "1"
        assert seen["Seccomp"] == "2"
        assert seen["Threads"] == "1"
        if os.geteuid() == 0:
            assert set(seen["Uid"].split()) == set(seen["Gid"].split()) == {str(server.user)}
            assert seen["Groups"] == ""
            assert {seen[f"Cap{kind}"] for kind in ("Prm", "Eff", "Inh", "Amb")} == {"0" * 16}


def test_a_worker_has_four_descriptors(server: Any) -> None:
    with live(server) as one, live(server) as two:
        for worker in (one, two):
            pid = worker.process.pid
            found = {entry.name: os.readlink(entry) for entry in os.scandir(f"/proc/{pid}/fd")}
            assert set(found) == {"0", "1", "2", "3"}
            assert found["0"] == "/dev/null"
            assert found["1"] == found["2"] and found["1"].startswith("pipe:")
            assert found["3"].startswith("socket:")


def test_two_workers_share_nothing(server: Any) -> None:
    with live(server) as one, live(server) as two:
        ends = [
            {os.readlink(f"/proc/{worker.process.pid}/fd/{number}") for number in (1, 3)}
            for worker in (one, two)
        ]
        assert not ends[0] & ends[1]
        assert os.getsid(one.process.pid) != os.getsid(two.process.pid)


def test_a_worker_cannot_take_more_than_its_limits(server: Any) -> None:
    with live(server) as worker:
        lines = Path(f"/proc/{worker.process.pid}/limits").read_text().splitlines()[1:]
    found = {line[:26].strip(): line[26:].split()[:2] for line in lines}
    none = ["0", "0"]
    assert found["Max file size"] == found["Max core file size"] == found["Max processes"] == none
    assert found["Max locked memory"] == found["Max msgqueue size"] == none
    assert found["Max open files"] == ["64", "64"]
    assert found["Max cpu time"] == [str(LIMITS.cpu_seconds), str(LIMITS.cpu_seconds + 1)]
    assert int(found["Max address space"][0]) < 4 << 30


def test_neither_the_command_nor_the_environment_tells_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    monkeypatch.setenv("COURSE_SEED", "known-to-nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "known-to-nobody")
    with ForkServer(demand=()) as own, live(own) as worker:
        for pid in (zygote(own), worker.process.pid):
            told = Path(f"/proc/{pid}/environ").read_bytes()
            told += Path(f"/proc/{pid}/cmdline").read_bytes()
            assert told
            assert b"nobody" not in told and b"COURSE" not in told and b"PYTEST" not in told


def test_the_fork_server_holds_nothing_of_the_course(server: Any) -> None:
    pid = zygote(server)
    seen = status(pid)
    assert seen["Threads"] == "1"
    maps = Path(f"/proc/{pid}/maps").read_text()
    assert "numpy" in maps
    opened = [os.readlink(entry) for entry in os.scandir(f"/proc/{pid}/fd")]
    assert not [path for path in opened if str(REPOSITORY) in path]


@linux
def test_a_worker_of_its_own_says_what_stands() -> None:
    worker = Worker.start(LIMITS)
    try:
        worker.wait_until_ready()
        assert set(worker.layers) <= {*STRICT, "landlock"} - {"sealed", "own-user"}
    finally:
        worker.end()
    bare = Worker.start(LIMITS, walls=False)
    try:
        bare.wait_until_ready()
        assert bare.layers == ("rlimits",)
        assert not walled(bare.layers)
    finally:
        bare.end()


@pytest.mark.parametrize("missing", STRICT)
def test_without_any_demanded_layer_nothing_is_walled(missing: str) -> None:
    assert walled((*STRICT, "landlock"))
    assert walled(STRICT)
    assert not walled([layer for layer in STRICT if layer != missing])


# -- kernels that lack something ----------------------------------------------------------------

# A kernel without some system calls: a filter that answers ENOSYS to them.
KERNEL = """
import ctypes, errno, platform, sys
from grader.errors import GraderFault
from grader.isolation import confine, seccomp
from grader.isolation.forkserver import ForkServer
from grader.isolation.seccomp import _step

missing, demand = eval(sys.argv[1]), eval(sys.argv[2])
steps = [_step(0x20, 0)]
for number in missing:
    steps += [_step(0x15, number, 0, 1), _step(0x06, 0x50000 | errno.ENOSYS)]
steps.append(_step(0x06, 0x7FFF0000))
ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)
seccomp.install(b"".join(steps), platform.machine())
with ForkServer(demand=demand) as server:
    try:
        worker = server.start_worker()
        print(*worker.layers)
        worker.end()
    except GraderFault as fault:
        print("REFUSED", fault)
"""
LANDLOCK = (444, 445, 446)


def on_a_kernel_without(numbers: tuple[int, ...], demand: tuple[str, ...]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", KERNEL, repr(numbers), repr(demand)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@needs_seccomp
def test_landlock_is_not_reported_where_there_is_none() -> None:
    """A sealed filter refuses paths, too: the one must not be taken for the other."""
    layers = on_a_kernel_without(LANDLOCK, STRICT)
    assert set(STRICT) <= set(layers)
    assert "landlock" not in layers


@needs_seccomp
def test_who_demands_landlock_is_refused_where_there_is_none() -> None:
    said = on_a_kernel_without(LANDLOCK, (*STRICT, "landlock"))
    assert said[0] == "REFUSED" and "landlock" in said


@needs_seccomp
def test_strict_grading_refuses_where_there_is_no_filter() -> None:
    number = syscalls.FATAL["seccomp"][syscalls.MACHINES.index(os.uname().machine)]
    assert on_a_kernel_without((number,), STRICT)[0] == "REFUSED"  # type: ignore[arg-type]
    layers = on_a_kernel_without((number,), ())  # type: ignore[arg-type]
    assert not {"seccomp", "sealed", "no-network", "REFUSED"} & set(layers)
    assert not walled(layers)


@needs_seccomp
def test_a_worker_that_cannot_wall_itself_in_is_never_the_students_fault() -> None:
    with ForkServer() as own:
        own.user = 0  # root stays root, and nobody else becomes it: the layer cannot stand
        source = "def f(): return 1.0"
        with pytest.raises(GraderFault), session(source, own.start_worker) as asked:
            asked.load()


def test_the_status_of_a_broken_worker_is_just_an_exit_once_the_code_runs(server: Any) -> None:
    source = "import os\ndef f(): os._exit(97)\ndef g(): return 1.0\n"
    with session(source, server.start_worker) as asked:
        asked.load()
        f, g = asked.ask([Call("f", ()), Call("g", ())])
    assert isinstance(f, Ended) and f.verdict == "exited"
    assert isinstance(g, Returned)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("os._exit(0)", "exited"),
        ("os.kill(os.getpid(), 9)", "forbidden"),
        ("ctypes.memset(0, 0, 8)", "crashed"),
        ("os.close(3)\n    while True: time.sleep(9)", "killed"),
        ("os.write(3, b'\\xff' * 8)\n    time.sleep(9)", "protocol"),
        ("while True: print('x' * 1_000_000)", "output-limit"),
    ],
)
def test_the_verdict_names_what_ended_a_forked_worker(server: Any, body: str, verdict: str) -> None:
    source = f"import ctypes, os, time\ndef f():\n    {body}\n"
    limits = Limits(call_seconds=5.0, output=2 << 20)
    with session(source, server.start_worker, limits) as asked:
        asked.load()
        (answer,) = asked.ask([Call("f", ())])
    assert isinstance(answer, Ended) and answer.verdict == verdict, answer


# -- time ---------------------------------------------------------------------------------------

SLOW = """
    def f(g, x):
        return g(x)
    def spins(g, x):
        while True:
            try:
                while True: pass
            except BaseException: pass
"""


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_timeout_is_asked_once_more_where_the_machine_was_slow(server: Any, times: int) -> None:
    """The worker is stopped, as a busy machine would stop it.

    Once while answers come together, when nobody can tell which call it was; once while they come
    one by one, which is forgiven; and not a third time, alone.
    """
    workers: list[Worker] = []
    stopped: list[int] = []

    def start(limits: Limits) -> Worker:
        workers.append(server.start_worker(limits))
        return workers[-1]

    def stops(x: float) -> float:
        if len(stopped) < times:
            stopped.append(workers[-1].process.pid)  # type: ignore[attr-defined]
            os.kill(stopped[-1], signal.SIGSTOP)
        return x

    with session(SLOW, start) as asked:
        asked.load()
        (answer,) = asked.ask([Call("f", (stops, 2.0))])
    assert len(stopped) == times
    if times < 3:
        assert isinstance(answer, Returned) and answer.value == 2.0
    else:
        assert isinstance(answer, Ended) and answer.verdict == "timeout"
    assert all(map(is_gone, stopped))


def test_a_loop_is_not_asked_again(server: Any) -> None:
    """It used the processor for all of its time; the watchdog and the judge both ask how much."""
    workers: list[Worker] = []

    def start(limits: Limits) -> Worker:
        workers.append(server.start_worker(limits))
        return workers[-1]

    with session(SLOW, start, Limits(call_seconds=1.5)) as asked:
        asked.load()
        (answer,) = asked.ask([Call("spins", (abs, 2.0))])
    assert isinstance(answer, Ended) and answer.verdict == "timeout"
    used = workers[0].process.cpu_seconds()
    assert used is not None and used > 0
    assert len(workers) == (1 if used > 0.75 else 2)  # on a very busy machine it is forgiven


# -- who outlives whom --------------------------------------------------------------------------

GRADER = """
import sys, time
from grader.isolation import Limits, wire
from grader.isolation.forkserver import ForkServer

server = ForkServer(box=sys.argv[1] == "box")
workers = [server.start_worker(Limits(cpu_seconds=60)) for _ in range(2)]
endless = "while True:\\n    try:\\n        while True: pass\\n    except BaseException: pass\\n"
for worker in workers:
    worker.process.sink.write(wire.frame(wire.LOAD, ([[endless, None, "ex.py"]], [], {})))
    worker.process.sink.flush()
print(server._server.pid, *(worker.process.pid for worker in workers), flush=True)
time.sleep(600)
"""


def of_the_user(user: int) -> set[int]:
    found = set()
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if status(int(entry.name))["Uid"].split()[0] == str(user):
                    found.add(int(entry.name))
    return found


def descendants(pid: int) -> set[int]:
    found: set[int] = set()
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found |= {int(child), *descendants(int(child))}
    return found


@linux
@pytest.mark.parametrize("box", ["plain", "box"])
def test_nothing_survives_the_death_of_the_grader(box: str) -> None:
    if box == "box":
        usable_box()
    grader = subprocess.Popen(
        [sys.executable, "-c", GRADER, box], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    )
    try:
        assert grader.stdout is not None
        assert grader.stdout.readline()
        family = descendants(grader.pid)
        assert len(family) >= 3
        time.sleep(0.2)  # the loops have begun
        assert not any(map(is_gone, family))
        grader.send_signal(signal.SIGKILL)
        grader.wait()
        assert wait_until(lambda: all(map(is_gone, family)))
    finally:
        grader.kill()
        grader.wait()
        assert grader.stdout is not None
        grader.stdout.close()


@linux
def test_nothing_survives_the_death_of_the_fork_server_and_there_is_a_new_one() -> None:
    with ForkServer() as own:
        try:
            workers = [own.start_worker(LIMITS) for _ in range(2)]
        except GraderFault as fault:
            pytest.skip(f"no walls here: {fault}")
        first, pids = zygote(own), [worker.process.pid for worker in workers]
        os.kill(first, signal.SIGKILL)
        # As root, workers have changed their user, which clears the death signal: it is set after.
        assert wait_until(lambda: all(map(is_gone, pids)))
        with session("def f(x): return 2 * x", own.start_worker) as asked:
            asked.load()
            (answer,) = asked.ask([Call("f", (3.0,))])
        assert isinstance(answer, Returned) and answer.value == 6.0
        assert zygote(own) != first
        for worker in workers:
            worker.end()


@linux
def test_a_fork_server_that_does_not_answer_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.isolation import forkserver

    monkeypatch.setattr(forkserver, "_CONTROL_SECONDS", 1.0)
    with ForkServer(demand=()) as own:
        own.start_worker(LIMITS).end()
        first = zygote(own)
        monkeypatch.setattr(forkserver, "_CONTROL_SECONDS", 20.0)
        os.kill(first, signal.SIGSTOP)
        monkeypatch.setattr(own._server, "wait", _impatient(own._server.wait))  # type: ignore[union-attr]
        own.start_worker(LIMITS).end()
        assert zygote(own) != first and is_gone(first)


def _impatient(wait: Callable[..., int]) -> Callable[..., int]:
    return lambda timeout=None: wait(None if timeout is None else 0.2)


@linux
def test_a_fork_server_is_replaced_after_so_many_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.isolation import forkserver

    monkeypatch.setattr(forkserver, "_WORKERS", 2)
    with ForkServer(demand=()) as own:
        pids = []
        for _ in range(5):
            own.start_worker(LIMITS).end()
            pids.append(zygote(own))
        assert len(set(pids)) == 3
        assert all(is_gone(pid) for pid in set(pids) - {pids[-1]})


def test_closing_ends_the_fork_server_and_its_workers() -> None:
    if sys.platform != "linux":
        pytest.skip("there are walls on Linux only")
    own = ForkServer(demand=())
    worker = own.start_worker(LIMITS)
    family = [zygote(own), worker.process.pid]
    own.close()
    assert wait_until(lambda: all(map(is_gone, family)))
    worker.end()


# -- the box ------------------------------------------------------------------------------------


def usable_box() -> None:
    """Skip the test where there is no bubblewrap, or it may not be used."""
    found = shutil.which("bwrap")
    if found is None:
        pytest.skip("bubblewrap is not installed (Debian package bubblewrap)")
    tried = subprocess.run(
        [found, "--ro-bind", "/", "/", "--unshare-pid", "--proc", "/proc", "true"],
        capture_output=True,
        text=True,
    )
    if tried.returncode != 0:
        pytest.skip(f"bubblewrap cannot be used here: {tried.stderr.strip()}")


@linux
def test_the_box_is_one_more_layer_in_which_the_course_does_not_exist() -> None:
    usable_box()
    with ForkServer(demand=(*STRICT, "box"), box=True) as own:
        with session("import numpy as np\ndef f(x): return np.tanh(x)", own.start_worker) as asked:
            asked.load()
            (answer,) = asked.ask([Call("f", (0.0,))])
            assert {"box", *STRICT} <= set(asked.layers)
            boxed = max(descendants(zygote(own)))
            assert os.readlink(f"/proc/{boxed}/ns/net") != os.readlink("/proc/self/ns/net")
            assert os.readlink(f"/proc/{boxed}/ns/pid") != os.readlink("/proc/self/ns/pid")
            inside = f"/proc/{boxed}/root"
            for hidden in ("reference", "course.yaml", "exercises", "tests"):
                assert not Path(f"{inside}{REPOSITORY}/{hidden}").exists()
            assert not Path(f"{inside}/etc/passwd").exists()
        assert isinstance(answer, Returned) and answer.value == 0.0


@linux
def test_a_box_is_refused_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with ForkServer(box=True) as own, pytest.raises(GraderFault, match="bubblewrap"):
        own.start_worker()
