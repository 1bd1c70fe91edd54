"""One function for all three roles, told apart by the action, as templates and user projects have it.

Register reads a query parameter at the top of the event and greets before it answers. Messages go out as objects, without a
data type. Cleanup pushes closing for the connection that has just left, takes any answer but 200 for a failure, and only then
deletes the row: an exception here keeps the row.
"""

import json
import os
import sqlite3
import urllib.request

PUSH_URL = os.environ["PUSH_URL"]


def execute(statement, *parameters):
    connection = sqlite3.connect(os.environ["DB_FILE"], timeout=10, isolation_level=None)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS people (connection_id TEXT PRIMARY KEY, name TEXT)")
        return connection.execute(statement, parameters).fetchall()
    finally:
        connection.close()


def stored():
    return [row[0] for row in execute("SELECT connection_id FROM people")]


def push(**order):
    body = json.dumps({"websocket": order}).encode("utf-8")
    request = urllib.request.Request(PUSH_URL, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as answer:  # Throws for 400 and above.
        answer.read()


def connecting(event):
    connection_id = event["websocket"]["secConnectionID"]
    name = event["queryString"]["name"]
    execute("INSERT INTO people VALUES (?, ?)", connection_id, name)
    push_if_open(connection_id, {"welcome": name})
    websocket = {"action": "connecting", "secConnectionID": connection_id}
    return {"errNo": "0", "errMsg": "ok", "room": "lobby", "websocket": websocket}


def data_send(event):
    sender = event["websocket"]["secConnectionID"]
    ((name,),) = execute("SELECT name FROM people WHERE connection_id = ?", sender)
    for connection_id in stored():
        if connection_id != sender:
            push_if_open(connection_id, {"from": name, "text": event["websocket"]["data"]})
    return event


def push_if_open(connection_id, data):
    try:
        push(action="data send", secConnectionID=connection_id, data=data)
    except OSError as failure:
        print("nobody at %s: %s" % (connection_id, failure))


def closing(event):
    connection_id = event["websocket"]["secConnectionID"]
    push(action="closing", secConnectionID=connection_id)
    execute("DELETE FROM people WHERE connection_id = ?", connection_id)
    return event


ROLES = {"connecting": connecting, "data send": data_send, "closing": closing}


def main_handler(event, context):
    print("%s: %s" % (event["websocket"]["action"], event))
    return ROLES[event["websocket"]["action"]](event)
