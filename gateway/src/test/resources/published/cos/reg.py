"""Register of the COS chat: no checks, one object for each connection, named after its id."""

import bucket


def main_handler(event, context):
    print("reg was given %s" % event)
    connection_id = event["websocket"]["secConnectionID"]
    answer = {"errNo": 0, "errMsg": "ok"}
    answer["websocket"] = {"action": "connecting", "secConnectionID": connection_id}
    bucket.put_object(str(connection_id), b"websocket")
    return answer
