"""The address that this computer has in the local network."""

from __future__ import annotations

import socket
from ipaddress import ip_address

ELSEWHERE = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737): the way to it is looked up, and nothing is sent."""


def own_address() -> str | None:
    """Return the address (IPv4) under which others in the network reach this computer, or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(ELSEWHERE)
            found: str = way.getsockname()[0]
        except OSError:
            return None
    return None if ip_address(found).is_loopback else found


def is_local(address: str) -> bool:
    """Return whether an address is of a local network: one that the Internet does not lead to."""
    found = ip_address(address)
    return found.is_private or found.is_link_local
