"""Grade on Slurm: asks for jobs that are Dask workers, and runs `course grade` on them.

    pip install 'backprop-course[cluster]' dask-jobqueue
    python docs/cluster/slurm.py ex3 --jobs 8 --partition compute -- --fresh

Run it where submitted/ is, on a machine that the nodes can reach (a login node, or a job of its
own).  The environment must be the same there and on the nodes: a virtual environment in a shared
home is.  What comes after ``--`` is for `course grade`.  Jobs that end or never start cost nothing:
the others go on, and the same command goes on from what is written.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

import dask
from dask_jobqueue import SLURMCluster

MEMORY_GB = 1  # a processor: the worker, the judging process, and a submission of at most 256 MB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.epilog = "What comes after -- is for `course grade`."
    parser.add_argument("exercise")
    parser.add_argument("--jobs", type=int, default=4, help="how many jobs to ask for")
    parser.add_argument("--processors", type=int, default=8, help="of one job, one worker each")
    parser.add_argument("--partition", help="of Slurm")
    parser.add_argument("--account", help="of Slurm")
    parser.add_argument("--walltime", default="01:00:00")
    parser.add_argument("--interface", help="the network card that the nodes can reach, like ib0")
    parser.add_argument("--show", action="store_true", help="print the job script, and end")
    words = [*sys.argv[1:], "--"]
    ours = words.index("--")
    chosen, more = parser.parse_args(words[:ours]), words[ours + 1 : -1]
    # With certificates in Dask's configuration, everything is encrypted: see docs/cluster.md.
    secure = bool(dask.config.get("distributed.comm.tls.ca-file", None))
    cluster = SLURMCluster(
        queue=chosen.partition,
        account=chosen.account,
        walltime=chosen.walltime,
        interface=chosen.interface,
        cores=chosen.processors,
        processes=chosen.processors,  # one thread each
        memory=f"{chosen.processors * MEMORY_GB}GB",
        protocol="tls://" if secure else "tcp://",
        scheduler_options={"dashboard_address": "127.0.0.1:0"},  # not for other users
        worker_extra_args=["--no-dashboard"],
    )
    with cluster:
        if chosen.show:
            print(cluster.job_script())
            return 0
        cluster.scale(jobs=chosen.jobs)
        address = cluster.scheduler_address
        print(f"{chosen.jobs} jobs asked for; the scheduler is {address}", file=sys.stderr)
        cluster.wait_for_workers(1)  # a queue may be long: the others join later
        command = ["course", "grade", chosen.exercise, "--scheduler", address, *more]
        return subprocess.run(command).returncode


if __name__ == "__main__":
    sys.exit(main())
