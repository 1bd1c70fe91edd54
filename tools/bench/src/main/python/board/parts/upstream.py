"""Messages a second from clients through the gateway into a function that does nothing."""

import time

from board import chart, gateway, peers
from board.database import Database
from board.run import await_true, check, is_ours, stop
from board.table import Table, ratios
from board.targets import Target

SIZE, TIMEOUT_MILLIS = 100, 60_000
JAR, HTTP = "gateway, jar:", "gateway, http:"
RATE, PROCESSOR = "messages a second", "processor µs a message"


def measure(run):
    few = _measure(run, 20 if run.smoke else 100)
    if not run.smoke:
        # Pushpin closes some of so many sockets, and their messages are lost.
        many = _measure(run, 1000, without="Pushpin")
        _report(run, few, many)


def _measure(run, clients, without=None):
    functions, own_functions = peers.backend("functions"), peers.backend("pushpin-functions")
    database = Database() if run.wants(JAR) else None
    factories = {
        JAR: lambda: gateway.with_jars(JAR, database, app="IgnoringApp"),
        HTTP: lambda: gateway.with_http_functions(HTTP, functions, transmission="noop"),
        "Pushpin": lambda: peers.pushpin(own_functions, "noop"),
        "floor": peers.backend,
    }
    factories.pop(without, None)
    systems = run.started(factories)
    generators = run.with_clients(systems, clients)
    arrived = {
        JAR: lambda: int(gateway.transmissions(systems[JAR])),
        HTTP: lambda: peers.calls(functions, "noop"),
        "Pushpin": lambda: peers.calls(own_functions, "grip"),
        "floor": lambda: generators["floor"].do("count")["messages"],
    }
    total = 1_000 if run.smoke else 30_000

    def send(name):
        return flood(generators[name], systems[name], arrived[name], clients, total)

    for name in systems:
        run.warm_up(lambda name=name: cost(*send(name)))
    table = Table(f"{clients:,} clients send {SIZE} bytes as fast as they can, the function does nothing", systems, JAR)
    for name in run.turns(systems):
        count, spent, seconds, lost = send(name)
        table.add(name, RATE, count / seconds)
        table.spend(name, PROCESSOR, spent, count)
        check(table, name, total, count, lost=lost)
    table.note("The floor echoes each message. Pushpin may pass several messages in one request.")
    stop(generators, *systems.values(), functions, own_functions, *([database] if database else []))
    run.add(table)
    return table


def flood(generator, system, arrived, clients, total):
    """Messages, the processor time of all, seconds, closed sockets."""
    spent, before = system.processor_time(), arrived()
    result = generator.do("flood", clients, total, SIZE, TIMEOUT_MILLIS)
    # Rare enough not to load the gateway: it renders all metrics for each look.
    await_true(lambda: arrived() - before >= total, timeout=20)
    seconds = time.monotonic() - result["began"]
    return arrived() - before, system.processor_time() - spent, seconds, result["lost"]


def cost(count, spent, *_):
    return spent.total / max(1, count)


def _report(run, few, many):
    run.targets += [
        Target("messages a second with http: × jar:", few.ratios(HTTP, RATE), 0.5, at_least=True),
        Target("messages a second with http: × Pushpin's", few.ratios(HTTP, RATE, "Pushpin"), 1, at_least=True),
    ]
    for name in (JAR, HTTP):
        values = ratios(many.values(name, RATE), few.values(name, RATE))
        run.targets.append(Target(f"messages a second of 1,000 clients × 100 clients, {name}", values, 0.9, at_least=True))
    rows = [(name, few.values(name, RATE), is_ours(name)) for name in few.systems if name != "floor"]
    run.charts["upstream"] = chart.bars("Messages a second into a function, 100 clients", "messages a second; longer is better", rows)
