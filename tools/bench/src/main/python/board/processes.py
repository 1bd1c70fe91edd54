"""Processes of the board: each with a session of its own, so that everything it starts stops with it."""

import atexit
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

from board import paths, processor
from board.prerequisites import Unavailable

# Below the range from which Linux takes the ports of clients.
FIRST_PORT, LAST_PORT = 21000, 31000

_running = []
_next_port = FIRST_PORT + os.getpid() % 1000 * 8


def stop_all():
    for process in reversed(_running[:]):
        process.stop()


def stop_all_at_exit():
    atexit.register(stop_all)
    # A shell starts background jobs with Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))


class Process:
    def __init__(self, name, command, environment=None, folder=None, pipe=False, stop_signal=signal.SIGTERM):
        """pipe: the caller writes commands and reads answers; otherwise the output goes to a log file."""
        self.name = name
        self.log = paths.WORK / "log" / f"{name}-{os.getpid()}-{time.monotonic_ns()}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self._stop_signal = stop_signal
        # An interrupt between the start and the note of it would leave the process behind.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self._start(command, environment, folder, pipe)
            _running.append(self)
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])

    def _start(self, command, environment, folder, pipe):
        with self.log.open("w") as log:
            self.child = subprocess.Popen(
                [str(word) for word in command],
                cwd=folder,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.PIPE if pipe else subprocess.DEVNULL,
                stdout=subprocess.PIPE if pipe else log,
                stderr=log,
                start_new_session=True,
            )

    def processor_time(self):
        """Of all its live processes."""
        return sum((processor.of_process(pid) for pid in self._processes()), processor.ProcessorTime())

    def resident_bytes(self):
        return sum(_resident_bytes(pid) for pid in self._processes())

    def writes(self):
        """System calls that write, to sockets and files."""
        return sum(_writes(pid) for pid in self._processes())

    def is_alive(self):
        return self.child.poll() is None

    def end_of_log(self):
        return " | ".join(self.log.read_text(errors="replace").strip().splitlines()[-4:])[-400:]

    def stop(self, timeout=20):
        if self.is_alive():
            self._signal(self._stop_signal)
            try:
                self.child.wait(timeout)
            except subprocess.TimeoutExpired:
                pass
        self._signal(signal.SIGKILL)
        self.child.wait()
        if self in _running:
            _running.remove(self)

    def _signal(self, number):
        try:
            os.killpg(self.child.pid, number)
        except ProcessLookupError:
            pass

    def _processes(self):
        for folder in os.listdir("/proc"):
            if folder.isdigit() and _session(folder) == self.child.pid:
                yield int(folder)


def _session(pid):
    """None if the process has ended."""
    try:
        return os.getsid(int(pid))
    except OSError:
        return None


def _resident_bytes(pid):
    return 1024 * _number(f"/proc/{pid}/status", "VmRSS")


def _writes(pid):
    return _number(f"/proc/{pid}/io", "syscw")


def _number(file, name):
    """0 if the process has ended."""
    try:
        for line in pathlib.Path(file).read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def free_port():
    global _next_port
    while _next_port < LAST_PORT:
        _next_port += 1
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", _next_port))
                return _next_port
            except OSError:
                continue
    raise Unavailable("no free port")


def await_port(process, port, timeout=60):
    await_condition(process, lambda: _accepts(port), timeout)


def await_condition(process, condition, timeout=60, interval=0.02):
    deadline = time.monotonic() + timeout
    while not condition():
        if not process.is_alive():
            raise Unavailable(f"{process.name} ended with {process.child.returncode}: {process.end_of_log()}")
        if time.monotonic() > deadline:
            raise Unavailable(f"{process.name} is not ready after {timeout} s: {process.end_of_log()}")
        time.sleep(interval)


def _accepts(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5):
            return True
    except OSError:
        return False
