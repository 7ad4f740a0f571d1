"""Many submissions of one exercise: found, judged on all processors, and never lost.

    finding  ─► tasks ─► an executor ─► verdicts ─► the journal, results.jsonl
    submitted/*/EX/      (bench, one per process)      one scorecard per line

The journal is written as verdicts come, and is what an interrupted batch goes on from; at the end
it is sorted, so that a batch that was disturbed ends with the same bytes as one that was not.
Where the tasks are worked on is the executor's business: processes here, or a cluster.
"""

from grader.batch.journal import scorecards
from grader.batch.run import Batch, SetAside, Summary, run
from grader.batch.task import Executor, Setting, Task, Verdict

__all__ = [
    "Batch",
    "Executor",
    "SetAside",
    "Setting",
    "Summary",
    "Task",
    "Verdict",
    "run",
    "scorecards",
]
