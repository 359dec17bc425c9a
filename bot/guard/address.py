"""Addresses: what stands for a client in what is counted, and what is this machine only."""

from __future__ import annotations

import ipaddress


def address_key(address: str) -> str:
    """Return what stands for a client: its IPv4 address, or the /64 its IPv6 address is in, which is one subscriber's.

    Anyone who has one IPv6 address has 2**64 of them.
    """
    try:
        ip = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)


def is_loopback(host: str) -> bool:
    """Say whether this name or address is that of the machine as only itself sees it."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
