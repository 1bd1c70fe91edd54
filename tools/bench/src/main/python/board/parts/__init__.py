"""The parts of the board, in the order in which they run."""

from board.parts import channels, cold_start, connects, console, fan_out, memory, other_node, pushes, room, round_trip, tls, upstream

PARTS = {
    "fan-out": fan_out.measure,
    "fan-out-large": fan_out.measure_large,
    "round-trip": round_trip.measure,
    "upstream": upstream.measure,
    "connects": connects.measure,
    "console": console.measure,
    "pushes": pushes.measure,
    "other-node": other_node.measure,
    "room": room.measure,
    "channels": channels.measure,
    "memory": memory.measure,
    "tls": tls.measure,
    "cold-start": cold_start.measure,
}
