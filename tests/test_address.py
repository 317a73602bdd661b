"""Where a ledger is: a path, or a server without secrets, however it is spelt."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import BadInput
from events.store.address import ServerAddress, is_local, parse_address

SECRET = "tuyet-mat"  # noqa: S105  of no server


def server(text: str) -> ServerAddress:
    """Read an address that must be a server's."""
    address = parse_address(text)
    assert isinstance(address, ServerAddress)
    return address


def refused(text: str) -> BadInput:
    """Read what must be refused."""
    with pytest.raises(BadInput) as caught:
        parse_address(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "host", "port", "shown"),
    [
        ("postgresql://db.snv.vn/thidua", "db.snv.vn", "5432", "db.snv.vn/thidua"),
        ("postgres://lan@db.snv.vn:5433/thidua", "db.snv.vn", "5433", "db.snv.vn:5433/thidua"),
        ("POSTGRESQL://DB.SNV.VN/thidua", "db.snv.vn", "5432", "db.snv.vn/thidua"),
        ("  postgresql://db/thidua\n", "db", "5432", "db/thidua"),
        ("postgresql://a:1,b,c:3/d", "a,b,c", "1,5432,3", "a:1,b,c:3/d"),
        ("postgresql://[2001:db8::1]:9/d", "2001:db8::1", "9", "[2001:db8::1]:9/d"),
        ("postgresql://[::1]/d", "::1", "5432", "[::1]/d"),
        ("postgresql:///d?host=/run/postgresql", "/run/postgresql", "5432", "/run/postgresql/d"),
        ("postgresql://%2Frun%2Fpg:5433/d", "/run/pg", "5433", "/run/pg:5433/d"),
        ("postgresql:///d?host=a,b&port=7", "a,b", "7,7", "a:7,b:7/d"),
        ("postgresql://sởnộivụ.vn/d", "xn--sniv-6y5a8a8b.vn", "5432", None),
        ("postgresql:///d", None, None, "localhost/d"),
        ("postgresql://?service=tinh", None, None, "service=tinh"),
        ("postgresql:///d?service=tinh", None, None, "service=tinh/d"),
    ],
)
def test_hosts_and_ports_are_those_of_libpq(text, host, port, shown):
    address = server(text)
    found = address.parameters()
    assert (found.get("host"), found.get("port")) == (host, port)
    assert str(address) == (shown or f"{host}/d")


def test_parts_are_decoded_once():
    address = server("postgresql://l%C3%AA%20lan@db/thi%20%C4%91ua?sslrootcert=/etc/c%25a.crt")
    assert address.parameters() == {
        "host": "db",
        "port": "5432",
        "user": "lê lan",
        "dbname": "thi đua",
        "sslmode": "verify-full",
        "sslrootcert": "/etc/c%a.crt",
    }


def test_a_connection_string_escapes_what_it_quotes():
    address = ServerAddress("o'b\\c d", hosts=("h",), ports=(1,))
    expected = r"host='h' port='1' dbname='o\'b\\c d' sslmode='verify-full'"
    assert address.conninfo() == expected


@pytest.mark.parametrize(
    ("text", "mode", "weak"),
    [
        ("postgresql://db/d", "verify-full", False),
        ("postgresql://db/d?sslmode=verify-full", "verify-full", False),
        ("postgresql://db/d?sslmode=require", "require", True),
        ("postgresql://db/d?sslmode=verify-ca", "verify-ca", True),
        ("postgresql://db/d?sslmode=disable", "disable", True),
        ("postgresql://localhost,db/d?sslmode=prefer", "prefer", True),
        ("postgresql://localhost,db/d", "verify-full", False),
        ("postgresql://localhost.db/d", "verify-full", False),
        ("postgresql://127.0.0.1.db/d", "verify-full", False),
        ("postgresql://0.0.0.0/d", "verify-full", False),
        ("postgresql://?service=tinh", "verify-full", False),
        ("postgresql://?service=tinh&sslmode=require", "require", True),
        ("postgresql:///d", "verify-full", False),
        ("postgresql://localhost/d", None, False),
        ("postgresql://127.0.0.2/d", None, False),
        ("postgresql://[::1]/d", None, False),
        ("postgresql:///d?host=/run/postgresql", None, False),
        ("postgresql:///d?host=/run/postgresql&sslmode=disable", "disable", False),
    ],
)
def test_the_strictest_tls_unless_every_host_is_this_machine(text, mode, weak):
    address = server(text)
    assert address.parameters().get("sslmode") == mode
    assert address.weak_tls is weak


@pytest.mark.parametrize("host", ["LOCALHOST", "localhost.", "::1", "127.9.9.9", "/tmp", "@pg"])  # noqa: S108  nothing is written there
def test_this_machine_has_several_names(host):
    assert is_local(host)


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://lan:{SECRET}@db/d",
        "postgresql://lan:@db/d",
        f"postgresql://:{SECRET}@db/d",
        f"postgresql://lan:{SECRET}@a@db/d",
        f"postgresql://lan:{SECRET}/x@db/d",
        f"postgresql://db/d?password={SECRET}",
        f"postgresql://db/d?pass%77ord={SECRET}",
        f"postgresql://db/d?sslmode=require&sslpassword={SECRET}",
    ],
)
def test_a_password_is_refused_and_not_repeated(text):
    error = refused(text)
    assert error.code == "address-has-password"
    assert SECRET not in str(error)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("postgresql:/db/d", "scheme"),
        ("postgres:/db/d", "scheme"),
        ("postgresql：//db/d", "scheme"),  # a full-width colon
        ("postgresql://", "database"),
        ("postgresql://db", "database"),
        ("postgresql://db/", "database"),
        ("postgresql://db/d#x", "database"),
        ("postgresql://db/d%00", "database"),
        ("postgresql://db/d%1B%5B31m", "database"),
        ("postgresql://db/d\u202egnp", "database"),
        ("postgresql://db/d%", "database"),
        ("postgresql://db/d%zz", "database"),
        ("postgresql://db/%ff", "database"),
        ("postgresql://@db/d", "user"),
        ("postgresql://lan@db/d?user=mai", "user"),
        ("postgresql://db/d?host=other", "host"),
        ("postgresql://a,,b/d", "host"),
        ("postgresql://a b/d", "host"),
        ("postgresql://-a/d", "host"),
        ("postgresql://a'b/d", "host"),
        ("postgresql://a%3Db/d", "host"),
        ("postgresql://[::1/d", "host"),
        ("postgresql://[db]/d", "host"),
        ("postgresql://[::1]x/d", "host"),
        ("postgresql://[::g]/d", "host"),
        ("postgresql://db:/d", "port"),
        ("postgresql://db:0/d", "port"),
        ("postgresql://db:65536/d", "port"),
        ("postgresql://db:5432x/d", "port"),
        ("postgresql://db:٥٤٣٢/d", "port"),
        ("postgresql://db:99999999999999999999/d", "port"),
        ("postgresql://::1/d", "host"),
        ("postgresql://db/d?port=1", "port"),
        ("postgresql:///d?host=a,b&port=1,2,3", "port"),
        ("postgresql:///d?port=1", "port"),
    ],
)
def test_a_malformed_address_is_refused_by_its_part(text, part):
    error = refused(text)
    assert (error.code, error.facts) == ("address-malformed", {"addresspart": part})


def refused_or_read(text: str) -> object:
    """Return the address or the refusal."""
    try:
        return parse_address(text)
    except BadInput as error:
        return error


@pytest.mark.parametrize(
    ("text", "code", "option"),
    [
        ("postgresql://db/d?hostaddr=1.2.3.4", "address-option-unknown", "hostaddr"),
        ("postgresql://db/d?options=-c%20synchronous_commit%3Doff", "address-option-unknown", None),
        ("postgresql://db/d?SSLMODE=require", "address-option-unknown", "SSLMODE"),
        ("postgresql://db/d?sslmode=strict", "address-option-invalid", "sslmode"),
        ("postgresql://db/d?sslmode=", "address-option-invalid", "sslmode"),
        ("postgresql://db/d?sslmode", "address-option-invalid", "sslmode"),
        ("postgresql://db/d?user=a&user=b", "address-option-invalid", "user"),
        ("postgresql://db/d?&", "address-option-unknown", ""),
    ],
)
def test_options_are_known_ones_with_one_value(text, code, option):
    error = refused(text)
    assert error.code == code
    assert error.facts["option"] == ("options" if option is None else option)


@pytest.mark.parametrize(
    "text",
    [
        *("mysql://db/d", "sqlite:///x.ledger", "http://db/d", "postgresql+psycopg://db/d"),
        *("\u0440ostgresql://db/d", "file:///x", "postgresqI://db/d", "postgresql ://db/d"),
    ],
)
def test_another_kind_of_address_is_no_file(text):
    assert refused(text).code == "address-scheme-unknown"


@pytest.mark.parametrize(
    "text",
    [
        *("thidua.ledger", "/srv/sổ thi đua.ledger", "./postgresql/x", "C:\\Sổ\\x.ledger"),
        *("C:/x.ledger", "a:b", "2026: năm.ledger", "./mysql://x", "postgresql", "x:/y"),
    ],
)
def test_what_is_no_url_is_a_path_as_typed(text):
    assert parse_address(text) == Path(text)


@given(st.text("postgresql:/@?&=%,[]#'\\ a1.Ễ\u202e", min_size=1, max_size=40))
def test_whatever_is_typed_is_an_address_or_a_refusal(text):
    for typed in (text, f"postgresql://{text}"):
        found = refused_or_read(typed)
        assert isinstance(found, (BadInput, ServerAddress, Path))
        if isinstance(found, ServerAddress):
            assert parse_address(found.url()) == found
            assert found.parameters()["dbname" if found.database else "service"]
            assert str(found).isprintable()
