"""Channels: a stored publication beside the chat room and Nchan's store-and-forward, recovery, publications a second."""

import json

from board import chart, gateway, peers
from board.database import Database
from board.parts.fan_out import LAST, TEXT, add_shots, fire, request_file
from board.run import is_ours, stop
from board.table import Table

SIZE = len(TEXT)
KEPT = 100
CHANNEL, ROOM, NCHAN = "gateway, channel", "gateway, chat room", "Nchan"
PROCESSOR, DATABASE = "processor µs a publication", "database µs a publication"
WARM_UP = 1500
SETTINGS = {
    "WEBSOCKET_APP": "scf.websocket.channels.ChannelsApp",
    "AUTH_MODE": "anonymous",
    "CHANNELS_CONFIG": json.dumps({"namespaces": [{
        "name": "chat", "history_size": KEPT, "history_ttl": "1h", "force_recovery": True,
        "allow_subscribe_for_client": True, "allow_subscribe_for_anonymous": True,
        "allow_publish_for_client": True, "allow_publish_for_anonymous": True,
    }]}),
}


def measure(run):
    database = Database() if run.wants(CHANNEL, ROOM) else None
    systems = run.started({
        CHANNEL: lambda: gateway.with_jars(CHANNEL, database, settings=SETTINGS),
        ROOM: lambda: gateway.with_jars(ROOM, database),
        NCHAN: lambda: peers.nchan(buffer=KEPT),
    })
    generators = run.with_clients(systems, 0)
    for sockets in [20] if run.smoke else [1, 100, 5000]:
        _fan_out(run, systems, generators, sockets, database)
    if CHANNEL in systems:
        _recovery(run, generators[CHANNEL], database)
        _rates(run, systems[CHANNEL], generators[CHANNEL], database)
    stop(generators, *systems.values(), *([database] if database else []))


def _fan_out(run, systems, generators, sockets, database):
    channel = f"chat:{sockets}"
    for name, generator in generators.items():
        # A sender does not get its own message back from the chat room.
        _reopen(generator, sockets + (name == ROOM))
    if CHANNEL in generators:
        _say(generators[CHANNEL], "connect", {})
        _say(generators[CHANNEL], "subscribe", {"channel": channel})
    file = request_file(systems[NCHAN], [TEXT]) if NCHAN in systems else None
    table = Table(f"One message of {SIZE} bytes, stored, to {sockets:,} {'subscriber' if sockets == 1 else 'subscribers'}", systems, NCHAN)

    def shot(name):
        generator = generators[name]
        if name == CHANNEL:
            return generator.do("fansay", 0, run.timeout_millis, sockets, _command("publish", {"channel": channel, "data": TEXT}))
        return fire(run, generator, file if name == NCHAN else None, sockets)

    for name in systems:
        for _ in range(3 if run.smoke else max(20, min(WARM_UP, 100_000 // sockets))):
            shot(name)
    shots = 3 if run.smoke else 15 if sockets > 1000 else 200
    for name in run.turns(systems):
        run.ignore_message(generators[name])
        before = database.processor_time() if name == CHANNEL else None
        add_shots(table, systems[name], lambda name=name: shot(name), shots, sockets, PROCESSOR, parts=1)
        if name == CHANNEL:
            table.add(name, DATABASE, (database.processor_time() - before).total * 1e6 / shots)
    run.add(table)
    rows = [(name, table.values(name, LAST), is_ours(name)) for name in table.systems]
    run.charts[f"channels-{sockets}"] = chart.bars(table.title, "milliseconds to the last socket; shorter is better", rows)


def _recovery(run, generator, database):
    """One client subscribes again and again, as one that comes back does."""
    _reopen(generator, 1)
    _say(generator, "connect", {})
    published = generator.do("ask", KEPT, run.timeout_millis, _command("publish", {"channel": "chat:back", "data": TEXT}))
    if published["answered"] != KEPT:
        raise AssertionError(f"{published['answered']} of {KEPT} publications were answered")
    generator.do("idle", 500)
    epoch = database.value("SELECT Epoch FROM Channel WHERE Name = 'chat:back'")
    top = int(database.value("SELECT Top FROM Channel WHERE Name = 'chat:back'"))
    offsets = {f"gateway, recovers {missed}": top - missed for missed in (0, KEPT)}
    table = Table(f"Subscribe, publications of {SIZE} bytes missed", offsets, "gateway, recovers 0")
    count = 5 if run.smoke else 300

    def subscribe(name):
        request = {"channel": "chat:back", "recover": True, "epoch": epoch, "offset": offsets[name]}
        return generator.do("ask", count, run.timeout_millis, _command("subscribe", request))

    for name in offsets:
        subscribe(name)
    for name in run.turns(offsets):
        generator.do("reset")
        result = subscribe(name)
        received = generator.do("count")["bytes"] / count
        missed = top - offsets[name]
        if received < missed * SIZE:
            table.fail(f"{name}: an answer has {received:.0f} bytes, too few for {missed} publications")
        table.add(name, "ms", result["p50"])
        table.add(name, "p99, ms", result["p99"])
        if result["answered"] - result["refused"] != count:
            table.fail(f"{name}: {result['answered']} of {count} answered, {result['refused']} refused")
    run.add(table)


def _rates(run, system, generator, database):
    """As many clients as publish at once, each of which waits for its answer."""
    _reopen(generator, 10 if run.smoke else 100)
    _say(generator, "connect", {})
    channels = {"gateway, into one channel": 1, "gateway, into 100 channels": 10 if run.smoke else 100}
    table = Table(f"Publications of {SIZE} bytes a second, nobody subscribed", channels, "gateway, into 100 channels")
    command = _command("publish", {"channel": "chat:C@@", "data": TEXT})
    seconds = 1 if run.smoke else 6

    def publish(name):
        return generator.do("askall", seconds, channels[name], command)

    if not run.smoke:
        for name in channels:
            publish(name)
    for name in run.turns(channels):
        before, before_database = system.processor_time(), database.processor_time()
        result = publish(name)
        stored = result["answered"] - result["refused"]
        own, server = (system.processor_time() - before).total, (database.processor_time() - before_database).total
        table.add(name, "a second", stored / result["seconds"])
        table.add(name, "refused as busy, %", 100 * result["refused"] / max(1, result["answered"]))
        table.add(name, PROCESSOR, own * 1e6 / max(1, stored))
        table.add(name, DATABASE, server * 1e6 / max(1, stored))
        table.add(name, "database's share of the processor time, %", 100 * server / max(0.01, own + server))
        if result["missing"]:
            table.fail(f"{name}: {result['missing']} publications were not answered")
    run.add(table)


def _reopen(generator, count):
    generator.do("close")
    generator.fill(count)


def _say(generator, member, request):
    result = generator.do("say", 60_000, _command(member, request))
    if result["refused"] or result["answered"] != result["open"]:
        raise AssertionError(f"{member}: {result}")


def _command(member, request):
    return json.dumps({"id": 1, member: request}, separators=(",", ":"))
