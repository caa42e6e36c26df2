"""Families who answer one after another, and remember by which receipt they were thanked."""

import http.client
import threading
import urllib.parse
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from feedback.respond import nonce
from tests.production import HOST, KEY

WORDS = "Please start later"
# What is opened and sent at once may have to wait when very many come.
OPEN_FOR = timedelta(minutes=5)


@dataclass
class Families:
    """Eight at a time, each answering again and again until they are told to stop."""

    port: int
    thanked: set[str] = field(default_factory=set)
    is_over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self) -> None:
        """Send one form after another; only a page with its own receipt counts as thanks."""
        while not self.is_over.is_set():
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            with closing(line), suppress(OSError, http.client.HTTPException):
                while not self.is_over.is_set():
                    self._one(line)

    def _one(self, line: http.client.HTTPConnection) -> None:
        stamp = nonce.new_stamp(KEY, now=datetime.now(UTC) - OPEN_FOR)
        found = nonce.read_stamp(stamp, (KEY,))
        assert found
        form = {"nonce": stamp, "ps_overall": "good", "ps_better": WORDS}
        kind = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", "/S/ABC234", urllib.parse.urlencode(form), kind)
        page = line.getresponse()
        receipt = found.receipt
        shown = receipt.replace("-", " ").encode()
        if page.read().count(shown) == 1 and page.status == 200:
            hashed = nonce.receipt_hash(receipt)
            assert hashed
            with self._lock:
                self.thanked.add(hashed)
