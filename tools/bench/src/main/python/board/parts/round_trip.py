"""Client, function, push, client: one message after another, then 200 a second over 50 clients."""

from board import chart, gateway, peers
from board.database import Database
from board.run import check, is_ours, stop
from board.table import Table, ratios
from board.targets import Target

SIZE, CLIENTS, RATE = 100, 50, 200
JAR, HTTP = "gateway, jar: and database", "gateway, http:"
PERCENTILES = {"p50": "p50", "p99": "p99", "p999": "p99.9"}


def measure(run):
    functions, own_functions = peers.backend("functions"), peers.backend("pushpin-functions")
    database = Database() if run.wants(JAR) else None
    systems = run.started({
        JAR: lambda: gateway.with_jars(JAR, database, app="EchoApp"),
        HTTP: lambda: gateway.with_http_functions(HTTP, functions),
        "Pushpin": lambda: peers.pushpin(own_functions),
        "node ws": peers.node_ws,
        "floor": peers.backend,
    })
    generators = run.with_clients(systems, CLIENTS)
    count, seconds = (100, 1) if run.smoke else (2000, 8)
    for generator in generators.values():
        generator.do("rtt", count if run.smoke else 3 * count, SIZE, run.timeout_millis)
        generator.do("rate", CLIENTS, RATE, 1, SIZE)
    table = Table(f"Round trip of {SIZE} bytes, ms", systems, "Pushpin")
    for name in run.turns(systems):
        run.ignore_message(generators[name])
        serial = generators[name].do("rtt", count, SIZE, run.timeout_millis)
        steady = generators[name].do("rate", CLIENTS, RATE, seconds, SIZE)
        for key, label in PERCENTILES.items():
            table.add(name, f"serial {label}", serial[key])
        for key, label in PERCENTILES.items():
            table.add(name, f"{RATE} a second {label}", steady[key])
        expected = count + RATE * seconds
        received = expected - serial["missing"] - steady["missing"]
        check(table, name, expected, received, steady["stray"], steady["lost"])
    stop(generators, *systems.values(), functions, own_functions, *([database] if database else []))
    run.add(table)
    if not run.smoke:
        _report(run, table)


def _report(run, table):
    run.targets += [
        Target("round trip, p50 × Pushpin's", table.ratios(JAR, "serial p50"), 0.25),
        Target("round trip, p99 × p50", _tail(table, "serial p99"), 3),
        Target("round trip, p99.9 × p50", _tail(table, "serial p99.9"), 10),
    ]
    for figure in ("p50", "p99"):
        rows = [(name, table.values(name, f"serial {figure}"), is_ours(name)) for name in table.systems]
        title = f"Round trip of {SIZE} bytes, one after another, {figure}"
        run.charts[f"round-trip-{figure}"] = chart.bars(title, "milliseconds; shorter is better", rows)


def _tail(table, figure):
    return ratios(table.values(JAR, figure), table.values(JAR, "serial p50"))
