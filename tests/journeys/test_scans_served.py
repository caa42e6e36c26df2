"""A real server of two processes writes what each has counted when it stops, and not before."""

from __future__ import annotations

import http.client
from contextlib import closing
from datetime import UTC, datetime, timedelta

from feedback import create_app
from feedback.config import Config
from tests.feedback.asking import database_of, open_collection
from tests.feedback.counting_scans import PHONE, written
from tests.production import HOST, serving

SCANS = 12


def test_two_processes_of_a_server_add_up_when_it_stops(config: Config) -> None:
    app = create_app(config)
    open_collection(app, opens_at=datetime.now(UTC) - timedelta(hours=1))

    with serving(config.data_dir, HEARD_WORKERS="2") as (port, process):
        for _one in range(SCANS):
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as line:
                line.request("GET", "/S/ABC234", headers={**PHONE, "Host": HOST})
                assert line.getresponse().status == 200
        before = written(database_of(app).engine)
        process.terminate()
        process.wait(30)

    assert before == []
    assert written(database_of(app).engine) == [("so", SCANS, 0, 0)]
