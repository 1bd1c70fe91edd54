"""A measured server."""

from board.processor import ProcessorTime


class System:
    def __init__(self, name, port, path, processes, publish=None, handshakes=64, **details):
        """publish: port and path for HTTP requests that cause messages; handshakes: how many at once."""
        self.name = name
        self.port = port
        self.path = path
        self.processes = processes
        self.publish = publish
        self.handshakes = handshakes
        self.details = details

    def processor_time(self):
        return sum((process.processor_time() for process in self.processes), ProcessorTime())

    def resident_bytes(self):
        return sum(process.resident_bytes() for process in self.processes)

    def writes(self):
        """System calls that write, to sockets and files."""
        return sum(process.writes() for process in self.processes)

    def stop(self):
        for process in reversed(self.processes):
            process.stop()
