"""Cleanup of the COS chat, in its order: closing is pushed for the connection that has just left, then its object goes."""

import bucket
from push import push


def main_handler(event, context):
    print("clean was given %s" % event)
    connection_id = event["websocket"]["secConnectionID"]
    push(action="closing", secConnectionID=connection_id)
    bucket.delete_object(str(connection_id))
    return event
