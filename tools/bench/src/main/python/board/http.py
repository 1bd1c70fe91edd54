"""Small HTTP requests to the measured servers."""

import urllib.error
import urllib.request


def get(url, timeout=10):
    with urllib.request.urlopen(url, timeout=timeout) as response:
        return response.read().decode("utf-8")


def post(url, body, timeout=10):
    request = urllib.request.Request(url, body.encode("utf-8"), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as response:
        return response.read().decode("utf-8")


def answers(url):
    try:
        get(url, timeout=2)
        return True
    except OSError:
        return False


def request_bytes(port, path, body):
    content = body.encode("utf-8")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode("ascii") + content
