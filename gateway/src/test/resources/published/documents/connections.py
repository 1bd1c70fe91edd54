"""The table of the guide, ConnectionID_List with the columns ConnectionID and Date; SQLite in the place of its MySQL."""

import datetime
import os
import sqlite3


def _connect():
    connection = sqlite3.connect(os.environ["DB_FILE"], timeout=10, isolation_level=None)
    connection.execute("CREATE TABLE IF NOT EXISTS ConnectionID_List (ConnectionID TEXT NOT NULL, Date TEXT NOT NULL)")
    return connection


def add(connection_id):
    with_date = (connection_id, datetime.datetime.now().isoformat())
    connection = _connect()
    try:
        connection.execute("INSERT INTO ConnectionID_List VALUES (?, ?)", with_date)
    finally:
        connection.close()


def remove(connection_id):
    connection = _connect()
    try:
        connection.execute("DELETE FROM ConnectionID_List WHERE ConnectionID = ?", (connection_id,))
    finally:
        connection.close()


def stored():
    connection = _connect()
    try:
        return [row[0] for row in connection.execute("SELECT ConnectionID FROM ConnectionID_List")]
    finally:
        connection.close()
