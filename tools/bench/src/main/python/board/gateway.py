"""The gateway, as ./run and as the distribution start it, with its functions from jars or over HTTP."""

import json
import shutil
import zipfile

from board import http, paths
from board.prerequisites import require, require_file
from board.processes import Process, await_condition, free_port
from board.system import System

KINDS = {"register": "Register", "transmission": "Transmission", "cleanup": "Cleanup"}
# As ./run and bin/gateway of the distribution start the JVM.
RUN_FLAGS = ["-Xmx256m", "-Xmn32m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"]
DISTRIBUTION_FLAGS = [
    "-XX:+ExitOnOutOfMemoryError",
    "-XX:MaxRAMPercentage=60",
    "-XX:+UseParallelGC",
    "-XX:MaxNewSize=32m",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
]
BATCH = 1000


def with_http_functions(name, backend, transmission="echo", flags=RUN_FLAGS, options=()):
    """backend: answers the events; transmission: `echo` pushes the message back, `noop` does nothing."""
    routes = {"register": "register", "transmission": transmission, "cleanup": "cleanup"}
    targets = {kind: f"{backend.details['url']}/fn/{route}" for kind, route in routes.items()}
    system = _start(name, targets, {}, flags, options)
    http.post(backend.details["url"] + "/push-to", f"127.0.0.1 {system.publish[0]} {system.publish[1]}")
    return system


def with_jars(name, database, app=None, options=(), settings=None):
    """app: an application of the bench instead of the chat room, the simple name of its class; settings: of the functions."""
    environment = {**database.environment, **(settings or {})}
    if app:
        environment["WEBSOCKET_APP"] = f"scf.websocket.bench.board.{app}"
    targets = {
        kind: f"jar:{_with_app(kind, app)}!scf.websocket.{kind}.{name_}Function::mainHandler"
        for kind, name_ in KINDS.items()
    }
    return _start(name, targets, environment, RUN_FLAGS, options)


def _start(name, targets, environment, flags, options):
    require("java")
    gateway = require_file("project", paths.jar("gateway"))
    port, push_port = free_port(), free_port()
    push_url = f"http://127.0.0.1:{push_port}"
    command = ["java", *flags, "-jar", gateway, "--host=127.0.0.1", f"--port={port}", f"--push-port={push_port}"]
    command += ["--connection-rate=0", *(f"--{kind}={target}" for kind, target in targets.items()), *options]
    settings = {"PUSH_URL": f"{push_url}/api-local", "PUSH_EXTENDED": "true", **environment}
    process = Process(name.replace(" ", "-").replace("/", "-"), command, settings)
    await_condition(process, lambda: http.answers(f"{push_url}/readyz"))
    return System(name, port, "/release/websocket", [process], (push_port, "/api-local"), push_url=push_url)


def _with_app(kind, app):
    """The jar of a function, with the application added to a copy."""
    original = require_file("project", paths.jar(f"{kind}-fn"))
    if not app:
        return original
    copy = paths.scratch() / f"{kind}-{app}.jar"
    shutil.copy(original, copy)
    member = f"scf/websocket/bench/board/{app}.class"
    with zipfile.ZipFile(copy, "a") as target:
        target.write(paths.BENCH / "target" / "classes" / member, member)
    return copy


def transmissions(system):
    """Messages that the gateway has passed to the transmission function."""
    return _metric(system, "gateway_events_seconds_count", 'kind="transmission"')


def pending_cleanups(system):
    return _metric(system, "gateway_cleanups_pending")


def _metric(system, name, label=""):
    return metric_in(http.get(system.details["push_url"] + "/metrics"), name, label)


def metric_in(text, name, label=""):
    """The sum of all lines of a metric that have a label; 0 without any."""
    own = [line for line in text.splitlines() if line.startswith((name + " ", name + "{")) and label in line]
    return sum(float(line.rsplit(" ", 1)[1]) for line in own)


def single_pushes(ids, text):
    return [_push({"secConnectionID": id_}, text) for id_ in ids]


def batches(ids, text):
    return [_push({"secConnectionIDs": ids[i : i + BATCH]}, text) for i in range(0, len(ids), BATCH)]


def group_push(text, group="*"):
    return _push({"group": group}, text)


def joins(group, ids):
    return [_order("join", {"group": group, "secConnectionID": id_}) for id_ in ids]


def _push(recipients, text):
    return _order("data send", {**recipients, "dataType": "text", "data": text})


def _order(action, members):
    return json.dumps({"websocket": {"action": action, **members}}, separators=(",", ":"))
