"""Single pushes to connections of the gateway that is asked, and of another one, over Redis."""

from board import gateway, peers, wrk
from board.prerequisites import Unavailable, require
from board.run import stop
from board.system import System
from board.table import Table
from board.targets import Target

SIZE, SOCKETS = 100, 100
OWN, OTHER = "gateway, to its own", "gateway, to another's"
RATE, PROCESSOR = "pushes a second", "processor µs of both gateways a push"


def measure(run):
    try:
        require("wrk", "redis-server")
    except Unavailable as reason:
        run.leave_out("other-node", reason)
        return
    redis = peers.redis()
    options = [f"--redis=redis://127.0.0.1:{redis.port}"]
    functions, idle_functions = peers.backend("functions"), peers.backend("idle-functions")
    holds = gateway.with_http_functions("gateway, holds", functions, options=options)
    asked = gateway.with_http_functions("gateway, asked", idle_functions, options=options)
    both = [*holds.processes, *asked.processes]
    systems = {
        OWN: System(OWN, holds.port, holds.path, both, holds.publish),
        OTHER: System(OTHER, holds.port, holds.path, both, asked.publish),
    }
    generator = run.with_clients({OWN: systems[OWN]}, SOCKETS)[OWN]
    bodies = gateway.single_pushes(peers.connection_ids(functions), "x" * SIZE)
    table = Table(f"Single pushes of {SIZE} bytes to {SOCKETS} sockets, two gateways, wrk with {wrk.CONNECTIONS} connections", systems, OWN)
    seconds = 1 if run.smoke else 4

    def push(name):
        # The other gateway may still deliver what is answered.
        return wrk.post_to(systems[name], "/api-local", bodies, seconds, settle=lambda: generator.do("idle", 300))

    for name in systems:
        run.warm_up(lambda name=name: wrk.cost(*push(name)))
    for name in run.turns(systems):
        generator.do("reset")
        run.ignore_message(generator)
        redis_before = redis.processor_time()
        result, spent = push(name)
        table.add(name, RATE, result.rate)
        table.spend(name, PROCESSOR, spent, result.requests)
        table.add(name, "processor µs of Redis", (redis.processor_time() - redis_before).total * 1e6 / max(1, result.requests))
        table.add(name, "p99, ms", result.p99_millis)
        wrk.check_answers(table, name, result)
        wrk.check_arrivals(table, name, generator, result.requests)
    stop({OWN: generator}, asked, holds, functions, idle_functions, redis)
    run.add(table)
    if not run.smoke:
        run.targets.append(Target("processor of a push to another node × to one's own", table.ratios(OTHER, PROCESSOR), 1.5))
