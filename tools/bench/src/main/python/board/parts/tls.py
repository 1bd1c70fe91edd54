"""TLS of the public listener: the gateway's two engines, nginx in front of a gateway, and the gateway without TLS."""

import re
import subprocess
import tempfile
import time

from board import gateway, paths, peers
from board.parts import fan_out, memory
from board.prerequisites import require
from board.run import stop
from board.table import Table
from board.targets import Target

PLAIN, NATIVE, JDK, NGINX = "gateway, plain", "gateway, native", "gateway, jdk", "nginx in front"
ENGINES = {NATIVE: "native", JDK: "jdk"}
RATE, HANDSHAKE = "handshakes a second", "processor µs a handshake"
SECONDS, CLIENTS, SOCKETS = 3, 2, 1000


def measure(run):
    certificate = _certificate()
    functions = peers.backend("functions")
    systems = run.started({name: lambda name=name: _start(name, functions, certificate) for name in (PLAIN, NATIVE, JDK, NGINX)})
    table = Table("TLS 1.3 with an EC certificate", systems, NGINX)
    _handshakes(run, table, {name: system for name, system in systems.items() if name != PLAIN})
    _deliveries(run, table, systems)
    stop({}, *systems.values())
    for name in run.turns([name for name in (PLAIN, NATIVE, JDK) if name in systems], at_most=2):
        _idle(run, table, name, functions, certificate)
    functions.stop()
    table.note(f"A delivery is that of a push to the group of {SOCKETS:,} sockets.")
    run.add(table)
    if not run.smoke:
        _report(run, table)


def _certificate():
    """Files of a certificate for localhost and of its key."""
    require("openssl")
    folder = tempfile.mkdtemp(prefix="certificate-", dir=paths.scratch())
    files = f"{folder}/cert.pem", f"{folder}/key.pem"
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-days", "30", *key, *name, "-out", files[0], "-keyout", files[1]]
    subprocess.run(command, check=True, capture_output=True)
    return files


def _start(name, functions, certificate):
    options = list(memory.OPTIONS)
    if name in ENGINES:
        options += [f"--tls-cert={certificate[0]}", f"--tls-key={certificate[1]}", f"--tls-engine={ENGINES[name]}"]
    system = gateway.with_http_functions(name, functions, options=options)
    return peers.nginx_with_tls(name, system, *certificate) if name == NGINX else system


def _handshakes(run, table, systems):
    seconds = 1 if run.smoke else SECONDS

    def connect(name):
        """Handshakes, and the processor time of all."""
        before = systems[name].processor_time()
        count = _connect(systems[name].port, seconds)
        return count, systems[name].processor_time() - before

    def cost(name):
        count, spent = connect(name)
        return spent.total / max(1, count)

    for name in systems:
        run.warm_up(lambda name=name: cost(name), seconds=15)
    for name in run.turns(systems):
        began = time.monotonic()
        count, spent = connect(name)
        table.add(name, RATE, count / (time.monotonic() - began))
        table.spend(name, HANDSHAKE, spent, count)


def _connect(port, seconds):
    """Full handshakes, each on a new connection; returns their number."""
    command = ["openssl", "s_time", "-connect", f"127.0.0.1:{port}", "-new", "-tls1_3", "-time", str(seconds)]
    clients = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for _ in range(CLIENTS)]
    outputs = [client.communicate(timeout=60)[0] for client in clients]
    return sum(int(re.search(r"(\d+) connections in \d+ real", output).group(1)) for output in outputs)


def _deliveries(run, table, systems):
    sockets, shots = (100, 3) if run.smoke else (SOCKETS, 30)
    clients = {name: peers.tls_clients(system, name != PLAIN) for name, system in systems.items()}
    generators = run.with_clients(clients, sockets)
    file = {name: fan_out.request_file(system, [gateway.group_push(fan_out.TEXT)]) for name, system in systems.items()}

    def shot(name):
        return fan_out.fire(run, generators[name], file[name], sockets)

    for name in systems:
        for _ in range(3 if run.smoke else 100):
            shot(name)
    for name in run.turns(systems):
        run.ignore_message(generators[name])
        fan_out.add_shots(table, systems[name], lambda name=name: shot(name), shots, sockets)
    stop(generators, *clients.values())


def _idle(run, table, name, functions, certificate):
    """A new process each time: the growth of one that has served others is smaller."""
    system = _start(name, functions, certificate)
    clients = peers.tls_clients(system, name != PLAIN)
    try:
        memory.grow(table, name, clients, 300 if run.smoke else 4000)
    finally:
        stop({}, clients, system)


def _report(run, table):
    run.targets += [
        Target("TLS handshakes a second × nginx's", table.ratios(NATIVE, RATE), 1.2, at_least=True),
        Target("heap of an idle connection with TLS", [v / 1024 for v in table.values(NATIVE, memory.HEAP)], 6, unit=" KB"),
        Target("processor a delivery with TLS × without", table.ratios(NATIVE, fan_out.PROCESSOR, PLAIN), 1.5),
    ]
