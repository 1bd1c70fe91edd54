"""What the parts of one run share: its size, the systems, the order of the rounds."""

import re
import sys
import time

from board import conditions
from board.generator import LoadGenerator
from board.prerequisites import Unavailable


class Run:
    def __init__(self, rounds, smoke=False, only=None, lose_message=False):
        """smoke: small numbers, to see that everything works; lose_message: the clients ignore one message."""
        self.rounds = rounds
        self.smoke = smoke
        self.lose_message = lose_message
        self._message_ignored = False
        self.tables = []
        self.targets = []
        self.charts = {}
        self.busy_shares = []
        self.absent = []
        self._only = re.compile(only or ".")

    def started(self, factories):
        """Starts the systems that are wanted. Names the peers that are not installed; ours are required."""
        systems = {}
        for name, start in factories.items():
            if not self._only.search(name):
                continue
            try:
                systems[name] = start()
            except Unavailable as reason:
                self.leave_out(name, reason)
        return systems

    def leave_out(self, name, reason):
        """Notes that a peer or a part cannot be measured here; ours and the floor are required."""
        if is_ours(name) or name == "floor":
            raise reason
        self.absent.append(f"{name}: {reason}")
        print(f"left out: {name}: {reason}", file=sys.stderr)

    def wants(self, *names):
        return any(self._only.search(name) for name in names)

    def with_clients(self, systems, sockets):
        """A load generator for each system; sockets: their number by name, or the same for all."""
        generators = {}
        for name, system in systems.items():
            generators[name] = LoadGenerator(system)
            count = sockets[name] if isinstance(sockets, dict) else sockets
            if count:
                generators[name].fill(count)
        return generators

    def turns(self, names, at_most=None):
        """Each round begins with another system, because the first of a round has a warmer processor.

        at_most: the number of rounds that suffices for figures that hardly vary
        """
        names = list(names)
        for turn in range(min(self.rounds, at_most or self.rounds)):
            for i in range(len(names)):
                self.busy_shares.append(conditions.busy_share())
                yield names[(i + turn) % len(names)]

    def warm_up(self, step, seconds=30):
        """Repeats a step, which returns its cost, until twice in a row it is hardly cheaper than before: a JVM goes on compiling
        for long what it calls often."""
        cheapest, deadline = step(), time.monotonic() + seconds
        in_vain = 2 if self.smoke else 0
        while in_vain < 2 and time.monotonic() < deadline:
            cost = step()
            in_vain = 0 if cost < 0.9 * cheapest else in_vain + 1
            cheapest = min(cost, cheapest)

    @property
    def timeout_millis(self):
        """How long a message may take; short if one is known to be missing."""
        return 2_000 if self.lose_message else 15_000

    def ignore_message(self, generator):
        """Once in a run that is to lose a message."""
        if self.lose_message and not self._message_ignored:
            self._message_ignored = True
            generator.do("ignore", 1)

    def add(self, *tables):
        self.tables += tables


def is_ours(name):
    return name.startswith("gateway")


def check(table, name, expected, received, duplicates=0, lost=0):
    """Records what is missing. The floor is the generator's own check; a peer may lose messages, with a note."""
    if expected == received and not duplicates and not lost:
        return
    text = f"{name}: {received} of {expected} messages arrived, {duplicates} twice; {lost} sockets were closed"
    if is_ours(name) or name == "floor":
        table.fail(text)
    else:
        table.note(text + "; its figures do not count.")


def await_true(condition, timeout=60, interval=0.05):
    deadline = time.monotonic() + timeout
    while not condition() and time.monotonic() < deadline:
        time.sleep(interval)


def stop(generators, *systems):
    for generator in generators.values():
        generator.stop()
    for system in systems:
        system.stop()
