"""What the console costs: messages into a function, without it, with it while nobody looks, and with an open page."""

import threading
import urllib.request

from board import gateway, peers
from board.parts.upstream import PROCESSOR, RATE, SIZE, cost, flood
from board.run import check, stop
from board.table import Table
from board.targets import Target

NONE, UNWATCHED, WATCHED = "gateway", "gateway, console", "gateway, console that somebody watches"
CONSOLE = ("--console", "--console-payloads", "--console-faults")


class Watcher:
    """Reads the stream of events, as an open page does; the end of the gateway ends it."""

    def __init__(self, system):
        self.events = 0
        url = system.details["push_url"] + "/console/api/events"
        asked = urllib.request.Request(url, headers={"Accept": "text/event-stream"})
        self._stream = urllib.request.urlopen(asked, timeout=600)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            for line in self._stream:
                self.events += line.startswith(b"data:")
        except OSError:
            # The gateway was stopped in the middle of an event.
            return


def measure(run):
    clients, total = (20, 1_000) if run.smoke else (100, 30_000)
    functions = peers.backend("functions")
    systems = run.started({
        name: lambda name=name, options=options: gateway.with_http_functions(
            name, functions, transmission="noop", options=options)
        for name, options in ((NONE, ()), (UNWATCHED, CONSOLE), (WATCHED, CONSOLE))
    })
    generators = run.with_clients(systems, clients)
    watcher = Watcher(systems[WATCHED]) if WATCHED in systems else None

    def send(name):
        return flood(generators[name], systems[name], lambda: peers.calls(functions, "noop"), clients, total)

    for name in systems:
        run.warm_up(lambda name=name: cost(*send(name)))
    table = Table(f"{clients:,} clients send {SIZE} bytes as fast as they can, with and without a console", systems, NONE)
    for name in run.turns(systems):
        count, spent, seconds, lost = send(name)
        table.add(name, RATE, count / seconds)
        table.spend(name, PROCESSOR, spent, count)
        check(table, name, total, count, lost=lost)
    if watcher and not watcher.events:
        table.fail("the watcher saw no event")
    stop(generators, *systems.values(), functions)
    run.add(table)
    if not run.smoke:
        ratios = table.ratios(UNWATCHED, PROCESSOR)
        run.targets.append(Target("processor time with a console that nobody watches × without", ratios, 1.05))
