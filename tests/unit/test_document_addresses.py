"""Which web addresses may be fetched, and which machines behind them may be spoken to."""

import pytest

from coopcouncil.data.documents.addresses import LinkError, follow, is_public, reachable, read_address
from coopcouncil.data.documents.links import plain_words

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://a.example/", "only pages at http"),
        ("file:///etc/passwd", "only pages at http"),
        ("javascript:alert(1)", "only pages at http"),
        ("a.example", "only pages at http"),
        ("", "only pages at http"),
        ("https://clerk:secret@a.example/", "holds a name or password"),
        ("https://@a.example/", "holds a name or password"),
        ("https:///minutes", "names no website"),
        ("https://a.example:25/", "do not use port 25"),
        ("https://a.example:0/", "do not use port 0"),
        ("https://a.example:99999/", "no web address"),
        ("https://a..example/", "no web address"),
        ("https://[::1/", "no web address"),
        ("https://a.example/\r\nHost: b", "spaces or characters"),
        ("https://a.example\\@b.example/", "spaces or characters"),
        (" https://a.example/", "spaces or characters"),
        ("https://a.example/" + "x" * 2000, "longer than 2,000"),
    ],
)
def test_address_that_may_not_be_fetched_is_refused(url: str, said: str) -> None:
    with pytest.raises(LinkError) as caught:
        read_address(url)
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("0.0.0.0", "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "192.0.0.1"),  # noqa: S104
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001:0:7f00:1::", "localhost", ""),
    ],
)
def test_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(address)
    site = read_address("http://a.example/")
    with pytest.raises(LinkError, match=r"a\.example lies inside a private network"):
        reachable(site, lambda *_: [PUBLIC, address], allow_private=False)
    assert reachable(site, lambda *_: [PUBLIC, address], allow_private=True) == [PUBLIC, address]


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "2a00:1450:4009::1", "64:ff9b::808:808"])
def test_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_usual_ports_are_left_out_of_the_host_header() -> None:
    assert read_address("https://A.example/").host_header == "a.example"
    assert read_address("http://a.example:80/").host_header == "a.example"
    assert read_address("http://a.example:443/").host_header == "a.example:443"
    assert read_address("https://[2606:4700::1]:8443/x").host_header == "[2606:4700::1]:8443"


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://a.example/b"),
        ("c?d=e f", "https://a.example/x/c?d=e%20f"),
        ("//b.example/#part", "https://b.example/"),
        (" http://b.example/ ", "http://b.example/"),
        ("", "https://a.example/x/y"),
    ],
)
def test_redirect_leads_where_a_browser_would_go(location: str, url: str) -> None:
    assert follow(read_address("https://a.example/x/y"), location).url == url


@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ("x: it is private. Save the page, and add it as a file.", "x: it is private."),
        ("x: too slow. Try again later, or save the page, and add it as a file.", "x: too slow. Try again later."),
        (
            "x: unknown. Look at the address; if it is right, save the page, and add it as a file.",
            "x: unknown. Look at the address.",
        ),
        ("x: larger than 5 MB. Save the part that matters, and add it as a file.", "x: larger than 5 MB."),
        ("x: it broke off. Try again later.", "x: it broke off. Try again later."),
        ("x: packed. Add it as a file.", "x: packed."),
    ],
)
def test_words_for_other_callers_leave_out_what_is_for_evidence(told: str, plain: str) -> None:
    assert plain_words(LinkError(told)) == plain
