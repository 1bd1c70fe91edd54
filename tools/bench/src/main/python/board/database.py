"""The project's embedded MariaDB, started by a small Java program that also counts rows."""

import glob
import shutil
import tempfile

from board import paths, processor
from board.prerequisites import Unavailable, require, require_file
from board.processes import Process


class Database:
    def __init__(self):
        require("java")
        bench = require_file("project", paths.BENCH / "target" / "bench-*.jar")
        self._folder = tempfile.mkdtemp(prefix="database-", dir=paths.scratch())
        libraries = glob.glob(str(paths.BENCH / "target" / "lib" / "*.jar"))
        self.process = Process(
            "database",
            ["java", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", ":".join([bench, *libraries]),
             "scf.websocket.bench.board.DatabaseMain", self._folder, paths.PROJECT / "sql"],
            pipe=True,
        )
        port, user, password = self._read().split()
        self.environment = {
            "DB_HOST": "127.0.0.1",
            "DB_PORT": port,
            "DB_USER": user,
            "DB_PASSWORD": password,
            "DB_TLS": "disabled",
        }

    def rows(self):
        return int(self.value("SELECT COUNT(*) FROM ConnectionID_List"))

    def value(self, query):
        """The first value of a query, as a text."""
        self.process.child.stdin.write(f"{query}\n".encode())
        self.process.child.stdin.flush()
        return self._read().strip()

    def processor_time(self):
        """Of the server, which has a session of its own."""
        return sum((processor.of_process(pid) for pid in processor.children(self.process.child.pid)), processor.ProcessorTime())

    def stop(self):
        # The end of its input stops the server in order.
        self.process.child.stdin.close()
        try:
            self.process.child.wait(20)
        finally:
            self.process.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _read(self):
        line = self.process.child.stdout.readline().decode()
        if not line:
            raise Unavailable(f"the database ended: {self.process.end_of_log()}")
        return line
