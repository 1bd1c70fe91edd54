"""Simulates messages to rooms: each waits for the processors of its gateway, of Redis, and of the other gateways.

The formulas multiply averages. The simulation places members on nodes at random, lets messages arrive at random, and follows each
of them, so it also tells how long they wait.
"""

import collections
import heapq
import random

from scale import formulas

# So that a simulation takes about a second.
DRAWS = 400_000
MESSAGES = 10_000


def simulate(workload, costs, seed=1):
    """What the messages of a short time cost and how long they take, by name; as in formulas.needs()."""
    run = _Run(workload, costs, random.Random(seed))
    run.go()
    return run.result()


class _Run:
    def __init__(self, workload, costs, chance):
        self.workload, self.costs, self.chance = workload, costs, chance
        self.several = workload.nodes > 1
        self.count = max(500, min(MESSAGES, DRAWS // (workload.members + min(workload.nodes, workload.members))))
        self.gateways = [_Server(workload.cores) for _ in range(workload.nodes)]
        self.redis = _Server(1)
        self.events = []
        self.copies = 0
        self.delays = []
        self.end = 0

    def go(self):
        time = 0
        for _ in range(self.count):
            time += self.chance.expovariate(self.workload.messages)
            heapq.heappush(self.events, (time, self.chance.random(), self._sent, time))
        self.end = time
        while self.events:
            time, _, step, *rest = heapq.heappop(self.events)
            step(time, *rest)

    def _at(self, time, step, *rest):
        heapq.heappush(self.events, (time, self.chance.random(), step, *rest))

    def _sent(self, time, began):
        """A message reaches the gateway of its sender, which is a member of the room; it asks a function, and delivers."""
        w, c = self.workload, self.costs
        sender = self.chance.randrange(w.nodes)
        members = collections.Counter(self.chance.randrange(w.nodes) for _ in range(w.members - 1))
        own = 1 + members.pop(sender, 0)
        work = c.message_in + c.post + own * c.delivery + (2 * c.hop if self.several else 0)
        done = self.gateways[sender].work(time, work / 1e6) + w.transmission_seconds
        if self.several:
            self._at(done, self._published, began, members)
        else:
            self.delays.append(done - began)

    def _published(self, time, began, members):
        copies = 1 + len(members)
        self.copies += copies
        done = self.redis.work(time, (self.costs.redis_command + copies * self.costs.redis_copy) / 1e6)
        if not members:
            self.delays.append(done - began)
        last = max(members, default=None)
        for node, count in members.items():
            self._at(done, self._received, began, node, count, node == last)

    def _received(self, time, began, node, count, is_last):
        done = self.gateways[node].work(time, (self.costs.hop + count * self.costs.delivery) / 1e6)
        if is_last:
            self.delays.append(done - began)

    def result(self):
        w, c = self.workload, self.costs
        background = (w.connects * (c.connect + c.leave) + w.connections / w.ping_every * c.ping) / 1e6
        redis = self.several * (w.nodes * c.redis_node + w.connects * c.redis_connect_and_leave) / 1e6
        cores = sum(gateway.busy for gateway in self.gateways) / self.end + background
        delays = sorted(self.delays)
        return {
            "messages a second": self.count / self.end,
            "deliveries a second": self.count * w.members / self.end,
            "cores of all gateways, busy": cores,
            "cores of a gateway, busy": cores / w.nodes,
            "Redis: share of its core": self.redis.busy / self.end + redis,
            "Redis: bytes out a second": self.copies * (w.bytes + c.envelope_bytes) / self.end,
            "Redis: copies of a message": self.copies / self.count,
            "ms until delivered, median": 1000 * delays[len(delays) // 2],
            "ms until delivered, p99": 1000 * delays[len(delays) * 99 // 100],
        }


class _Server:
    """Cores that work on what has waited longest."""

    def __init__(self, cores):
        self.free = [0.0] * cores
        self.busy = 0.0

    def work(self, time, seconds):
        """Returns when it is done."""
        done = max(time, self.free[0]) + seconds
        heapq.heapreplace(self.free, done)
        self.busy += seconds
        return done


def of_message(nodes, members, size, costs, seed=1):
    """As formulas.of_message(), by placing members at random."""
    chance = random.Random(seed)
    rounds = max(200, 100_000 // members)
    copies = 0
    for _ in range(rounds):
        sender = chance.randrange(nodes)
        copies += 1 + len({chance.randrange(nodes) for _ in range(members - 1)} - {sender})
    return formulas.of_copies(copies / rounds, members, size, costs)
