"""`nbgrader autograde`, judged by us: what stands in nbgrader's configuration instead of Execute.

No code of a student is run in a kernel.  The notebook is judged like every other submission, in a
walled worker of our own, on inputs drawn from the course's secret seed; then every grade cell gets
the points of its function and concept, and below it what there is to say about them.
"""

from __future__ import annotations

import atexit
import functools
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Enum, Unicode

from grader import course, submission
from grader.course import Course, Exercise
from grader.errors import ConfigurationError, SubmissionError, UsageError
from grader.gradebook import Part, part_of, times
from grader.isolation.forkserver import ForkServer
from grader.judge import judge, unreadable
from grader.processors import staying
from grader.report import part as report
from grader.result import Scorecard, points
from grader.seed import secret_seed
from reference.catalogue import Language, Text

Resources = dict[str, Any]

_one_at_a_time = threading.Lock()


class CourseGrade(NbGraderPreprocessor):  # type: ignore[misc]
    """Judges the notebook, and writes score and feedback into every grade cell.

    Every fault of ours raises, so that nbgrader reports it and gives no marks at all.
    """

    course = Unicode("", help="The folder of course.yaml; if empty, $COURSE_ROOT.").tag(config=True)
    language = Enum(
        ["en", "ja"], "en", help="The language of feedback, where a notebook does not say."
    ).tag(config=True)
    strict = Bool(
        True,
        help="Refuse to grade where a submission cannot be walled in. "
        "Without it, students' code can read what you can read: for trying things out only.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        parts = list(_parts(nb))
        if not parts:  # a notebook that is marked by hand alone
            return nb, resources
        who = resources["nbgrader"]
        whole = course.load(Path(self.course) if self.course else None)
        exercise = _exercise(whole, who["assignment"], who["notebook"])
        _check(exercise, parts)
        folder = Path(resources["metadata"]["path"])
        times.settle(folder, self.log)  # nbgrader's copy of it
        path = folder / f"{resources['metadata']['name']}.ipynb"
        language = _language(nb, self.language)
        with _one_at_a_time, staying():
            scorecard = self._judged(whole, exercise, nb, path, who["student"], language)
        for cell, part, _most in parts:
            _mark(cell, part, scorecard, whole, language)
        return nb, resources

    def _judged(
        self,
        whole: Course,
        exercise: Exercise,
        nb: NotebookNode,
        path: Path,
        student: str,
        language: Language,
    ) -> Scorecard:
        seed = secret_seed(whole.root)
        try:
            match nb.metadata.get("course"):
                case {"unreadable": {"en": str(en), "ja": str(ja)}}:
                    raise SubmissionError(Text(en, ja))
            work = submission.read(path.resolve(), path.name)
        except SubmissionError as error:
            if isinstance(error.__cause__, OSError):
                raise
            return unreadable(
                whole, exercise, path.name, error, language, seed=seed, student=student
            )
        return judge(
            whole,
            exercise,
            work,
            seed=seed,
            language=language,
            start=_server(self.strict).start_worker,
            student=student,
        )


@functools.cache
def _server(strict: bool) -> ForkServer:
    """One fork server for all notebooks of this process."""
    server = ForkServer() if strict else ForkServer(demand=())
    atexit.register(server.close)
    return server


# -- cells ----------------------------------------------------------------------------------------


def _parts(nb: NotebookNode) -> Iterator[tuple[NotebookNode, Part | None, float]]:
    """The cells that are marked automatically, what they stand for, and their points."""
    for cell in nb.cells:
        if utils.is_grade(cell) and not utils.is_solution(cell) and cell.cell_type == "code":
            settings = cell.metadata["nbgrader"]
            yield cell, part_of(settings["grade_id"]), float(settings["points"])


def _exercise(whole: Course, assignment: str, notebook: str) -> Exercise:
    try:
        exercise = whole.exercise(assignment)
    except UsageError as error:
        raise ConfigurationError(
            f"the assignment {assignment} is no exercise of the course, so nothing here can judge "
            "its tests",
            where="nbgrader_config.py",
            remedy="grade it with a configuration of its own, or mark it by hand",
        ) from error
    if notebook != exercise.name:
        raise ConfigurationError(
            f"the notebook {notebook} has tests, but only {exercise.name}.ipynb is judged",
            where=f"source/{assignment}",
            remedy="take its grade cells out, or let them be marked by hand",
        )
    return exercise


def _check(exercise: Exercise, parts: list[tuple[NotebookNode, Part | None, float]]) -> None:
    """Raises ConfigurationError unless the gradebook's cells are those of the course."""
    known = {
        Part(function.name, concept): worth
        for function in exercise.functions
        for concept, worth in function.points.items()
    }
    found = {part: most for _cell, part, most in parts}
    if found == known:
        return
    strange = [c.metadata["nbgrader"]["grade_id"] for c, part, most in parts if part not in known]
    if strange:
        raise ConfigurationError(
            f"nothing in the course can judge the grade cell {strange[0]}",
            where=f"source/{exercise.name}/{exercise.name}.ipynb",
            remedy="have it marked by hand (a cell that is graded and a solution), or take it out",
        )
    raise ConfigurationError(
        f"the gradebook's points of {exercise.name} are not those of the course any more",
        where="course.yaml",
        remedy=f"`course release {exercise.name}` brings the gradebook up to date",
    )


def _language(nb: NotebookNode, otherwise: str) -> Language:
    match nb.metadata.get("course"):
        case {"language": "en" | "ja" as language}:
            otherwise = language
    return "ja" if otherwise == "ja" else "en"


def _mark(
    cell: NotebookNode, part: Part | None, scorecard: Scorecard, whole: Course, language: Language
) -> None:
    """nbgrader reads the score from the cell's only result; what is printed, it only shows."""
    assert part is not None
    function = next(f for f in scorecard.functions if f.name == part.function)
    score, most = report.score_of(function, part.concept)
    said = report.render(scorecard, whole, part.function, part.concept, language)
    number = repr(points(min(max(score, 0.0), most)))
    cell.execution_count = None
    cell.outputs = [
        new_output("stream", name="stdout", text=said),
        new_output("execute_result", data={"text/plain": number}, execution_count=None),
    ]
