"""Single pushes a second, by wrk, beside the most that wrk reaches here."""

from board import chart, gateway, peers, wrk
from board.prerequisites import Unavailable, require
from board.run import is_ours, stop
from board.system import System
from board.table import Table, ratios
from board.targets import Target

SIZE = 100
OURS, CEILING = "gateway", "nginx return 200"
RATE, PROCESSOR = "pushes a second", "processor µs a push"


def measure(run):
    try:
        require("wrk")
    except Unavailable as reason:
        run.leave_out("pushes", reason)
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
    title = f"Single pushes of {SIZE} bytes to {sockets:,} socket{'s' if sockets > 1 else ''}, wrk with {wrk.CONNECTIONS} connections"
    table = Table(title, systems, CEILING)
    seconds = 1 if run.smoke else 4

    def push(name):
        return wrk.post_to(systems[name], paths_[name], bodies[name], seconds)

    for name in systems:
        if is_ours(name):
            run.warm_up(lambda name=name: wrk.cost(*push(name)))
        else:
            push(name)
    for name in run.turns(systems):
        generator = generators.get(name)
        if generator:
            generator.do("idle", 300)
            generator.do("reset")
            run.ignore_message(generator)
        result, spent = push(name)
        table.add(name, RATE, result.rate)
        table.spend(name, PROCESSOR, spent, result.requests)
        table.add(name, "p99, ms", result.p99_millis)
        wrk.check_answers(table, name, result)
        if generator:
            wrk.check_arrivals(table, name, generator, result.requests)
    stop(generators, *systems.values(), functions)
    run.add(table)
    return table


def _report(run, one, many):
    run.targets += [
        Target("single pushes a second to one socket × what wrk reaches", one.ratios(OURS, RATE), 0.5, at_least=True),
        Target("single pushes a second to 1,000 sockets × what wrk reaches", many.ratios(OURS, RATE), 0.5, at_least=True),
        Target("single pushes to 1,000 sockets × to one", ratios(many.values(OURS, RATE), one.values(OURS, RATE)), 0.9, at_least=True),
    ]
    rows = [(f"{name}, to one", one.values(name, RATE), is_ours(name)) for name in one.systems]
    rows.insert(1, ("gateway, to 1,000", many.values(OURS, RATE), True))
    run.charts["pushes"] = chart.bars(f"Single pushes of {SIZE} bytes", "pushes a second; longer is better", rows)
