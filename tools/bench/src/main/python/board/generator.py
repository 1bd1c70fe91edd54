"""The load generator: many WebSocket clients in one C program, see src/main/c/load/load.h."""

import json
import select
import signal

from board import native
from board.prerequisites import Unavailable
from board.processes import Process

MAX_HANDSHAKES = 64


class LoadGenerator:
    def __init__(self, system):
        self.system = system
        name = "load-" + system.name.replace(" ", "-").replace("/", "-")
        self._process = Process(name, [native.program("load")], pipe=True, stop_signal=signal.SIGKILL)

    def start(self, *words):
        """Sends a command without waiting for its answer, which answer() returns."""
        try:
            self._process.child.stdin.write((" ".join(map(str, words)) + "\n").encode())
            self._process.child.stdin.flush()
        except BrokenPipeError:
            raise Unavailable(f"the load generator has ended: {self._process.end_of_log()}") from None

    def answer(self, timeout=180):
        output = self._process.child.stdout
        line = output.readline() if select.select([output], [], [], timeout)[0] else b""
        if not line:
            raise Unavailable(f"the load generator does not answer: {self._process.end_of_log()}")
        return json.loads(line)

    def do(self, *words):
        self.start(*words)
        return self.answer()

    def open(self, count, at_once=None, timeout=60):
        system = self.system
        at_once = at_once or system.handshakes
        return self.do("open", count, "127.0.0.1", system.port, system.path, at_once, timeout * 1000)

    def fill(self, count):
        """Opens sockets, and tries the refused ones again."""
        opened = 0
        for _ in range(4):
            opened += self.open(count - opened)["opened"]
            if opened == count:
                return
        raise Unavailable(f"{self.system.name}: only {opened} of {count} sockets opened")

    def stop(self):
        self._process.stop()
