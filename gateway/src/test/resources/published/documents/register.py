"""Register as the documents write it: the two checks, the id in a global, and whatever the client offered echoed."""

import connections

current_id = None


def without_unknown_extensions(offered):
    kept = []
    for extension in offered.split(";"):
        if extension.strip() in ("permessage-deflate", "client_max_window_bits"):
            print("extension %s is known, and not switched on" % extension)
    return ";".join(kept)


def main_handler(event, context):
    global current_id
    print("register was given %s" % event)
    if "requestContext" not in event.keys():
        return {"errNo": 101, "errMsg": "not found request context"}
    if "websocket" not in event.keys():
        return {"errNo": 102, "errMsg": "not found websocket"}
    offer = event["websocket"]
    current_id = offer["secConnectionID"]
    accepted = {"action": "connecting", "secConnectionID": current_id}
    if "secWebSocketProtocol" in offer.keys():
        accepted["secWebSocketProtocol"] = offer["secWebSocketProtocol"]
    if "secWebSocketExtensions" in offer.keys():
        accepted["secWebSocketExtensions"] = without_unknown_extensions(offer["secWebSocketExtensions"])
    connections.add(current_id)
    return {"errNo": 0, "errMsg": "ok", "websocket": accepted}
