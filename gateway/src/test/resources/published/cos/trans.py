"""Transmission of the COS chat: the list of the bucket is the room; the number of people goes behind each text."""

import bucket
from push import push


def main_handler(event, context):
    print("trans was given %s" % event)
    everyone = bucket.list_objects()
    sender = event["websocket"]["secConnectionID"]
    text = event["websocket"]["data"] + " [%s online]" % len(everyone)
    for connection_id in everyone:
        if connection_id != sender:
            push(action="data send", secConnectionID=connection_id, dataType="text", data=text)
    return "sent"
