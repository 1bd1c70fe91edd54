"""Single pushes a second, by wrk, beside the most that wrk reaches here."""

import os
import re
import subprocess
import tempfile

from board import chart, gateway, paths, peers
from board.prerequisites import Unavailable, require
from board.run import check, is_ours, stop
from board.system import System
from board.table import Table, ratios
from board.targets import Target

SIZE = 100
OURS, CEILING = "gateway", "nginx return 200"
RATE, PROCESSOR = "pushes a second", "processor µs a push"
CONNECTIONS = 32


def measure(run):
    try:
        require("wrk")
    except Unavailable as reason:
        run.absent.append(f"pushes: {reason}")
        return
    one = _measure(run, 1)
    many = _measure(run, 20 if run.smoke else 1000)
    if not run.smoke:
        _report(run, one, many)


def _measure(run, sockets):
    functions = peers.backend("functions")
    options = ["--send-queue=67108864"]
    systems = run.started({
        OURS: lambda: gateway.with_http_functions(OURS, functions, options=options),
        "Nchan": lambda: peers.nchan(buffer=1000),
        CEILING: peers.nginx_answering,
    })
    receivers = {name: systems[name] for name in (OURS, "Nchan") if name in systems}
    if "Nchan" in receivers:
        # Nchan has no push to one of many subscribers: its one subscriber has a channel of its own.
        nchan = systems["Nchan"]
        receivers["Nchan"] = System("Nchan", nchan.port, "/sub?c=one", nchan.processes)
    generators = run.with_clients(receivers, {OURS: sockets, "Nchan": 1})
    text = "x" * SIZE
    bodies = {
        OURS: gateway.single_pushes(peers.connection_ids(functions), text),
        "Nchan": [text],
        CEILING: gateway.single_pushes(["A" * 32], text),
    }
    paths_ = {OURS: "/api-local", "Nchan": "/pub?c=one", CEILING: "/"}
    title = f"Single pushes of {SIZE} bytes to {sockets:,} socket{'s' if sockets > 1 else ''}, wrk with {CONNECTIONS} connections"
    table = Table(title, systems, CEILING)
    seconds = 1 if run.smoke else 4

    def push(name):
        """Requests, the processor time of all, microseconds, failures, 99th percentile."""
        before = systems[name].processor_time()
        requests, micros, failed, p99 = _wrk(systems[name].publish[0], paths_[name], bodies[name], seconds)
        return requests, systems[name].processor_time() - before, micros, failed, p99

    for name in systems:
        if is_ours(name):
            run.warm_up(lambda name=name: _cost(*push(name)))
        else:
            push(name)
    for name in run.turns(systems):
        generator = generators.get(name)
        if generator:
            generator.do("idle", 300)
            generator.do("reset")
            run.ignore_message(generator)
        requests, spent, micros, failed, p99 = push(name)
        table.add(name, RATE, requests * 1e6 / micros)
        table.spend(name, PROCESSOR, spent, requests)
        table.add(name, "p99, ms", p99 / 1000)
        if failed:
            table.fail(f"{name}: {failed} requests of wrk failed")
        if generator:
            _check_arrivals(table, name, generator, requests)
    stop(generators, *systems.values(), functions)
    run.add(table)
    return table


def _cost(requests, spent, *_):
    return spent.total / max(1, requests)


def _check_arrivals(table, name, generator, requests):
    generator.do("idle", 1500)
    counted = generator.do("count")
    # wrk stops counting before its last request on each connection is answered.
    if not requests <= counted["messages"] <= requests + CONNECTIONS or counted["lost"]:
        check(table, name, requests, counted["messages"], lost=counted["lost"])


def _wrk(port, path, bodies, seconds):
    """Requests, microseconds, failures, and the 99th percentile in microseconds."""
    with tempfile.NamedTemporaryFile("w", dir=paths.scratch(), delete=False) as file:
        file.write("\n".join(bodies) + "\n")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(paths.SOURCES / "lua" / "push.lua")]
    environment = {**os.environ, "BODIES": file.name, "URLPATH": path}
    url = f"http://127.0.0.1:{port}{path}"
    done = subprocess.run([*command, url], env=environment, capture_output=True, text=True, timeout=seconds + 30)
    result = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if not result:
        raise Unavailable(f"wrk failed: {done.stderr[-300:]}")
    requests, micros, failed, _, p99 = map(int, result.groups())
    return requests, micros, failed, p99


def _report(run, one, many):
    run.targets += [
        Target("single pushes a second to one socket × what wrk reaches", one.ratios(OURS, RATE), 0.5, at_least=True),
        Target("single pushes a second to 1,000 sockets × what wrk reaches", many.ratios(OURS, RATE), 0.5, at_least=True),
        Target("single pushes to 1,000 sockets × to one", ratios(many.values(OURS, RATE), one.values(OURS, RATE)), 0.9, at_least=True),
    ]
    rows = [(f"{name}, to one", one.values(name, RATE), is_ours(name)) for name in one.systems]
    rows.insert(1, ("gateway, to 1,000", many.values(OURS, RATE), True))
    run.charts["pushes"] = chart.bars(f"Single pushes of {SIZE} bytes", "pushes a second; longer is better", rows)
