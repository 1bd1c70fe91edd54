"""Emulates SCF for the functions of one folder: a POST to /NAME invokes NAME with the body as its event.

A response with 200 holds the return value of the function; one with 500 holds the error of a failed or timed-out invocation, as on SCF.
As on SCF, each instance of a function has globals of its own and handles one event at a time.

Each invocation writes two lines to the record file, "began" and "ended". Markers in the event, which the functions ignore, control
an invocation: HELD waits for POST /-/release before it begins; LOST runs, but the response is a timeout, as when the time limit
passes at the last moment; KILLED does not run. GET /-/stored lists the connection ids that the functions have stored.

The process ends when its standard input does.
"""

import argparse
import importlib.util
import itertools
import json
import os
import queue
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Overrun
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INSTANCES = 4
TIME_LIMIT_SECONDS = 15
MAX_RECORDED_CHARACTERS = 2000
MAX_HOLD_SECONDS = 60


class Context(dict):
    """SCF hands a Python function a dictionary."""


class Function:
    """Loads its file once for each instance."""

    serials = itertools.count()

    def __init__(self, folder, file):
        self.path = os.path.join(folder, file + ".py")
        self.free = queue.Queue()
        for _ in range(INSTANCES):
            self.free.put(self.load())

    def load(self):
        name = "instance_%d" % next(Function.serials)
        spec = importlib.util.spec_from_file_location(name, self.path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def invoke(self, event, context):
        instance = self.free.get()
        worker = ThreadPoolExecutor(1)
        try:
            result = worker.submit(instance.main_handler, event, context).result(TIME_LIMIT_SECONDS)
            json.dumps(result)
            return result
        except Overrun:
            instance = self.load()  # SCF discards an instance that overruns.
            raise
        finally:
            worker.shutdown(wait=False)
            self.free.put(instance)


class Platform:
    def __init__(self, functions, stored, record):
        self.functions = functions
        self.stored = stored
        self.record_file = record
        self.lock = threading.Lock()
        self.released = threading.Event()

    def record(self, line):
        with self.lock:
            self.record_file.write(json.dumps(line) + "\n")
            self.record_file.flush()

    def invoke(self, name, event, request_id):
        websocket = event.get("websocket", {})
        markers = websocket.get("secWebSocketProtocol", "") + " " + websocket.get("data", "")[:MAX_RECORDED_CHARACTERS]
        line = {"function": name, "connection": websocket.get("secConnectionID"), "action": websocket.get("action")}
        line["tag"] = websocket.get("secWebSocketProtocol", "")
        line["cause"] = websocket.get("cause", "")
        self.record(dict(line, at="began"))
        if "HELD" in markers:
            self.released.wait(MAX_HOLD_SECONDS)
        context = Context(request_id=request_id, function_name=name, time_limit_in_ms=TIME_LIMIT_SECONDS * 1000)
        try:
            if "KILLED" in markers:
                raise Overrun()
            answer = 200, self.functions[name].invoke(event, context)
            error = ""
            if "LOST" in markers:
                raise Overrun()
        except Overrun:
            error = "Invoking task timed out after %d seconds" % TIME_LIMIT_SECONDS
            answer = 500, {"errorCode": -1, "errorMessage": error, "statusCode": 433}
        except Exception as failure:  # A failure of the function, not of this host.
            traceback.print_exc()
            error = "%s: %s" % (type(failure).__name__, failure)
            answer = 500, {"errorCode": -1, "errorMessage": error, "statusCode": 430}
        self.record(dict(line, at="ended", error=error[:MAX_RECORDED_CHARACTERS]))
        return answer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    platform = None

    def do_GET(self):
        self.answer(200, self.platform.stored())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/-/release":
            self.platform.released.set()
            self.answer(200, None)
        elif self.path[1:] in self.platform.functions:
            request_id = self.headers.get("X-Request-Id", "")
            self.answer(*self.platform.invoke(self.path[1:], json.loads(body), request_id))
        else:
            self.answer(404, {"errorMessage": "no function has this name"})

    def answer(self, status, value):
        body = json.dumps(value).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A connection that the gateway has closed is no error."""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--folder", required=True)
    arguments.add_argument("--record", required=True)
    arguments.add_argument("--stored", required=True, help="file with a function stored()")
    arguments.add_argument("functions", nargs="+", metavar="NAME=FILE")
    options = arguments.parse_args()
    sys.path.insert(0, options.folder)
    functions = dict(pair.split("=") for pair in options.functions)
    Handler.platform = Platform(
        {name: Function(options.folder, file) for name, file in functions.items()},
        Function(options.folder, options.stored).load().stored,
        open(options.record, "a", encoding="utf-8"),
    )
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdout = sys.stderr  # From here on, the functions print to the log.
    sys.stdin.read()
    os._exit(0)  # Does not wait for functions that overrun.


main()
