"""What the doctor found, and what to do about what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from grader.doctor import Examination
from grader.i18n import Translate, translator
from grader.isolation.confine import FURTHER, STRICT
from grader.report.terminal import Terminal, columns, pad
from grader.report.text import mark


def render(found: Examination, terminal: Terminal) -> str:
    return "\n".join(_lines(found, terminal)) + "\n"


def _lines(found: Examination, terminal: Terminal) -> Iterator[str]:
    _ = translator(terminal.language)
    yield terminal.paint(_("What is installed"), "bold")
    rows = [("Python", found.python), *((p.name, p.version or "") for p in found.packages)]
    size = max(columns(name) for name, _version in rows)
    extras = {p.name: p.extra for p in found.packages}
    for name, version in rows:
        shown = version or _("not installed: {command}").format(
            command=f"pip install 'backprop-course[{extras[name]}]'"
        )
        yield f"  {pad(name, size)}  " + terminal.wrapped(shown, size + 4).lstrip()
    yield ""
    title = _("What keeps a submission in, on {system}").format(system=found.system)
    yield terminal.wrapped(terminal.paint(title, "bold"))
    about = _about(_)
    size = max(columns(layer) for layer in about)
    stands, lacks = mark("passed", terminal, _("stands")), mark("missing", terminal, _("not here"))
    marks = max(columns(stands), columns(lacks))
    for layer in (*STRICT, *FURTHER):
        shown = stands if layer in found.official else lacks
        head = f"  {pad(shown, marks)}  {pad(layer, size)}  "
        indent = columns(head)
        if indent > terminal.width // 2:  # what it does goes below
            indent = 4
            yield head.rstrip()
            yield terminal.wrapped(about[layer], indent)
        else:
            yield head + terminal.wrapped(about[layer], indent).lstrip()
        if layer not in found.official:
            arrow = terminal.either("→", "->")
            yield terminal.wrapped(f"{arrow} {_remedy(layer, found, _)}", indent)
    if found.trouble is not None:
        yield ""
        yield terminal.wrapped(found.trouble.text(terminal.language), 2, 4)
    yield ""
    if found.walled:
        local = _("`course check` on this machine: your file is walled in.")
    else:
        local = _(
            "`course check` on this machine: protection from accidents (endless loops, crashes), "
            "not from malicious code."
        )
    yield terminal.wrapped(local)
    if found.strict:
        count = sum(layer in found.official for layer in (*STRICT, *FURTHER))
        sentence = _("Official grading is possible here: {count} of {all} layers stand.")
        sentence = sentence.format(count=count, all=len(STRICT) + len(FURTHER))
        yield terminal.wrapped(terminal.paint(sentence, "green"))
    else:
        sentence = _("Official grading is refused here. Missing: {layers}.")
        sentence = sentence.format(layers=", ".join(found.missing))
        yield terminal.wrapped(terminal.paint(sentence, "red"))


def _about(_: Translate) -> dict[str, str]:
    return {
        "rlimits": _("limits on memory, time, files and processes"),
        "no-new-privileges": _("nothing that it starts could gain rights"),
        "seccomp": _("only harmless system calls"),
        "sealed": _("no file can be opened, or even looked for"),
        "no-fork": _("no new processes (tried)"),
        "no-network": _("no sockets of any kind (tried)"),
        "no-write": _("no files written or removed (tried)"),
        "landlock": _("the kernel denies all files and the network once more"),
        "own-user": _("a user of its own"),
        "box": _("bubblewrap around it all: namespaces, almost no file system"),
    }


def _remedy(layer: str, found: Examination, _: Translate) -> str:
    if not found.system.startswith("Linux"):
        return _("use WSL2, a Linux virtual machine or a container")
    return {
        "landlock": _("needs Linux 5.13 or later with Landlock switched on (lsm=landlock,…)"),
        "own-user": _("only when grading as root; not needed otherwise"),
        "box": _("apt install bubblewrap, on a system that lets you create namespaces"),
        "rlimits": _("something limits this process already; start it from a plain shell"),
    }.get(layer, _("needs seccomp on x86_64 or aarch64; some containers forbid it"))
