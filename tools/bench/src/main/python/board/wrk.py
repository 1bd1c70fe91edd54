"""Runs wrk, which posts as fast as it gets answers."""

import dataclasses
import os
import re
import subprocess
import tempfile

from board import paths
from board.prerequisites import Unavailable
from board.run import check

CONNECTIONS = 32


@dataclasses.dataclass(frozen=True)
class Result:
    requests: int
    seconds: float
    failed: int
    p99_millis: float

    @property
    def rate(self):
        return self.requests / self.seconds


def post(port, path, bodies, seconds):
    """Posts the bodies in turn."""
    with tempfile.NamedTemporaryFile("w", dir=paths.scratch(), delete=False) as file:
        file.write("\n".join(bodies) + "\n")
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", str(paths.SOURCES / "lua" / "push.lua")]
    environment = {**os.environ, "BODIES": file.name, "URLPATH": path}
    url = f"http://127.0.0.1:{port}{path}"
    done = subprocess.run([*command, url], env=environment, capture_output=True, text=True, timeout=seconds + 30)
    result = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if not result:
        raise Unavailable(f"wrk failed: {done.stderr[-300:]}")
    requests, micros, failed, _, p99 = map(int, result.groups())
    return Result(requests, micros / 1e6, failed, p99 / 1000)


def post_to(system, path, bodies, seconds, settle=lambda: None):
    """Posts to a system; returns what wrk measured, and the processor time until the system has settled."""
    before = system.processor_time()
    result = post(system.publish[0], path, bodies, seconds)
    settle()
    return result, system.processor_time() - before


def cost(result, spent):
    """The processor time of a request."""
    return spent.total / max(1, result.requests)


def check_answers(table, name, result):
    if result.failed:
        table.fail(f"{name}: {result.failed} requests of wrk failed")


def check_arrivals(table, name, generator, requests, recipients=1):
    """recipients: of each request."""
    generator.do("idle", 1500)
    counted = generator.do("count")
    # wrk stops counting before its last request on each connection is answered.
    most = (requests + CONNECTIONS) * recipients
    if not requests * recipients <= counted["messages"] <= most or counted["lost"]:
        check(table, name, requests * recipients, counted["messages"], lost=counted["lost"])
