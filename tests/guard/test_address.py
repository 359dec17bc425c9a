"""What stands for a client, and what is this machine only."""

import pytest

from bot.guard.address import address_key, is_loopback


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("x" * 500, "x" * 64),
    ],
)
def test_an_ipv6_subscriber_counts_once(address: str, key: str) -> None:
    assert address_key(address) == key


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("127.0.0.1.nip.io", False),
        ("", False),
    ],
)
def test_this_machine_only(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
