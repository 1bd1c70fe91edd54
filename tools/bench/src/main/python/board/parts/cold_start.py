"""From the start of a process to the first answer: each function beside an empty main, the gateway, and the command scfws.

The events announce what the gateway announces, so that transmission answers with its pushes; once more without, so that it posts them.
"""

import base64
import os
import subprocess
import tempfile
import time

from board import chart, gateway, paths, peers
from board.database import Database
from board.generator import LoadGenerator
from board.prerequisites import Unavailable, require, require_file
from board.processes import Process
from board.table import Table
from board.targets import Target

EMPTY = "empty main"
TOTAL, OVER = "ms to the answer", "ms over an empty main"
ANSWERING, POSTING = "transmission, in its answer", "transmission, by HTTP"
# The function, and its event.
EVENTS = {
    "register": ("register", "announced:connecting"),
    ANSWERING: ("transmission", "announced:data-send"),
    POSTING: ("transmission", "data-send"),
    "cleanup": ("cleanup", "announced:closing"),
}
ROOM = 5


def measure(run):
    try:
        require("java")
        bench = require_file("project", paths.BENCH / "target" / "bench-*.jar")
    except Unavailable as reason:
        run.leave_out("cold-start", reason)
        return
    database = Database()
    room = gateway.with_jars("gateway", database, options=("--admin",))
    clients = LoadGenerator(room)
    clients.fill(ROOM)
    environment = {**database.environment, "PUSH_URL": room.details["push_url"] + "/api-local", "PUSH_EXTENDED": "true"}
    variants = _variants(bench, environment)
    table = Table("The first answer of a new process", variants)
    for name, variant in variants.items():
        _first_answer(variant, environment)
    empty = 0
    for _ in range(run.rounds * 2):
        for name, variant in variants.items():
            millis = _first_answer(variant, environment)
            table.add(name, TOTAL, millis)
            if name == EMPTY:
                empty = millis
            else:
                table.add(name, OVER, millis - empty)
    scfws = Table("The command scfws, from its start to its end", ["scfws --version", "scfws connections"])
    _time_scfws(scfws, run.rounds * 2, room.details["push_url"])
    clients.stop()
    room.stop()
    ready = Table("The gateway, from its start until it is ready", ["gateway, jar: and database", "gateway, http:"])
    functions = peers.backend("functions")
    for _ in range(run.rounds):
        _time_start(ready, ready.systems[0], lambda: gateway.with_jars("gateway", database))
        _time_start(ready, ready.systems[1], lambda: gateway.with_http_functions("gateway", functions))
    functions.stop()
    database.stop()
    run.add(table, scfws, ready)
    _report(run, table)
    run.targets.append(Target("start-up of scfws", scfws.values("scfws --version", "ms"), 500, unit=" ms"))


def _variants(bench, environment):
    """Command and input of each process. Classes come from jars alone, because an archive of classes takes no folders."""
    ids = tempfile.NamedTemporaryFile("w", dir=paths.scratch(), delete=False)
    with ids:
        ids.writelines(base64.b64encode(os.urandom(24)).decode() + "\n" for _ in range(1000))
    variants = {EMPTY: (["java", "-cp", bench, "scf.websocket.bench.board.EmptyMain"], "")}
    for name, (kind, event) in EVENTS.items():
        main = ["-cp", f"{paths.jar(kind + '-fn')}:{bench}", "scf.websocket.bench.capacity.FunctionHost"]
        main.append(f"scf.websocket.{kind}.{gateway.KINDS[kind]}Function")
        command = f"1 {event} {ids.name}\n"
        archive = paths.scratch() / f"{len(variants)}.jsa"
        variants[name] = (["java", *main], command)
        _finish((["java", f"-XX:ArchiveClassesAtExit={archive}", *main], command), environment)
        variants[f"{name}, AppCDS"] = (["java", f"-XX:SharedArchiveFile={archive}", "-XX:TieredStopAtLevel=1", *main], command)
    return variants


def _finish(variant, environment):
    command, text = variant
    done = subprocess.run(command, input=text, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise Unavailable(f"{command[0]} failed: {(done.stderr or done.stdout)[-500:]}")


def _first_answer(variant, environment):
    """Milliseconds until the process has printed that its call is done; it prints log lines before."""
    command, text = variant
    began = time.monotonic()
    process = Process("cold-start", command, environment, pipe=True)
    process.child.stdin.write(text.encode())
    process.child.stdin.flush()
    for line in process.child.stdout:
        if not line.startswith(b"{"):
            break
    else:
        raise Unavailable(f"a function ended: {process.end_of_log()}")
    millis = (time.monotonic() - began) * 1000
    process.stop()
    return millis


def _time_scfws(table, rounds, push_url):
    """As a user starts it; the first start makes the archive of its classes and does not count."""
    script = paths.PROJECT / "gateway" / "src" / "distribution" / "bin" / "scfws"
    jar = require_file("project", paths.PROJECT / "tools" / "scfws" / "target" / "scfws.jar")
    environment = {"SCFWS_JAR": str(jar), "XDG_CACHE_HOME": str(paths.scratch()), "SCFWS_URL": f"{push_url}/api-local"}
    for counts in [False] + [True] * rounds:
        for name in table.systems:
            began = time.monotonic()
            _finish((["sh", str(script), *name.split()[1:]], ""), environment)
            if counts:
                table.add(name, "ms", (time.monotonic() - began) * 1000)


def _time_start(table, name, start):
    began = time.monotonic()
    system = start()
    table.add(name, "ms", (time.monotonic() - began) * 1000)
    system.stop()


def _report(run, table):
    for name in ("register", ANSWERING, POSTING):
        run.targets.append(Target(f"first event of {name}, over an empty main", table.values(name, OVER), 220, unit=" ms"))
        archived = table.values(f"{name}, AppCDS", OVER)
        run.targets.append(Target(f"first event of {name}, over an empty main, AppCDS", archived, 100, unit=" ms"))
    rows = [(name, table.values(name, TOTAL), name != EMPTY) for name in table.systems]
    run.charts["cold-start"] = chart.bars(table.title, "milliseconds; shorter is better", rows)
