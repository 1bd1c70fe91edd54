"""Cleanup as the documents write it: members printed, the id removed, event returned."""

import connections
from members import print_members


def main_handler(event, context):
    print("cleanup was given %s" % event)
    if "websocket" not in event.keys():
        return {"errNo": 102, "errMsg": "not found web socket"}
    print_members(event)
    connections.remove(event["websocket"]["secConnectionID"])
    return event
