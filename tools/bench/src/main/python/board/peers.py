"""The servers beside the gateway: the C server as the floor, Nchan, Pushpin, node with ws."""

import json
import re
import shutil
import signal
import tempfile
import time

from board import http, native, paths
from board.prerequisites import require, require_file
from board.processes import Process, await_port, free_port
from board.system import System

NGINX_HTTP = (
    "access_log off; client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; "
    "scgi_temp_path t5; client_max_body_size 8m; client_body_buffer_size 256k; keepalive_timeout 300s; "
    "keepalive_requests 1000000000; tcp_nodelay on;"
)


def backend(name="floor"):
    """The C program: functions, Pushpin's back end, and the cheapest WebSocket server that we can think of."""
    port = free_port()
    process = Process(name, [native.program("backend"), port], stop_signal=signal.SIGKILL)
    await_port(process, port)
    return System(name, port, "/ws", [process], (port, "/publish"), url=f"http://127.0.0.1:{port}")


def connection_ids(functions):
    return http.get(functions.details["url"] + "/ids").split()


def calls(functions, kind):
    return json.loads(http.get(functions.details["url"] + "/counts"))[kind]


def nchan(buffer=1):
    require("nginx")
    module = require_file("nchan", "/usr/lib/nginx/modules/ngx_nchan_module.so")
    port = free_port()
    process = _nginx(
        "nchan", port, f"load_module {module};", "nchan_shared_memory_size 512m;",
        "location /sub { nchan_subscriber websocket; nchan_channel_id $arg_c; nchan_subscriber_first_message newest; } "
        "location /pub { nchan_publisher http; nchan_channel_id $arg_c; "
        f"nchan_message_buffer_length {buffer}; nchan_message_timeout 5s; }}",
    )
    return System("Nchan", port, "/sub?c=all", [process], (port, "/pub?c=all"))


def nginx_answering():
    """nginx that answers each request at once: the most that wrk reaches here."""
    require("nginx")
    port = free_port()
    location = """location / { default_type application/json; return 200 '{"errNo":0,"errMsg":"ok"}'; }"""
    return System("nginx return 200", port, "/", [_nginx("nginx", port, "", "", location)], (port, "/"))


def nginx_with_tls(name, server, certificate, key):
    """nginx that terminates TLS in front of a server."""
    require("nginx")
    port = free_port()
    tls = f"ssl_certificate {certificate}; ssl_certificate_key {key}; ssl_protocols TLSv1.2 TLSv1.3;"
    upgrade = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";'
    location = f"location / {{ proxy_pass http://127.0.0.1:{server.port}; {upgrade} proxy_read_timeout 1h; }}"
    processes = [*server.processes, _nginx("nginx-tls", port, "", tls, location, " ssl")]
    return System(name, port, server.path, processes, server.publish, **server.details)


def tls_clients(server, encrypts=True):
    """Another nginx, which opens a connection with TLS for each plain one; only the server's processes count."""
    require("nginx")
    module = require_file("nginx stream", "/usr/lib/nginx/modules/ngx_stream_module.so")
    port = free_port()
    tls = "proxy_ssl on; proxy_ssl_protocols TLSv1.3; proxy_ssl_session_reuse off;" if encrypts else ""
    listener = f"listen 127.0.0.1:{port} backlog=4096; proxy_pass 127.0.0.1:{server.port}; proxy_timeout 1h; tcp_nodelay on; {tls}"
    client = _nginx_process("tls-clients", port, f"load_module {module};", f"stream {{ server {{ {listener} }} }}")
    return Clients(server, port, client)


class Clients(System):
    """A server as clients reach it through another process, which does not count."""

    def __init__(self, server, port, process):
        super().__init__(server.name, port, server.path, server.processes, server.publish, server.handshakes, **server.details)
        self._between = process

    def stop(self):
        self._between.stop()


def _nginx(name, port, module, settings, locations, listens=""):
    server = f"listen 127.0.0.1:{port}{listens} backlog=4096; {locations}"
    return _nginx_process(name, port, module, f"http {{ {NGINX_HTTP} {settings} server {{ {server} }} }}")


def _nginx_process(name, port, module, block):
    folder = tempfile.mkdtemp(prefix="nginx-", dir=paths.scratch())
    configuration = f"{folder}/nginx.conf"
    with open(configuration, "w") as file:
        file.write(
            f"{module} daemon off; pid nginx.pid; error_log error.log warn; worker_processes 1; "
            f"worker_rlimit_nofile 19900; events {{ worker_connections 19800; }} {block}\n"
        )
    process = Process(name, ["nginx", "-p", folder, "-e", "error.log", "-c", configuration])
    await_port(process, port)
    return process


def redis():
    """Stores nothing on disk."""
    require("redis-server")
    port = free_port()
    options = ["--bind", "127.0.0.1", "--port", port, "--save", "", "--appendonly", "no"]
    process = Process("redis", ["redis-server", *options], folder=paths.scratch())
    await_port(process, port)
    return System("Redis", port, "", [process])


def node_ws():
    require("node")
    modules = paths.BENCH / "target" / "node" / "node_modules"
    require_file("ws", modules / "ws" / "package.json")
    # node looks for modules beside the program.
    program = modules.parent / "peer.mjs"
    shutil.copy(paths.SOURCES / "node" / "peer.mjs", program)
    port = free_port()
    process = Process("ws", ["node", program, port])
    await_port(process, port)
    return System("node ws", port, "/", [process], (port, "/publish"))


def pushpin(functions, route="echo"):
    """Debian's Pushpin, its limits raised, in front of the C back end; every client subscribes to one channel."""
    require("pushpin", "zurl")
    internal = _configuration("pushpin", "/usr/lib/pushpin/internal.conf")
    main = _configuration("pushpin", "/usr/share/pushpin/pushpin.conf.condure")
    zurl = _configuration("zurl", "/etc/zurl.conf")
    folder = tempfile.mkdtemp(prefix="pushpin-", dir=paths.scratch())
    web, publish, *specs = (free_port() for _ in range(5))
    values = {
        "include": f"{folder}/internal.conf", "rundir": folder, "logdir": folder, "http_port": f"127.0.0.1:{web}", "log_level": 0,
        "message_rate": 10_000_000, "message_hwm": 10_000_000, "push_in_http_port": publish,
        "push_in_spec": f"tcp://127.0.0.1:{specs[0]}", "push_in_sub_specs": f"tcp://127.0.0.1:{specs[1]}",
        "command_spec": f"tcp://127.0.0.1:{specs[2]}", "client_maxconn": 19000, "push_in_http_max_body_size": 10_000_000,
    }
    _write(f"{folder}/internal.conf", _with_sockets_in(folder, internal))
    _write(f"{folder}/pushpin.conf", _with_values(values, main))
    _write(f"{folder}/routes", f"* 127.0.0.1:{functions.port},over_http\n")
    _write(f"{folder}/zurl.conf", re.sub(r"^deny=.*", "deny=", _with_sockets_in(folder, zurl), flags=re.M))
    processes = [
        Process("zurl", ["zurl", f"--config={folder}/zurl.conf"]),
        Process("pushpin", ["pushpin", f"--config={folder}/pushpin.conf"]),
    ]
    await_port(processes[1], web)
    await_port(processes[1], publish)
    # Its handler connects to zurl after it listens, and says nothing when it has.
    time.sleep(1)
    return System("Pushpin", web, f"/grip/{route}", processes, (publish, "/publish/"), handshakes=32)


def pushpin_message(text):
    return json.dumps({"items": [{"channel": "all", "formats": {"ws-message": {"content": text}}}]})


def _configuration(package, path):
    with open(require_file(package, path)) as file:
        return file.read()


def _with_sockets_in(folder, text):
    return re.sub(r"ipc://\S*?/zurl-", f"ipc://{folder}/zurl-", text)


def _with_values(values, text):
    lines = []
    for line in text.splitlines():
        name = line.split("=")[0].strip()
        lines.append(f"{name}={values[name]}" if "=" in line and name in values else line)
    return "\n".join(lines) + "\n"


def _write(path, text):
    with open(path, "w") as file:
        file.write(text)
