"""Compiles the C programs: the load generator and the back end."""

import subprocess

from board import paths
from board.prerequisites import Unavailable, require


def program(name):
    binary = paths.WORK / name
    sources = sorted((paths.SOURCES / "c" / name).glob("*.[ch]"))
    if binary.exists() and binary.stat().st_mtime > max(source.stat().st_mtime for source in sources):
        return binary
    require("gcc")
    paths.WORK.mkdir(parents=True, exist_ok=True)
    units = [source for source in sources if source.suffix == ".c"]
    compiler = subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-o", binary, *units], capture_output=True, text=True)
    if compiler.returncode:
        raise Unavailable(f"{name} does not compile: {compiler.stderr[-1000:]}")
    return binary
