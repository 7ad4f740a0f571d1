"""After the marks: the smallest example of each failure, and the mistake that explains it.

A student is shown inputs that nobody is judged on: small public ones with nice numbers, and only
where none of those fails, the smallest one that Hypothesis finds.  Official feedback shows these
too, asked in a worker that has never seen a secret input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from grader import corpus
from grader.authoring import Recorder
from grader.corpus import Corpus, Task
from grader.course import Exercise
from grader.diagnosis import Behaviour, Evidence, diagnose, known
from grader.drawing import Sample
from grader.evaluate import Advice, Key, Outcome, Substitutes, Trial, admitting
from grader.inputs import live_arguments
from grader.isolation import Answer, Call, Ended, Raised, Returned, Session
from grader.result import Diagnosis
from reference.catalogue import Language

# On how many inputs a diagnosis is found and confirmed.
EVIDENCE = 40
# How many inputs Hypothesis may try for a smaller example, per submission.
SHRINK_TRIES = 250


@dataclass(slots=True)
class Budget:
    """How many inputs Hypothesis may still try for a submission.

    Not a time: the same submission gets the same feedback, however busy the machine is.
    """

    tries: int


def advise_on(
    exercise: Exercise,
    failed: Mapping[Key, Outcome],
    substitutes: Mapping[str, Substitutes],
    session: Session,
    language: Language,
    *,
    secret: bool,
) -> Advice:
    """Everything that can be found out about the failed checks.

    ``substitutes``: by function, what stands in for earlier ones that are not right.
    """
    names = dict.fromkeys(name for name, _ in failed)
    return Advice(
        examples(exercise, failed, substitutes, session, secret=secret),
        diagnoses(exercise, names, substitutes, session, language, secret=secret),
    )


def examples(
    exercise: Exercise,
    failed: Mapping[Key, Outcome],
    substitutes: Mapping[str, Substitutes],
    session: Session,
    *,
    secret: bool,
) -> dict[Key, Outcome]:
    """For each failed check, where one can be found: the same check failing on public examples."""
    small = corpus.load_examples(exercise.folder)
    found: dict[Key, Outcome] = {}
    for names, right in _groups(failed, substitutes):
        if secret:
            session.renew()
        asked = {key for key in failed if key[0] in names and not session.broken(key[0])}
        chosen = _only(small, asked)
        trial = Trial(chosen, [name for name in names if chosen.tasks[name]])
        trial.run(session, right)
        found.update((key, o) for key, o in trial.outcomes.items() if key in asked and not o.passed)
    left = Budget(SHRINK_TRIES)
    for key, outcome in failed.items():
        if key not in found and not isinstance(outcome.stopped, Ended):
            if not secret and _is_small(outcome):
                continue
            shrunk = _shrunk(small, key, substitutes.get(key[0], {}), session, left)
            if shrunk is not None:
                found[key] = shrunk
    for outcome in found.values():
        outcome.example = True
    return found


def diagnoses(
    exercise: Exercise,
    names: Iterable[str],
    substitutes: Mapping[str, Substitutes],
    session: Session,
    language: Language,
    *,
    secret: bool,
) -> dict[str, Diagnosis]:
    """The known mistake that each of these functions behaves like, where one explains it all."""
    public = corpus.load(exercise.folder, "public")
    mistakes = known.misconceptions(exercise.name)
    solution = known.solution(exercise.name)
    found = {}
    if secret:
        session.renew()
    for name in names:
        if session.broken(name):
            continue
        evidence = gather(public, name, substitutes.get(name, {}), session)
        programs = known.candidates(mistakes.get(name, []), public.functions, language)
        function = public.functions[name]
        diagnosis = diagnose(function, evidence, programs, language, solution)
        if diagnosis is not None:
            found[name] = diagnosis
    return found


def gather(public: Corpus, name: str, substitutes: Substitutes, session: Session) -> list[Evidence]:
    """What the student's function does on public inputs; nothing if it ends the worker."""
    function = public.functions[name]
    known_right = corpus.defined(public, name, EVIDENCE)
    calls, recorders = [], []
    for sample, _right in known_right:
        live = live_arguments(function.inputs, sample, lambda value: value)
        own = {n: Recorder(value) if callable(value) else value for n, value in live.items()}
        recorders.append([value for value in own.values() if isinstance(value, Recorder)])
        sent = [admitting(v, n) if isinstance(v, Recorder) else v for n, v in own.items()]
        calls.append(Call(name, tuple(sent)))
    evidence = []
    answers = session.ask(calls, substitutes) if calls else []
    for (sample, right), answer, used in zip(known_right, answers, recorders, strict=True):
        did = _behaviour(answer, used)
        if did is None:
            return []
        arguments = live_arguments(function.inputs, sample, lambda value: value)
        evidence.append(Evidence(arguments, right, did))
    return evidence


def _behaviour(answer: Answer, used: Sequence[Recorder]) -> Behaviour | None:
    calls = tuple(len(recorder.calls) for recorder in used)
    match answer:
        case Returned(value, changed):
            return Behaviour(value, None, tuple(changed), calls)
        case Raised(type=name):
            return Behaviour(None, raised=name)
    return None


# -- small examples -------------------------------------------------------------------------------


def _groups(
    failed: Iterable[Key], substitutes: Mapping[str, Substitutes]
) -> list[tuple[list[str], Substitutes]]:
    """The functions that can be asked together: those with the same substitutes."""
    groups: dict[tuple[str, ...], tuple[list[str], Substitutes]] = {}
    for name in dict.fromkeys(name for name, _ in failed):
        right = substitutes.get(name, {})
        groups.setdefault(tuple(right), ([], right))[0].append(name)
    return list(groups.values())


def _only(small: Corpus, keys: Iterable[Key]) -> Corpus:
    wanted = set(keys)
    return replace(
        small,
        tasks={
            name: [t for t in tasks if (name, t.check.name) in wanted and t.samples]
            for name, tasks in small.tasks.items()
        },
    )


def _is_small(outcome: Outcome) -> bool:
    """Is there nothing to shrink: an input of numbers alone?"""
    sample = outcome.task.samples[outcome.failures[0].number]
    return all(isinstance(value, (int, float)) for value in sample.values())


def _shrunk(
    small: Corpus, key: Key, right: Substitutes, session: Session, left: Budget
) -> Outcome | None:
    """The smallest failure that Hypothesis finds with the tries that are left."""
    if not left.tries:
        return None
    from random import Random

    from hypothesis import HealthCheck, find, settings
    from hypothesis.errors import Flaky, NoSuchExample

    from grader.inputs import joint_strategy

    name, check = key
    template = next(task for task in small.tasks[name] if task.check.name == check)
    last: list[Outcome] = []

    def fails(sample: Sample) -> bool:
        if not left.tries:
            return False
        left.tries -= 1
        outcome = _tried(small, name, template, sample, right, session)
        if outcome is None or outcome.passed or isinstance(outcome.stopped, Ended):
            return False
        last.append(outcome)
        return True

    with suppress(Flaky, NoSuchExample):  # flaky: no try was left in the middle of shrinking
        find(
            joint_strategy(template.inputs),
            fails,
            random=Random(0),
            settings=settings(
                max_examples=SHRINK_TRIES,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    return last[-1] if last else None


def _tried(
    small: Corpus,
    name: str,
    template: Task,
    sample: Sample,
    right: Substitutes,
    session: Session,
) -> Outcome | None:
    """The check on one more input; None where the reference itself cannot tell."""
    function = small.functions[name]
    task = corpus.task_on(small.functions, function, template.check, [sample])
    if not task.samples:
        return None
    # What is remembered is known by the ids of samples, and this one does not live on.
    once = replace(small, tasks={**small.tasks, name: [task]}, memory={})
    trial = Trial(once, [name])
    trial.run(session, right)
    return trial.outcomes[name, template.check.name]
