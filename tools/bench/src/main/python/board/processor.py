"""Processor time of processes, divided by what it was spent on."""

import dataclasses
import os
import pathlib

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
# How the threads of a JVM begin; the kernel keeps 15 characters of a name.
COMPILERS = ("C1 Compiler", "C2 Compiler")
COLLECTORS = ("VM Thread", "GC Thread", "G1 ")


@dataclasses.dataclass(frozen=True)
class ProcessorTime:
    """Seconds: all, and of these in the kernel, in the JVM's compilers, and in its garbage collector."""

    total: float = 0
    kernel: float = 0
    compilers: float = 0
    collector: float = 0

    def __add__(self, other):
        return ProcessorTime(*(a + b for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other))))

    def __sub__(self, other):
        # A thread that has ended takes its own time with it.
        return ProcessorTime(*(max(0, a - b) for a, b in zip(dataclasses.astuple(self), dataclasses.astuple(other))))

    @property
    def own_code(self):
        return max(0, round(self.total - self.kernel - self.compilers - self.collector, 6))


def of_process(pid):
    """Nothing if it has ended."""
    all_, kernel, _ = _read(f"/proc/{pid}/stat")
    compilers = collector = 0
    for thread in _threads(pid):
        seconds, _, name = _read(f"/proc/{pid}/task/{thread}/stat")
        if name.startswith(COMPILERS):
            compilers += seconds
        elif name.startswith(COLLECTORS):
            collector += seconds
    return ProcessorTime(all_, kernel, compilers, collector)


def children(pid):
    """The processes that a process has started."""
    return [int(child) for thread in _threads(pid) for child in _words(f"/proc/{pid}/task/{thread}/children")]


def _words(file):
    try:
        return pathlib.Path(file).read_text().split()
    except OSError:
        return []


def _threads(pid):
    try:
        return os.listdir(f"/proc/{pid}/task")
    except OSError:
        return []


def _read(file):
    """Seconds, those in the kernel, and the name."""
    try:
        before, after = pathlib.Path(file).read_text().rsplit(")", 1)
    except (OSError, ValueError):
        return 0, 0, ""
    fields = after.split()
    user, kernel = (int(field) / TICKS_A_SECOND for field in fields[11:13])
    return user + kernel, kernel, before.split("(", 1)[1]
