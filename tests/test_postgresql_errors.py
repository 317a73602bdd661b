"""What libpq says of a connection that could not be made becomes a code with something to do."""

from __future__ import annotations

import psycopg
import pytest

from events.store.postgresql.errors import SilentError, refusal, unconnected
from tests import postgresql_server

pytestmark = postgresql_server.needed

SAID = [
    ("fe_sendauth: no password supplied", "server-wants-password"),
    ('FATAL:  password authentication failed for user "an"', "server-denies"),
    ('FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "an", no encryption', "server-denies"),
    (
        'FATAL:  no pg_hba.conf entry for host "10.0.0.1", user "an", database "s", SSL encryption',
        "server-denies",
    ),
    ('FATAL:  role "an" does not exist', "server-denies"),
    ('FATAL:  role "an" is not permitted to log in', "server-denies"),
    ('FATAL:  permission denied for database "so"', "server-denies"),
    ('FATAL:  database "so" does not exist', "server-no-database"),
    ("FATAL:  sorry, too many clients already", "server-full"),
    ("FATAL:  remaining connection slots are reserved for superusers", "server-full"),
    ("server does not support SSL, but SSL was required", "tls-refused"),
    ('root certificate file "/home/an/.postgresql/root.crt" does not exist', "tls-refused"),
    ('root certificate file "/srv/database/root.crt" does not exist', "tls-refused"),
    ("SSL error: certificate verify failed", "tls-refused"),
    ('server certificate for "db" does not match host name "db.example"', "tls-refused"),
    ("FATAL:  the database system is starting up", "server-unreachable"),
    ('could not translate host name "nowhere" to address', "server-unreachable"),
    ("Connection refused\n\tIs the server running on that host?", "server-unreachable"),
]


@pytest.mark.parametrize(("said", "code"), SAID)
def test_a_connection_that_was_not_made_has_a_code(said, code):
    text = f'connection failed: connection to server at "10.0.0.9", port 5432 failed: {said}'
    found = unconnected(psycopg.OperationalError(text), "db/so")
    assert found.code == code
    assert found.facts["address"] == "db/so"
    assert "\n" not in str(found.facts["detail"])


def test_a_server_that_accepts_and_says_nothing_is_silent():
    assert unconnected(psycopg.errors.ConnectionTimeout("expired"), "db/so").code == "server-silent"
    assert refusal(SilentError("no answer"), "db/so").code == "server-silent"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.InsufficientPrivilege, "server-denies"),
        (psycopg.errors.ReadOnlySqlTransaction, "server-read-only"),
        (psycopg.errors.LockNotAvailable, "server-busy"),
        (psycopg.errors.QueryCanceled, "server-busy"),
        (psycopg.errors.DiskFull, "server-disk-full"),
        (psycopg.errors.TooManyConnections, "server-full"),
        (psycopg.errors.UndefinedTable, "server-has-no-ledger"),
        (psycopg.errors.AdminShutdown, "server-gone"),
        (psycopg.errors.CannotConnectNow, "server-gone"),
        (psycopg.errors.ConnectionFailure, "server-gone"),
        (psycopg.OperationalError, "server-gone"),
        (psycopg.errors.DataCorrupted, "server-failed"),
        (psycopg.errors.UndefinedFunction, "server-failed"),
    ],
)
def test_what_the_server_says_has_a_code(error, code):
    assert refusal(error("said\nDETAIL: more"), "db/so").code == code


def test_what_anybody_on_the_way_may_say_is_one_short_printable_line():
    said = psycopg.OperationalError("failed: \x1b]0;title\x07\u202e" + "x" * 9_999 + "\nmore")
    for found in (unconnected(said, "db/so"), refusal(said, "db/so")):
        detail = str(found.facts["detail"])
        assert detail.startswith("failed:  ]0;title  x")
        assert detail.isprintable()
        assert len(detail) <= 300
