"""Measures rooms on one to three gateways and one Redis: the small end, which this machine can hold."""

import concurrent.futures
import json
import pathlib
import random
import re
import statistics
import subprocess
import time

from board import conditions, gateway, http, peers, wrk
from board.generator import LoadGenerator
from board.prerequisites import require
from board.processor import ProcessorTime
from board.run import Run

# As in docs/scale.md.
PUBLISHED = pathlib.Path(__file__).with_name("small-end.json")

SIZE = 100
NODES = (1, 2, 3)
ROOMS = (10, 100)
# The clients answer no pings while they do nothing.
OPTIONS = ("--ping=3600", "--idle=7200")
IDLE_SECONDS = 5
WARM_UP_SECONDS = 60
WARM_UP_CONNECTS = 10


def published():
    return json.loads(PUBLISHED.read_text(encoding="utf-8"))


def measure(nodes=NODES, rooms=ROOMS, sockets=1000, rounds=3, seconds=4):
    """For each number of gateways and each size of rooms, what a message costs; sockets: of each gateway."""
    require("java", "gcc", "wrk", "redis-server", "redis-cli")
    shares, points = [], []
    for count in nodes:
        with _Site(count, sockets) as site:
            points += [site.idle(), site.connects()]
            points += [site.rooms(members, rounds, seconds, shares) for members in rooms]
    return {"points": points, "conditions": conditions.describe(rounds, shares)}


class _Site:
    """Gateways with clients, and their Redis."""

    def __init__(self, count, sockets):
        self.count, self.sockets = count, sockets
        self.redis = peers.redis()
        options = [*OPTIONS, f"--redis=redis://127.0.0.1:{self.redis.port}"]
        self.functions = [peers.backend(f"functions-{i}") for i in range(count)]
        self.gateways = [gateway.with_http_functions(f"gateway {i}", self.functions[i], options=options) for i in range(count)]
        self.generators = [LoadGenerator(node) for node in self.gateways]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for started in (*self.generators, *reversed(self.gateways), *self.functions, self.redis):
            started.stop()

    def idle(self):
        """Nodes without clients."""
        time.sleep(IDLE_SECONDS)
        spent, seconds = self._spent_during(lambda: time.sleep(IDLE_SECONDS)), IDLE_SECONDS * self.count
        return {
            "nodes": self.count,
            "Redis commands a node and second": spent["commands"] / seconds,
            "Redis µs a node and second": spent["redis"] / seconds,
            "gateway µs a node and second": spent["gateways"] / seconds,
        }

    def connects(self):
        """Clients connect to all gateways at once, after others did, for the compilers. They stay."""
        for _ in range(WARM_UP_CONNECTS):
            self._fill()
            for generator in self.generators:
                generator.do("close")
            time.sleep(1)
        spent, clients = self._spent_during(self._fill), self.sockets * self.count
        return {
            "nodes": self.count,
            "gateway µs a connect": spent["gateways"] / clients,
            "Redis µs a connect": spent["redis"] / clients,
        }

    def _fill(self):
        for generator in self.generators:
            generator.fill(self.sockets)

    def rooms(self, members, rounds, seconds, shares):
        bodies = self._rooms(members)
        if rounds > 1:
            Run(rounds).warm_up(lambda: self._post(bodies, members, seconds)["gateway µs a message"], WARM_UP_SECONDS)
        measured = []
        for _ in range(rounds):
            shares.append(conditions.busy_share())
            measured.append(self._post(bodies, members, seconds))
        medians = {figure: statistics.median(one[figure] for one in measured) for figure in measured[0]}
        return {"nodes": self.count, "members": members, **medians}

    def _rooms(self, members):
        """Puts all clients into rooms at random; returns for each gateway the messages to the rooms of its clients."""
        ids = [(node, id_) for node, functions in enumerate(self.functions) for id_ in peers.connection_ids(functions)[-self.sockets :]]
        random.Random(1).shuffle(ids)
        bodies = [[] for _ in self.gateways]
        joins = []
        for first in range(0, len(ids) - members + 1, members):
            name = f"{members}-{first}"
            joins += [(node, gateway.joins(name, [id_])[0]) for node, id_ in ids[first : first + members]]
            bodies[ids[first][0]].append(gateway.group_push("x" * SIZE, name))
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda join: http.post(self.gateways[join[0]].details["push_url"] + "/api-local", join[1]), joins))
        return bodies

    def _post(self, bodies, members, seconds):
        """As many messages as the gateways take."""
        for generator in self.generators:
            generator.do("reset")
        results = []
        spent = self._spent_during(lambda: results.extend(self._wrk(bodies, seconds)))
        # wrk does not count the last request on each connection.
        messages = sum(generator.do("count")["messages"] for generator in self.generators) / members
        return {
            "messages a second": sum(result.rate for result in results),
            "gateway µs a message": spent["gateways"] / messages,
            "gateway writes a message": spent["gateway writes"] / messages,
            "Redis µs a message": spent["redis"] / messages,
            "Redis writes a message": spent["redis writes"] / messages,
            "Redis commands a message": spent["commands"] / messages,
            "Redis bytes out a message": spent["bytes"] / messages,
        }

    def _wrk(self, bodies, seconds):
        with concurrent.futures.ThreadPoolExecutor(self.count) as pool:
            results = list(pool.map(
                lambda node: wrk.post(self.gateways[node].publish[0], "/api-local", bodies[node], seconds), range(self.count)
            ))
        # What is answered may not be delivered yet.
        for generator in self.generators:
            generator.do("idle", 500)
        return results

    def _spent_during(self, action):
        """µs of all gateways and of Redis, their system calls that write, and commands and bytes out of Redis."""
        gateways, redis, counts = self._gateways(), self.redis.processor_time(), self._counts()
        action()
        spent = {"gateways": (self._gateways() - gateways).total * 1e6, "redis": (self.redis.processor_time() - redis).total * 1e6}
        return {**spent, **{name: count - counts[name] for name, count in self._counts().items()}}

    def _gateways(self):
        return sum((node.processor_time() for node in self.gateways), ProcessorTime())

    def _counts(self):
        """Commands within scripts count, as they cost Redis the same."""
        info = subprocess.run(["redis-cli", "-p", str(self.redis.port), "info", "all"], capture_output=True, text=True, check=True).stdout
        own = ("info", "config", "command")
        calls = {name: int(count) for name, count in re.findall(r"^cmdstat_([a-z_]+).*?:calls=(\d+)", info, re.M)}
        out = int(re.search(r"^total_net_output_bytes:(\d+)", info, re.M).group(1))
        return {
            "commands": sum(count for name, count in calls.items() if name not in own),
            "bytes": out,
            "gateway writes": sum(node.writes() for node in self.gateways),
            "redis writes": self.redis.writes(),
        }
