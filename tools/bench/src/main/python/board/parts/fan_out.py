"""One message to N idle sockets: from the send to the arrival at the last of them."""

import tempfile

from board import chart, gateway, http, paths, peers
from board.database import Database
from board.run import check, is_ours, stop
from board.table import Table, median
from board.targets import Target

SIZE = 100
# The load generator replaces the signs after M by the number of the message.
TEXT = "M@@@@@@@;" + "x" * (SIZE - 9)
LIMITS = {1000: 1.3, 5000: 1.15, 10_000: 1.1}
WARM_UP_DELIVERIES = 100_000
LAST, PROCESSOR = "ms to the last", "processor µs a delivery"
FULL, BATCHES, GROUP = "gateway, chat room", "gateway, push in batches", "gateway, push to the group"


def measure(run):
    for sockets in [100] if run.smoke else [1000, 5000]:
        _measure(run, sockets)


def measure_large(run):
    """Without the systems that would take minutes, and without the forms of a push that differ less than at 1,000 sockets."""
    _measure(run, 300 if run.smoke else 10_000, without=("Pushpin", BATCHES))


def _measure(run, sockets, without=()):
    functions, own_functions = peers.backend("functions"), peers.backend("pushpin-functions")
    database = Database() if run.wants(FULL) else None
    factories = {
        FULL: lambda: gateway.with_jars(FULL, database),
        BATCHES: lambda: gateway.with_http_functions(BATCHES, functions),
        GROUP: lambda: gateway.with_http_functions(GROUP, own_functions),
        "Nchan": peers.nchan,
        "Pushpin": lambda: peers.pushpin(own_functions),
        "node ws": peers.node_ws,
        "floor": peers.backend,
    }
    systems = run.started({name: start for name, start in factories.items() if name not in without})
    # A sender does not get its own message back from the chat room and from ws.
    counts = {name: sockets + (name in (FULL, "node ws")) for name in systems}
    generators = run.with_clients(systems, counts)
    requests = _requests(systems, functions)
    table = Table(f"One message of {SIZE} bytes to {sockets:,} sockets", systems, "Nchan")
    shots = 3 if run.smoke else 15 if sockets <= 5000 else 8

    def shot(name):
        return fire(run, generators[name], requests.get(name), sockets)

    for name in systems:
        for _ in range(3 if run.smoke else WARM_UP_DELIVERIES // sockets):
            shot(name)
    for name in run.turns(systems):
        run.ignore_message(generators[name])
        add_shots(table, systems[name], lambda name=name: shot(name), shots, sockets)
    stop(generators, *systems.values(), functions, own_functions, *([database] if database else []))
    run.add(table)
    if sockets in LIMITS:
        _report(run, table, sockets)


def add_shots(table, system, shot, shots, sockets, processor=PROCESSOR, parts=None):
    """Sends messages one after another, and adds to the table what they took.

    shot: sends one, see fire(); processor: the column of the processor time; parts: of a message that share it, by default the sockets
    """
    before = system.processor_time()
    results = [shot() for _ in range(shots)]
    spent = system.processor_time() - before
    table.add(system.name, LAST, median([result["last"] for result in results]))
    table.spend(system.name, processor, spent, shots * (parts or sockets))
    received = sum(result["got"] for result in results)
    duplicates = sum(result["duplicates"] + result["failed_posts"] for result in results)
    check(table, system.name, shots * sockets, received, duplicates, results[-1]["lost"])


def fire(run, generator, file, sockets):
    """Sends a message to all sockets: by the requests in a file, or by a client; returns what the load generator says."""
    if file:
        return generator.do("fanpost", run.timeout_millis, sockets, "127.0.0.1", generator.system.publish[0], file)
    return generator.do("fan", 0, SIZE, run.timeout_millis, sockets)


def _requests(systems, functions):
    """Files with the HTTP requests of the systems for which a message begins with one."""
    bodies = {
        BATCHES: lambda: gateway.batches(peers.connection_ids(functions), TEXT),
        GROUP: lambda: [gateway.group_push(TEXT)],
        "Nchan": lambda: [TEXT],
        "Pushpin": lambda: [peers.pushpin_message(TEXT)],
    }
    return {name: request_file(systems[name], make()) for name, make in bodies.items() if name in systems}


def request_file(system, bodies):
    """A file with a request for each body, as the load generator posts them."""
    with tempfile.NamedTemporaryFile("wb", dir=paths.scratch(), delete=False) as file:
        for body in bodies:
            request = http.request_bytes(*system.publish, body)
            file.write(f"{len(request)}\n".encode() + request)
    return file.name


def _report(run, table, sockets):
    what = f"one message to {sockets:,} sockets, through function and database: time × Nchan's publish"
    run.targets.append(Target(what, table.ratios(FULL, LAST), LIMITS[sockets]))
    if sockets == min(LIMITS):
        what = f"processor of the gateway a delivered message, {sockets:,} sockets"
        run.targets.append(Target(what, table.values(FULL, PROCESSOR), 6, unit=" µs"))
    rows = [(name, table.values(name, LAST), is_ours(name)) for name in table.systems]
    run.charts[f"fan-out-{sockets}"] = chart.bars(table.title, "milliseconds to the last socket; shorter is better", rows)
