"""Where sources, built files and scratch files are."""

import os
import pathlib

PROJECT = pathlib.Path(__file__).resolve().parents[6]
BENCH = PROJECT / "tools" / "bench"
SOURCES = BENCH / "src" / "main"
WORK = BENCH / "target" / "board"


def jar(module):
    return PROJECT / module / "target" / f"{module}.jar"


def scratch():
    """A folder for this run alone, which the run removes at its end."""
    folder = WORK / f"scratch-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
