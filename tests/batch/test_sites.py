"""The ways to a cluster that docs/cluster.md shows, on a real Slurm and over a real SSH.

Both are started for the tests, on this machine's loopback: Slurm with two nodes that are processes,
SSH with three names for this machine.  There is no Kubernetes here: its file is held against the
schemas.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
from classes import command, course_command, own_course
from machines import EXERCISE, NEEDS_DASK, hand_in, until

DOCS = Path(__file__).parent.parent.parent / "docs"
COUNT = 12
# Programs for administrators are not on everybody's PATH.
PATH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])


def missing(*programs: str) -> str:
    """Why this cannot be tried here; empty if it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "starting Slurm or an SSH server for tests needs Linux and root"
    lacking = [name for name in programs if shutil.which(name, path=PATH) is None]
    return f"not installed: {', '.join(lacking)}" if lacking else ""


NO_SLURM = missing("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "sinfo")
NO_SSH = missing("sshd", "ssh", "ssh-keygen")
NEEDS_SLURM = pytest.mark.skipif(bool(NO_SLURM), reason=f"{NO_SLURM}: apt install slurm-wlm")
NEEDS_SSH = pytest.mark.skipif(bool(NO_SSH), reason=f"{NO_SSH}: apt install openssh-server")
NEEDS_JOBQUEUE = pytest.mark.skipif(
    find_spec("dask_jobqueue") is None, reason="not installed: pip install dask-jobqueue"
)

SLURM = """
ClusterName=course
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/%n.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SlurmdParameters=config_overrides
ReturnToService=2
NodeName=node1 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=8 RealMemory=9000
NodeName=node2 NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=8 RealMemory=9000
PartitionName=short Nodes=node1,node2 Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [int(each.getsockname()[1]) for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return own_course(tmp_path_factory.mktemp("course") / "root")


@pytest.fixture(scope="module")
def wanted(root: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the results are when this machine judges by itself."""
    folder = tmp_path_factory.mktemp("here")
    hand_in(folder, COUNT)
    done = course_command(root, folder, "grade", EXERCISE)
    assert done.returncode == 0, done.stdout + done.stderr
    return results(folder)


def results(folder: Path) -> bytes:
    return (folder / "results" / f"{EXERCISE}.jsonl").read_bytes()


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """The folder of a class, where jobs are asked for."""
    hand_in(tmp_path / "class", COUNT)
    return tmp_path / "class"


def surroundings(root: Path, **more: str) -> dict[str, str]:
    """The environment in which a person asks for jobs: `course` and `dask` are on the PATH."""
    _, environment = command(root)
    here = str(Path(sys.executable).parent)
    return {
        **environment,
        "PATH": os.pathsep.join([here, PATH]),
        "PYTHONWARNINGS": "ignore",
        "VIRTUAL_ENV": sys.prefix,
        **more,
    }


# -- Slurm ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def slurm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A Slurm of two nodes; the variables by which its commands find it."""
    folder = tmp_path_factory.mktemp("slurm")
    for name in ("state", "node1", "node2"):
        (folder / name).mkdir()
    key = folder / "munge.key"
    key.write_bytes(os.urandom(1024))
    key.chmod(0o400)
    settings = folder / "slurm.conf"
    text = SLURM.format(folder=folder, host=socket.gethostname(), ports=free_ports(3))
    settings.write_text(text, encoding="utf-8")
    variables = {"SLURM_CONF": str(settings)}
    environment = {**os.environ, **variables, "PATH": PATH}
    started: list[subprocess.Popen[bytes]] = []

    def start(*words: str) -> None:
        with (folder / f"{len(started)}-{words[0]}.log").open("wb") as log:
            started.append(
                subprocess.Popen(words, env=environment, stdout=log, stderr=log, cwd=folder)
            )

    def idle() -> bool:
        asked = subprocess.run(
            ["sinfo", "--noheader", "--Node", "--format=%T"],
            env=environment, capture_output=True, text=True,
        )  # fmt: skip
        return asked.stdout.split() == ["idle", "idle"]

    try:
        start("munged", "--foreground", "--force", f"--key-file={key}",
              f"--socket={folder}/munge.socket", f"--pid-file={folder}/munge.pid",
              f"--log-file={folder}/munge.log", f"--seed-file={folder}/munge.seed")  # fmt: skip
        until((folder / "munge.socket").exists)
        start("slurmctld", "-D")
        for node in ("node1", "node2"):
            start("slurmd", "-D", "-N", node)
        until(idle)
        yield variables
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@NEEDS_SLURM
def test_an_array_job_judges_in_shards(
    slurm: dict[str, str], root: Path, wanted: bytes, room: Path
) -> None:
    script = DOCS / "cluster" / "slurm-array.sh"
    asked = subprocess.run(
        ["sbatch", "--wait", "--array=1-3", "--cpus-per-task=2", script, EXERCISE, "3"],
        cwd=room, env=surroundings(root, **slurm), capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    said = "".join(log.read_text() for log in sorted(room.glob("grade-*.log")))
    assert asked.returncode == 0, asked.stderr + said
    parts = sorted(path.name for path in (room / "results").glob("*.jsonl"))
    assert parts == [f"{EXERCISE}-{number}-of-3.jsonl" for number in (1, 2, 3)]
    merged = course_command(
        root, room, "grade", EXERCISE, "--merge", *(f"results/{part}" for part in parts)
    )
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert f"unchanged: {COUNT}" in merged.stdout
    assert results(room) == wanted


@NEEDS_SLURM
@NEEDS_DASK
@NEEDS_JOBQUEUE
def test_jobs_are_workers_and_one_that_is_cancelled_costs_nothing(
    slurm: dict[str, str], root: Path, wanted: bytes, room: Path
) -> None:
    environment = surroundings(root, **slurm)
    line = [sys.executable, DOCS / "cluster" / "slurm.py", EXERCISE, "--partition", "short"]
    line += ["--jobs", "2", "--processors", "1", "--interface", "lo"]
    asked = subprocess.Popen(
        line, cwd=room, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    written = room / "results" / f"{EXERCISE}.jsonl"

    def jobs() -> list[str]:
        listed = subprocess.run(
            ["squeue", "--noheader", "--states=running", "--format=%i"],
            env=environment, capture_output=True, text=True,
        )  # fmt: skip
        return listed.stdout.split()

    try:
        until(lambda: len(jobs()) == 2 and written.exists() and b"\n" in written.read_bytes())
        subprocess.run(["scancel", "--signal=KILL", jobs()[0]], env=environment, check=True)
        said = asked.communicate(timeout=240)[0].decode()
    finally:
        asked.kill()
        asked.wait()
    assert asked.returncode == 0, said
    assert f"{COUNT} of {COUNT} submissions are graded" in said
    assert results(room) == wanted
    until(lambda: not jobs())  # they are given back


# -- SSH ------------------------------------------------------------------------------------------


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[Path]:
    """A folder for the PATH whose `ssh` finds hosts by the names node1, node2 and node3."""
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    for name in ("host", "person"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True
        )
    (port,) = free_ports(1)
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/person.pub\nStrictModes no\nUsePAM no\n"
        "PermitRootLogin prohibit-password\nPasswordAuthentication no\n"
    )
    (folder / "config").write_text(
        f"Host node*\n HostName 127.0.0.1\n Port {port}\n IdentityFile {folder}/person\n"
        f" StrictHostKeyChecking no\n UserKnownHostsFile {folder}/known\n LogLevel ERROR\n"
    )
    wrapper = folder / "bin" / "ssh"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {folder}/config "$@"\n')
    wrapper.chmod(0o755)
    Path("/run/sshd").mkdir(exist_ok=True)  # where it keeps nothing, but must be able to
    with (folder / "sshd.log").open("wb") as log:
        line = [shutil.which("sshd", path=PATH) or "", "-D", "-e", "-f", folder / "sshd_config"]
        server = subprocess.Popen(line, stdout=log, stderr=log)
    try:
        until(lambda: b"listening" in (folder / "sshd.log").read_bytes())
        yield wrapper.parent
    finally:
        server.terminate()
        server.wait()


def talking_to(port: int) -> list[str]:
    """The processes whose command names this port."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = path.read_bytes().decode("utf-8", "replace").split("\0")
            found += [" ".join(words)] * any(word.endswith(f":{port}") for word in words)
    return found


@NEEDS_SSH
@NEEDS_DASK
def test_the_loop_over_hosts_with_ssh(
    hosts: Path, root: Path, wanted: bytes, room: Path, tmp_path: Path
) -> None:
    text = (DOCS / "cluster.md").read_text(encoding="utf-8")
    shown = re.search(r"\*\*On machines with SSH\*\*.*?```sh\n(.*?)```", text, re.DOTALL)
    assert shown is not None
    (port,) = free_ports(1)
    script = shown[1]
    for one, other in (
        ("dask scheduler ", f"dask scheduler --port {port} "),
        (":8786", f":{port}"),
        ("hostname -f", "echo 127.0.0.1"),
        ("--nworkers auto", "--nworkers 1"),
        ("--death-timeout 60", "--death-timeout 3"),
        ("--local-directory /tmp ", f"--local-directory {tmp_path} "),
        ("course grade ex3", f"course grade {EXERCISE}"),
    ):
        assert one in script
        script = script.replace(one, other)
    environment = surroundings(root, PATH=os.pathsep.join([
        str(hosts), str(Path(sys.executable).parent), PATH,
    ]))  # fmt: skip
    asked = subprocess.Popen(
        ["bash", "-eu", "-c", script],
        cwd=room, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        said = asked.communicate(timeout=240)[0].decode("utf-8", "replace")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(asked.pid, signal.SIGKILL)
        asked.wait()
    assert asked.returncode == 0, said
    assert "Registered to" in said
    assert results(room) == wanted
    until(lambda: not talking_to(port))  # without their scheduler, they go


# -- Kubernetes -----------------------------------------------------------------------------------


@pytest.mark.skipif(
    find_spec("kubernetes_validate") is None,
    reason="not installed: pip install kubernetes-validate",
)
def test_the_file_for_kubernetes_is_what_its_schemas_ask_for() -> None:
    import kubernetes_validate
    import yaml

    text = (DOCS / "cluster" / "kubernetes.yaml").read_text(encoding="utf-8")
    version = kubernetes_validate.latest_version()
    parts = list(yaml.safe_load_all(text))
    assert len(parts) >= 4
    for part in parts:
        kubernetes_validate.validate(part, version, strict=True)
    parts[0]["spec"]["no such thing"] = 1
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(parts[0], version, strict=True)
