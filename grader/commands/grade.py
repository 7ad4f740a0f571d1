"""`course grade`: judge everybody's work, and bring the marks to the gradebook."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader import course, gradebook, workspace
from grader.batch import Batch, Executor, Setting, Summary, run, scorecards
from grader.batch.finding import SUBMITTED
from grader.batch.pool import LocalPool
from grader.batch.roster import Student, read_roster
from grader.batch.run import Start
from grader.batch.shards import Shard, merge
from grader.batch.tally import tally
from grader.commands import (
    FINE,
    POINTS_MISSING,
    exercise_argument,
    lang_option,
    language_asked,
    show,
    talk,
)
from grader.commands.progress import Progress
from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.i18n import translator
from grader.report import grading as report
from grader.report.terminal import Terminal, terminal_for
from grader.seed import secret_seed
from grader.usage import Argument, Command
from reference.catalogue import Language

if TYPE_CHECKING:
    from grader.gradebook.alongside import Alongside


@click.pass_context
def grade(
    context: click.Context,
    exercise: str,
    files: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    shard: str | None,
    merge: bool,
    results: str | None,
    gradebook: str | None,
    resume: bool,
    fresh: bool,
    strict_isolation: bool,
    unsafe_no_sandbox: bool,
    lang: str | None,
) -> int:
    terminal = terminal_for(sys.stdout, language_asked(context, lang))
    whole = course.load()
    wanted = whole.exercise(exercise)
    _one_of(("--resume", resume), ("--fresh", fresh), terminal)
    _one_of(("--strict-isolation", strict_isolation), ("--unsafe-no-sandbox", unsafe_no_sandbox),
            terminal)  # fmt: skip
    _one_of(("--scheduler", scheduler is not None), ("--jobs", jobs is not None), terminal)
    _one_of(("--merge", merge), ("--shard", shard is not None), terminal)
    _one_of(("--merge", merge), ("--fresh", fresh), terminal)
    _one_of(("--shard", shard is not None), ("--gradebook", gradebook is not None), terminal)
    folder = class_folder(whole)
    path = Path(results) if results else results_of(folder, exercise)
    if merge or files:
        _merged(path, files, exercise, terminal, asked=merge)
    batch, roster = prepared(whole, wanted, folder, path, terminal.language)
    return graded(
        batch,
        roster,
        terminal,
        fresh=fresh,
        strict=not unsafe_no_sandbox,
        jobs=jobs,
        url=gradebook,
        shard=Shard.parse(shard) if shard else None,
        start=on(scheduler) if scheduler else LocalPool,
    )


def describe(language: Language) -> Command:
    _ = translator(language)
    return Command(
        "grade",
        grade,
        language,
        summary=_("For instructors: grade everybody's work, into the gradebook."),
        about=_(
            "Grades submitted/STUDENT/EX/ of the folder you stand in (or of the course's folder) "
            "on all processors. Stopped at any moment, it goes on from there when you give the "
            "same command again. The exit code is 0 if everybody was graded."
        ),
        example="course grade ex3\ncourse grade ex3 --jobs 4 --fresh",
        params=[
            exercise_argument(language),
            Argument(
                "files",
                metavar="FILE.jsonl…",
                nargs=-1,
                required=False,
                about=_("with --merge: the results of the shards"),
            ),
            click.Option(
                ["--jobs"],
                type=click.IntRange(min=1),
                metavar="N",
                help=_("How many to judge at the same time; one per processor if you do not say."),
            ),
            click.Option(
                ["--scheduler"],
                metavar="ADDRESS",
                help=_("Judge on the Dask cluster whose scheduler is there: tcp://HOST:8786."),
            ),
            click.Option(
                ["--shard"],
                metavar="I/N",
                help=_("Judge only the I-th of N parts of the class, into results of its own."),
            ),
            click.Option(
                ["--merge"],
                is_flag=True,
                help=_("Bring the results of all shards together, and into the gradebook."),
            ),
            click.Option(
                ["--results"],
                metavar="FILE.jsonl",
                help=_("Where the scorecards go; results/EX.jsonl if you do not say."),
            ),
            click.Option(
                ["--gradebook"],
                metavar="URL",
                help=_(
                    "nbgrader's database; what nbgrader_config.py says, or gradebook.db here, if "
                    "you do not say."
                ),
            ),
            click.Option(
                ["--resume"], is_flag=True, help=_("Judge only what has changed (the default).")
            ),
            click.Option(["--fresh"], is_flag=True, help=_("Judge everybody again.")),
            click.Option(
                ["--strict-isolation"],
                is_flag=True,
                help=_("Refuse to judge where submissions cannot be kept in (the default)."),
            ),
            click.Option(
                ["--unsafe-no-sandbox"],
                is_flag=True,
                help=_("Judge without walls, and say so on every scorecard. Never for marks."),
            ),
            lang_option(language),
        ],
    )


# -- what other commands need as well -------------------------------------------------------------


def class_folder(whole: Course) -> Path:
    """The folder of a class: where one stands, if anything was handed in there; or the course's."""
    here = Path.cwd()
    marked = any((here / name).exists() for name in (SUBMITTED, "nbgrader_config.py", "results"))
    return here if marked else whole.root


def results_of(folder: Path, exercise: str) -> Path:
    return folder / "results" / f"{exercise}.jsonl"


def prepared(
    whole: Course, exercise: Exercise, folder: Path, results: Path, language: Language
) -> tuple[Batch, dict[str, Student]]:
    """A batch of everybody in the folder, and who they are."""
    roster = dict(read_roster(folder))
    languages = {name: student.language for name, student in roster.items() if student.language}
    seed = secret_seed(whole.root)
    return Batch(whole, exercise, folder, results, seed, language, languages), roster


def graded(
    batch: Batch,
    roster: dict[str, Student],
    terminal: Terminal,
    *,
    fresh: bool = False,
    strict: bool = True,
    jobs: int | None = None,
    url: str | None = None,
    shard: Shard | None = None,
    start: Start = LocalPool,
) -> int:
    """Judge, record and report; the exit code.  A shard is recorded when all are merged."""
    from dataclasses import replace

    _ = translator(terminal.language)
    name = batch.exercise.name
    whole_class = batch.results
    if shard is not None:
        batch = replace(batch, results=shard.results(whole_class), shard=shard)
    batch = replace(batch, strict=strict, jobs=jobs)
    if url:
        gradebook.need_nbgrader()
    talker = terminal_for(sys.stderr, terminal.language)
    recording = _recording(batch, roster, url, talker) if shard is None else None
    summary = _judged(batch, talker, fresh=fresh, start=start, recording=recording)
    here = Path.cwd()
    places = {_("scorecards"): workspace.shown(batch.results, here)}
    if recording is not None:
        count = summary.total - len(summary.set_aside)
        places[_("gradebook")] = _recorded(recording, batch, talker, count)
        places[_("for students")] = workspace.shown(
            batch.folder / "feedback" / "STUDENT" / name / f"{name}.html", here
        )
        places[_("by hand")] = "jupyter lab  (nbgrader: Formgrader)"
    if shard is None:
        places[_("the class")] = f"course report {name}"
        places[_("for other systems")] = f"course export csv {name}"
    else:
        every = shard.pattern(Path(workspace.shown(whole_class, here)))
        places[_("when all are done")] = f"course grade {name} --merge {every}"
    counted = tally(name, scorecards(batch.results))
    show(report.render(summary, counted, batch.course, places, terminal), terminal)
    return POINTS_MISSING if summary.set_aside else FINE


def on(address: str) -> Start:
    """Judging on the cluster whose scheduler is at this address."""

    def start(setting: Setting, _jobs: int | None) -> Executor:
        from grader.batch.cluster import DaskCluster

        return DaskCluster(setting, address)

    return start


def _merged(
    into: Path, files: tuple[str, ...], exercise: str, terminal: Terminal, *, asked: bool
) -> None:
    _ = translator(terminal.language)
    if not asked:
        raise UsageError(
            _("what is to be done with {file}?").format(file=files[0]),
            remedy=_("--merge brings the results of shards together"),
        )
    if not files:
        raise UsageError(
            _("there is nothing to merge"),
            remedy=_("name the results of the shards: --merge {files}").format(
                files=workspace.shown(into.with_name(f"{into.stem}-*-of-N.jsonl"), Path.cwd())
            ),
        )
    merge(into, map(Path, files), exercise)


def _judged(
    batch: Batch,
    terminal: Terminal,
    *,
    fresh: bool,
    start: Start,
    recording: Alongside | None,
) -> Summary:
    _ = translator(terminal.language)
    bar = Progress(_("judging {exercise}").format(exercise=batch.exercise.name), 0, terminal)
    try:
        return run(
            batch,
            fresh=fresh,
            listener=lambda s: bar.show(s.done, s.kept + s.shared, s.total),
            written=recording.take if recording else None,
            start=start,
        )
    except KeyboardInterrupt:
        bar.over()
        again = f"course grade {batch.exercise.name}"
        if batch.shard:
            again += f" --shard {batch.shard.number}/{batch.shard.of}"
        talk(_("Stopped. `{command}` goes on from here.").format(command=again), terminal)
        raise
    finally:
        bar.over()


def _recording(
    batch: Batch, roster: dict[str, Student], url: str | None, terminal: Terminal
) -> Alongside | None:
    """What brings the marks to the gradebook; None without nbgrader."""
    _ = translator(terminal.language)
    try:
        gradebook.need_nbgrader()
    except UsageError:
        sentence = _(
            "nbgrader is not installed: the marks are in the results only, not in a gradebook "
            "(pip install -e '.[nbgrader]')."
        )
        talk(terminal.wrapped(sentence), terminal)
        return None
    from grader.gradebook.alongside import Alongside

    return Alongside(batch, roster, url)


def _recorded(recording: Alongside, batch: Batch, terminal: Terminal, count: int) -> str:
    """Record what has not been recorded while it was judged; where the gradebook is."""
    _ = translator(terminal.language)
    bar = Progress(_("recording {exercise}").format(exercise=batch.exercise.name), count, terminal)
    try:
        return recording.finish(scorecards(batch.results), bar.show)
    finally:
        bar.over()


def _one_of(first: tuple[str, bool], second: tuple[str, bool], terminal: Terminal) -> None:
    if first[1] and second[1]:
        _ = translator(terminal.language)
        raise UsageError(
            _("{one} and {other} contradict each other").format(one=first[0], other=second[0]),
            remedy=_("give one of them"),
        )
