"""Transmission as the documents write it: members printed, data as JSON to the others, status not looked at, event returned."""

import http.client
import json
import os
from urllib.parse import urlsplit

import connections
from members import print_members

push_url = urlsplit(os.environ["PUSH_URL"])


def post(order):
    connection = http.client.HTTPConnection(push_url.netloc, timeout=10)
    try:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", push_url.path, json.dumps(order), headers)
        connection.getresponse().read()
    finally:
        connection.close()


def main_handler(event, context):
    print("transmission was given %s" % event)
    if "websocket" not in event.keys():
        return {"errNo": 102, "errMsg": "not found web socket"}
    print_members(event)
    message = event["websocket"]
    for connection_id in connections.stored():
        if connection_id != message["secConnectionID"]:
            order = {"action": "data send", "secConnectionID": connection_id, "dataType": "text"}
            order["data"] = json.dumps(message["data"])
            post({"websocket": order})
    return event
