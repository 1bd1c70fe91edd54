"""Resident memory of an idle connection. Each system runs alone."""

import subprocess
import time

from board import chart, gateway, peers
from board.generator import LoadGenerator
from board.prerequisites import Unavailable
from board.run import await_true, check, is_ours
from board.table import Table
from board.targets import Target

SIZE, WARM_UP = 100, 300
GROWTH, HEAP = "KB of each connection", "of these, bytes of heap"
RUN, DISTRIBUTION, G1 = "gateway, ./run", "gateway, distribution", "gateway, G1"
G1_FLAGS = ["-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60", "-XX:+UseG1GC"]
# An hour: the load generator of this part answers no pings while it does nothing.
OPTIONS = ["--ping=3600", "--idle=7200"]


def measure(run):
    factories = {
        RUN: lambda functions: _gateway(RUN, functions, gateway.RUN_FLAGS),
        DISTRIBUTION: lambda functions: _gateway(DISTRIBUTION, functions, gateway.DISTRIBUTION_FLAGS),
        G1: lambda functions: _gateway(G1, functions, G1_FLAGS),
        "Nchan": lambda functions: peers.nchan(),
        "Pushpin": peers.pushpin,
        "node ws": lambda functions: peers.node_ws(),
        "floor": lambda functions: peers.backend(),
    }
    connections = 500 if run.smoke else 10_000
    table = Table(f"{connections:,} idle connections", [name for name in factories if run.wants(name)], "Nchan")
    absent = set()
    for name in run.turns(table.systems, at_most=2):
        if name not in absent and not _once(run, table, name, factories[name], connections):
            absent.add(name)
    run.add(table)
    if not run.smoke:
        _report(run, table)


def _gateway(name, functions, flags):
    return gateway.with_http_functions(name, functions, flags=flags, options=OPTIONS)


def _once(run, table, name, start, connections):
    functions = peers.backend("functions")
    system = None
    try:
        system = start(functions)
        grow(table, name, system, connections)
        return True
    except Unavailable as reason:
        run.leave_out(name, reason)
        return False
    finally:
        for process in (system, functions):
            if process:
                process.stop()


def grow(table, name, system, connections):
    """Opens connections, and adds to the table by how much the system grows for each."""
    generator = LoadGenerator(system)
    try:
        generator.fill(WARM_UP)
        generator.do("close")
        if is_ours(name):
            # Garbage of the clients that have left is no baseline.
            await_true(lambda: gateway.pending_cleanups(system) == 0)
            idle_heap = _live_bytes(system)
        time.sleep(1)
        before = system.resident_bytes()
        opened = generator.open(connections, timeout=120)
        generator.do("idle", 2000)
        after = system.resident_bytes()
        table.add(name, GROWTH, (after - before) / 1024 / max(1, opened["opened"]))
        table.add(name, "MB in all", after / 1024 / 1024)
        if is_ours(name):
            table.add(name, HEAP, (_live_bytes(system) - idle_heap) / max(1, opened["opened"]))
        check(table, name, connections, opened["opened"], lost=opened["lost"])
    finally:
        generator.stop()


def _live_bytes(system):
    """After a full collection, which the histogram begins with."""
    command = ["jcmd", str(system.processes[0].child.pid), "GC.class_histogram"]
    lines = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.splitlines()
    return int(lines[-1].split()[2])


def _report(run, table):
    for name in (RUN, DISTRIBUTION):
        run.targets.append(Target(f"an idle connection, {name}", table.values(name, GROWTH), 4, unit=" KB"))
    rows = [(name, table.values(name, GROWTH), is_ours(name)) for name in table.systems]
    title = f"Memory of each of {table.title}"
    run.charts["memory"] = chart.bars(title, "KB that the process grows by; shorter is better", rows)
