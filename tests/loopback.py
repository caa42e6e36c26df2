"""A test process speaks to this machine only: whatever else it tries is refused, and noted."""

from __future__ import annotations

import sys
from ipaddress import ip_address
from typing import Any

ATTEMPTS: list[str] = []
OURS = frozenset({"localhost", "127.0.0.1", "::1", "", "0.0.0.0", "::"})  # noqa: S104 -- to listen


class ElsewhereError(OSError):
    """Somebody tried to reach another machine."""


def stay_here() -> None:
    """From now on, for the whole life of this process."""
    sys.addaudithook(_refuse_elsewhere)


def _refuse_elsewhere(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""  # A path is on this machine.
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name not in OURS and not _is_loopback(name):
        ATTEMPTS.append(name)
        raise ElsewhereError(f"tests reach only this machine, not {name}")


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
