#!/bin/sh
# Grade in shards, without Dask: an array job whose tasks know nothing of each other.
#
#   sbatch --array=1-16 docs/cluster/slurm-array.sh ex3 16
#   course grade ex3 --merge results/ex3-*-of-16.jsonl   # when all are done, once, by one writer
#
# Submit it where submitted/ is.  A task that failed is submitted again by its number (--array=5, and
# still 16), and goes on from what it has written; what is missing in the end, --merge judges itself.
#SBATCH --job-name=course-grade
#SBATCH --cpus-per-task=8
#SBATCH --mem-per-cpu=1G
#SBATCH --time=01:00:00
#SBATCH --output=grade-%A-%a.log
set -eu
exec course grade "$1" --jobs "$SLURM_CPUS_PER_TASK" --shard "$SLURM_ARRAY_TASK_ID/$2"
