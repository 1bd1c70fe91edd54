"""A message to a room of ten, among few and among many idle connections."""

from board import gateway, http, peers, wrk
from board.parts import memory
from board.prerequisites import Unavailable, require
from board.run import stop
from board.table import Table
from board.targets import Target

SIZE, MEMBERS = 100, 10
FEW, MANY = "gateway, few idle", "gateway, many idle"
PROCESSOR = "processor µs a message"


def measure(run):
    try:
        require("wrk")
    except Unavailable as reason:
        run.leave_out("room", reason)
        return
    idle = {FEW: 50, MANY: 500} if run.smoke else {FEW: 1000, MANY: 15_000}
    functions = {name: peers.backend("functions-" + name.split()[1]) for name in idle}
    # The clients answer no pings while they do nothing.
    systems = run.started({
        name: lambda name=name: gateway.with_http_functions(name, functions[name], options=memory.OPTIONS) for name in idle
    })
    generators = run.with_clients(systems, {name: idle[name] + MEMBERS for name in systems})
    for name, system in systems.items():
        # The connections that opened last, so that a search for them would pass all others.
        for body in gateway.joins("room", peers.connection_ids(functions[name])[-MEMBERS:]):
            http.post(system.details["push_url"] + "/api-local", body)
    table = Table(f"A message of {SIZE} bytes to a room of {MEMBERS} among {idle[FEW]:,} and {idle[MANY]:,} idle connections", systems, FEW)
    body = gateway.group_push("x" * SIZE, "room")
    seconds = 1 if run.smoke else 4

    def send(name):
        return wrk.post_to(systems[name], "/api-local", [body], seconds)

    for name in systems:
        run.warm_up(lambda name=name: wrk.cost(*send(name)))
    for name in run.turns(systems):
        generators[name].do("idle", 300)
        generators[name].do("reset")
        run.ignore_message(generators[name])
        result, spent = send(name)
        table.add(name, "messages a second", result.rate)
        table.spend(name, PROCESSOR, spent, result.requests)
        table.add(name, "p99, ms", result.p99_millis)
        wrk.check_answers(table, name, result)
        wrk.check_arrivals(table, name, generators[name], result.requests, MEMBERS)
    stop(generators, *systems.values(), *functions.values())
    run.add(table)
    if not run.smoke:
        what = f"a message to a room of {MEMBERS} among {idle[MANY]:,} idle connections × among {idle[FEW]:,}, processor"
        run.targets.append(Target(what, table.ratios(MANY, PROCESSOR), 1.3))
