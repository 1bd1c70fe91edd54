"""New connections a second, 64 handshakes at once; then all clients leave."""

import time

from board import chart, gateway, peers
from board.database import Database
from board.run import await_true, check, is_ours, stop
from board.table import Table
from board.targets import Target

JAR, HTTP = "gateway, jar: and database", "gateway, http:"
RATE, CONNECT, LEAVE = "connects a second", "processor µs a connect", "processor µs a leave"


def measure(run):
    functions, own_functions = peers.backend("functions"), peers.backend("pushpin-functions")
    database = Database() if run.wants(JAR) else None
    systems = run.started({
        JAR: lambda: gateway.with_jars(JAR, database),
        HTTP: lambda: gateway.with_http_functions(HTTP, functions),
        "Pushpin": lambda: peers.pushpin(own_functions),
        "Nchan": peers.nchan,
        "node ws": peers.node_ws,
        "floor": peers.backend,
    })
    generators = run.with_clients(systems, 0)
    clients = 200 if run.smoke else 2000
    table = Table(f"{clients:,} clients connect, then leave", systems, "Pushpin")
    for name in systems:
        run.warm_up(lambda name=name: _cost(*_once(systems[name], generators[name], clients, database)))
    for name in run.turns(systems):
        opened, connect, leave, rows = _once(systems[name], generators[name], clients, database)
        table.add(name, RATE, opened["rate"])
        table.spend(name, CONNECT, connect, clients)
        table.spend(name, LEAVE, leave, clients)
        table.add(name, "handshake p99, ms", opened["p99"])
        check(table, name, clients, opened["opened"], lost=opened["lost"])
        if rows is not None and rows != opened["opened"]:
            table.fail(f"{name}: {rows} rows in the database for {opened['opened']} clients")
    table.note("Nchan, node ws and the floor call no function and store nothing.")
    stop(generators, *systems.values(), functions, own_functions, *([database] if database else []))
    run.add(table)
    if not run.smoke:
        _report(run, table)


def _once(system, generator, clients, database):
    """The answer of `open`, processor times of connecting and of leaving, rows in the database if it has any."""
    before = system.processor_time()
    opened = generator.open(clients)
    connected = system.processor_time()
    rows = database.rows() if system.name == JAR else None
    generator.do("close")
    if system.name == JAR:
        await_true(lambda: database.rows() == 0)
    elif system.name == HTTP:
        await_true(lambda: gateway.pending_cleanups(system) == 0)
    else:
        time.sleep(0.3)
    return opened, connected - before, system.processor_time() - connected, rows


def _cost(opened, connect, leave, *_):
    return (connect + leave).total


def _report(run, table):
    run.targets += [
        Target("connects a second, with register and row, × Pushpin's", table.ratios(JAR, RATE), 5, at_least=True),
        Target("processor of the gateway a connect", table.values(JAR, CONNECT), 150, unit=" µs"),
        Target("processor of the gateway a leave", table.values(JAR, LEAVE), 150, unit=" µs"),
    ]
    rows = [(name, table.values(name, RATE), is_ours(name)) for name in (JAR, HTTP, "Pushpin")]
    title = "Connects a second, with a function or back end that agrees"
    run.charts["connects"] = chart.bars(title, "connects a second; longer is better", rows)
