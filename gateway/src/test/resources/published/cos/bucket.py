"""The three calls of a COS client that the chat needs, signed as page 436/7778 says.

Keys go the way that the client library of the document sends them: a slash at the beginning is dropped, and a list is one page.
"""

import hashlib
import hmac
import http.client
import os
import time
import xml.etree.ElementTree as ElementTree
from urllib.parse import quote, urlsplit

ENDPOINT = urlsplit(os.environ["endpoint"])
SECONDS = 600


def _sha1(text):
    return hashlib.sha1(text.encode("utf-8")).hexdigest()


def _hmac(key, text):
    return hmac.new(key.encode("utf-8"), text.encode("utf-8"), hashlib.sha1).hexdigest()


def _authorization(method, path):
    now = int(time.time())
    validity = "%d;%d" % (now - 60, now + SECONDS)
    request = "%s\n%s\n\nhost=%s\n" % (method.lower(), path, quote(ENDPOINT.netloc, safe=""))
    to_sign = "sha1\n%s\n%s\n" % (validity, _sha1(request))
    fields = [
        ("q-sign-algorithm", "sha1"),
        ("q-ak", os.environ["secret_id"]),
        ("q-sign-time", validity),
        ("q-key-time", validity),
        ("q-header-list", "host"),
        ("q-url-param-list", ""),
        ("q-signature", _hmac(_hmac(os.environ["secret_key"], validity), to_sign)),
    ]
    return "&".join("%s=%s" % field for field in fields)


def _call(method, key="", body=None):
    path = "/" + (key[1:] if key.startswith("/") else key)
    headers = {"Authorization": _authorization(method, path), "x-cos-security-token": os.environ["token"]}
    connection = http.client.HTTPConnection(ENDPOINT.netloc, timeout=10)
    try:
        connection.request(method, quote(path, safe="/-_.~"), body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError("COS answered %d: %s" % (answer.status, content[:200]))
        return content
    finally:
        connection.close()


def put_object(key, body):
    _call("PUT", key, body)


def delete_object(key):
    _call("DELETE", key)


def list_objects():
    return [key.text for key in ElementTree.fromstring(_call("GET")).iter("Key")]


def stored():
    return list_objects()
