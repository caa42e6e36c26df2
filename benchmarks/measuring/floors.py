"""The least that Flask can do: a view of constant bytes, and a form kept with plain sqlite3."""

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

LONGEST = 5000


def constant_bytes(body: bytes) -> Flask:
    """A view that answers with the same bytes each time, already compressed."""
    app = Flask("constant")

    @app.get("/S/<code>")
    def page(code: str) -> ResponseReturnValue:
        return Response(body, mimetype="text/html", headers={"Content-Encoding": "gzip"})

    return app


def plain_sqlite(path: Path, thanks: bytes) -> Flask:
    """A form checked by hand and kept as a row and a row for each answer, as durably as ours."""
    app = Flask("plain")
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for line in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE said (id TEXT PRIMARY KEY, stamp TEXT UNIQUE, language TEXT)",
        "CREATE TABLE answer (said TEXT, question TEXT, words TEXT)",
    ):
        connection.execute(line)

    @app.post("/S/<code>")
    def keep(code: str) -> ResponseReturnValue:
        form = request.form
        answers = [(name, said) for name, said in form.items() if name.startswith("ps_")]
        is_fine = form.get("nonce") and all(len(said) <= LONGEST for _name, said in answers)
        if not is_fine:
            return "", 400
        key = str(uuid.uuid4())
        rows = [(key, name, said) for name, said in answers]
        with closing(connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("INSERT INTO said VALUES (?, ?, ?)", (key, form["nonce"], form["lang"]))
            cursor.executemany("INSERT INTO answer VALUES (?, ?, ?)", rows)
            cursor.execute("COMMIT")
        return Response(thanks, mimetype="text/html")

    return app
