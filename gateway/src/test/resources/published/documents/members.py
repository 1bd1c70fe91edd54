"""What transmission and cleanup of the documents do first: print the members of websocket, each with plus signs."""


def print_members(event):
    for key in event["websocket"].keys():
        # Throws if any value is not a string.
        print(key + ":" + event["websocket"][key])
