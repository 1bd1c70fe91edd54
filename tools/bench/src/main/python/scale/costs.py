"""What single operations cost, from a run of the board and, where the board measures nothing, of tools/bench/capacity."""

import dataclasses
import json
import pathlib
import statistics

# As in docs/performance.md.
PUBLISHED = pathlib.Path(__file__).with_name("costs.json")

ROOM = 10
FAN_OUT = 1000
_OTHER_NODE = "two gateways"
_BOTH = "processor µs of both gateways a push"


@dataclasses.dataclass(frozen=True)
class Costs:
    """Processor time in µs, unless the name says otherwise."""

    message_in: float
    post: float  # a push request, without its deliveries
    delivery: float  # to a member of a group, with a system call of its own
    hop: float  # a node publishes a message, or receives one
    redis_command: float  # Redis reads a PUBLISH
    redis_copy: float  # Redis sends it to a subscriber
    connect: float
    leave: float
    publication: float  # of a channel, function included
    publication_database: float
    idle_bytes: float  # of the process, for a connection
    # Of tools/bench/capacity.
    ping: float = 44.5
    redis_connect_and_leave: float = 32
    redis_bytes: float = 96  # of memory, for a connection
    database_connect_and_leave: float = 75
    kernel_bytes: float = 3780
    row_bytes: float = 200
    log_bytes: float = 540
    # Of tools/bench/scale --measure.
    redis_node_commands: float = 13  # a node without clients, a second
    redis_node: float = 840  # of NodesProof
    envelope_bytes: float = 130  # what a message of a group grows by on its way through Redis


def published():
    return Costs(**json.loads(PUBLISHED.read_text(encoding="utf-8")))


def of_board(file):
    """Derives them from board.json of a run with the parts fan-out, upstream, connects, other-node, room, channels and memory."""
    tables = json.loads(pathlib.Path(file).read_text(encoding="utf-8"))["tables"]
    own = _median(tables, _OTHER_NODE, _BOTH, "gateway, to its own")
    other = _median(tables, _OTHER_NODE, _BOTH, "gateway, to another's")
    room = _median(tables, f"room of {ROOM}", "processor µs a message", "gateway, few idle")
    redis = _median(tables, _OTHER_NODE, "processor µs of Redis", "gateway, to another's")
    # Of messages to one room at full speed, many share a system call. Of those to many rooms, few do, as in the fan-out.
    shared_delivery = (room - own) / (ROOM - 1)
    connects = "clients connect, then leave"
    return Costs(
        message_in=_median(tables, "1,000 clients send", "processor µs a message", "gateway, http:"),
        post=own - shared_delivery,
        delivery=_median(tables, f"to {FAN_OUT:,} sockets", "processor µs a delivery", "gateway, push to the group"),
        # Request and answer: each is published once and received once.
        hop=(other - own) / 4,
        # In the same two messages, Redis reads and writes about equally.
        redis_command=redis / 4,
        redis_copy=redis / 4,
        connect=_median(tables, connects, "processor µs a connect", "gateway, http:"),
        leave=_median(tables, connects, "processor µs a leave", "gateway, http:"),
        publication=_median(tables, "nobody subscribed", "processor µs a publication", "gateway, into 100 channels"),
        publication_database=_median(tables, "nobody subscribed", "database µs a publication", "gateway, into 100 channels"),
        idle_bytes=1024 * _median(tables, "idle connections", "KB of each connection", "gateway, distribution"),
    )


def _median(tables, title, figure, system):
    """Of the rounds, in the table whose title has these words and that has the figure."""
    for table in tables:
        if title in table["title"] and figure in table["values"]:
            return statistics.median(table["values"][figure][system])
    raise KeyError(f"the board's results have no figure {figure!r} in a table {title!r}")
