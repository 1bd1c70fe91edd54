"""The formulas of docs/scale.md."""


def remote_nodes(nodes, members):
    """How many other nodes have a member of the sender's room, on average; members are on random nodes."""
    return (nodes - 1) * (1 - (1 - 1 / nodes) ** (members - 1))


def needs(workload, costs):
    """What a workload needs, by name; a second means of all nodes."""
    w, c = workload, costs
    several = w.nodes > 1
    remote = remote_nodes(w.nodes, w.members)
    copies = 1 + remote if several else 0
    message = c.message_in + c.post + w.members * c.delivery + (several and c.hop + copies * c.hop)
    redis_message = several and c.redis_command + copies * c.redis_copy
    gateways = w.messages * message + w.connects * (c.connect + c.leave) + w.connections / w.ping_every * c.ping
    redis = w.messages * redis_message + several * (w.nodes * c.redis_node + w.connects * c.redis_connect_and_leave)
    return {
        "messages a second": w.messages,
        "deliveries a second": w.messages * w.members,
        "connects a second": w.connects,
        "cores of all gateways, busy": gateways / 1e6,
        "cores of a gateway, busy": gateways / 1e6 / w.nodes,
        "memory of a gateway, bytes": (c.idle_bytes + c.kernel_bytes) * w.connections / w.nodes,
        "function instances, busy": 2 * w.connects * w.register_seconds + w.messages * w.transmission_seconds,
        "Redis: commands a second": several * (w.messages + w.nodes * c.redis_node_commands + 2 * w.connects),
        "Redis: share of its core": redis / 1e6,
        "Redis: bytes out a second": several * w.messages * copies * (w.bytes + c.envelope_bytes),
        "database: cores, rooms without history": w.connects * c.database_connect_and_leave / 1e6,
        "database: cores, rooms with history": (
            w.connects * c.database_connect_and_leave + w.messages * c.publication_database
        ) / 1e6,
        "to the clients, bits a second": 8 * w.messages * w.members * w.bytes,
    }


def of_message(nodes, members, size, costs):
    """What one message to a room costs that a push request brings, if nothing shares a system call; as measured at the small end."""
    return of_copies(1 + remote_nodes(nodes, members), members, size, costs)


def of_copies(copies, members, size, costs):
    """The same for a known number of copies that Redis sends."""
    return {
        "gateway µs a message": costs.post + members * costs.delivery + costs.hop + copies * costs.hop,
        "gateway writes a message": members + 2,
        "Redis µs a message": costs.redis_command + copies * costs.redis_copy,
        "Redis writes a message": copies + 1,
        "Redis commands a message": 1,
        "Redis bytes out a message": copies * (size + costs.envelope_bytes),
    }
