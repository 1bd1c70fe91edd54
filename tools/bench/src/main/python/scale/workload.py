"""Who does what: connections, rooms, messages."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Workload:
    connections: int
    nodes: int
    members: int = 10  # of a room; every connection is in one
    stays: float = 1800  # seconds that a connection is open
    message_every: float = 60  # seconds between two messages of a connection
    bytes: int = 200  # of a message
    ping_every: float = 25  # seconds
    cores: int = 4  # of a node
    register_seconds: float = 0.01
    transmission_seconds: float = 0.03

    @property
    def messages(self):
        """A second, of all connections."""
        return self.connections / self.message_every

    @property
    def connects(self):
        return self.connections / self.stays


# Nodes so that each is half used, and two at least where the loss of one must not be the loss of all.
STEPS = [Workload(10**3, 1), Workload(10**4, 1), Workload(10**5, 2), Workload(10**6, 20), Workload(10**7, 200)]
