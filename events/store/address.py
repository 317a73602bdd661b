"""Where a ledger is: a file, or a database on a server, as an option or a variable names it.

A server is named as libpq names it, `postgresql://host/database`, with a few of its options. An
address has no secret: a password in it would be in the shell's history and in the list of
processes, so it is refused; libpq finds passwords in `~/.pgpass` or through `service=`. No error
repeats what was typed, because a mistyped address may hold a password.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote_to_bytes

from events.errors import BadInput

OPTIONS = frozenset(
    {
        *("channel_binding", "gssencmode", "krbsrvname", "passfile", "sslcert", "sslcrl", "sslkey"),
        *("sslmode", "sslrootcert", "target_session_attrs"),
    }
)
"""Options of libpq that an address may have, with `host`, `port`, `user` and `service`.

Not `hostaddr`: a certificate would be compared with one host and another be asked. Not `options`:
the program sets the session's settings on which its promises rest."""
SECRETS = frozenset({"password", "sslpassword"})
VERIFIED = "verify-full"
"""The `sslmode` with which no other machine can answer in the server's place."""
_SSLMODES = ("disable", "allow", "prefer", "require", "verify-ca", VERIFIED)
_PORT = 5432
_SCHEMES = ("postgresql", "postgres")
_SCHEME = re.compile(r"([^/\\:]{2,}):(//?)")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?")


@dataclass(frozen=True)
class ServerAddress:
    """A database on a PostgreSQL server.

    Attributes:
        database: The name of the database; '' with a service, which then names it.
        hosts: Names, IP addresses or folders of sockets, to be tried in this order; none for
            what the service or libpq says.
        ports: Of each host its port.
        user: The role; '' for what libpq says.
        service: The section of `pg_service.conf`; '' for none.
        options: Names and values of other options of libpq, sorted.
    """

    database: str
    hosts: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    user: str = ""
    service: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def parameters(self) -> dict[str, str]:
        """Return libpq's connection parameters, by name; `sslmode` is the strictest by default."""
        found = {
            "host": ",".join(self.hosts),
            "port": ",".join(map(str, self.ports)),
            "dbname": self.database,
            "user": self.user,
            "service": self.service,
            "sslmode": "" if self._local else VERIFIED,
            **dict(self.options),
        }
        return {name: value for name, value in found.items() if value}

    def conninfo(self) -> str:
        """Return libpq's connection string: `name='value'`, escaped."""
        return " ".join(f"{name}={_quoted(value)}" for name, value in self.parameters().items())

    def url(self) -> str:
        """Return the address as it can be typed: `parse_address` reads the same from it."""
        named = {"host": ",".join(self.hosts), "port": ",".join(map(str, self.ports))}
        named |= {"user": self.user, "service": self.service, **dict(self.options)}
        query = "&".join(f"{name}={quote(value)}" for name, value in named.items() if value)
        return f"postgresql:///{quote(self.database, '')}" + (f"?{query}" if query else "")

    @property
    def weak_tls(self) -> bool:
        """Whether somebody on the way could read along, or answer in the server's place."""
        return not self._local and self.parameters()["sslmode"] != VERIFIED

    @property
    def _local(self) -> bool:
        """Whether every host is named, and is this machine; a service may name any host."""
        return bool(self.hosts) and all(map(is_local, self.hosts))

    def __str__(self) -> str:
        """Return hosts and database, for a sentence."""
        ports = (f":{port}" if port != _PORT else "" for port in self.ports)
        shown = (f"[{host}]" if ":" in host else host for host in self.hosts)
        where = ",".join(host + port for host, port in zip(shown, ports, strict=True))
        where = where or (f"service={self.service}" if self.service else "localhost")
        return f"{where}/{self.database}" if self.database else where


LedgerAddress: TypeAlias = Path | ServerAddress
"""Where a ledger is: its file, or its database."""


def parse_address(text: str) -> LedgerAddress:
    """Return the address that was typed: a URL of PostgreSQL, or else a path.

    Raises:
        BadInput: `address-scheme-unknown` for a URL of something else; `address-has-password`;
            `address-option-unknown` with the `option`; `address-option-invalid` with the `option`
            and its `choices`; `address-malformed` with the `addresspart` that is wrong.
    """
    stripped = text.strip()
    found = _SCHEME.match(unicodedata.normalize("NFKC", stripped))
    if found is None:
        return Path(text)
    scheme = found[1].lower()
    url = scheme in _SCHEMES and stripped[: len(scheme)].isascii()
    if found[2] != "//" and not url:
        return Path(text)  # a folder may be called "a:"
    if not url:
        raise BadInput("address-scheme-unknown", scheme=_shown(found[1]))
    if not stripped[len(scheme) :].startswith("://"):
        raise _malformed("scheme")  # as a path prints it: "postgresql:/host"
    return _server(stripped[len(scheme) + 3 :])


def is_local(host: str) -> bool:
    """Return whether a host is this machine: a folder of sockets, `localhost` or loopback."""
    if host.startswith(("/", "@")) or host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _server(rest: str) -> ServerAddress:
    """Read what follows `postgresql://`."""
    front, _, query = rest.partition("?")
    if "#" in rest:
        raise _malformed("database")
    place, _, database = front.partition("/")
    userinfo, at, machines = place.rpartition("@")
    if ":" in userinfo or ("@" in front[len(place) :] and ":" in place):
        raise BadInput("address-has-password")
    options = _options(query)
    if (at and "user" in options) or (machines and "host" in options):
        raise _malformed("user" if at and "user" in options else "host")
    user = _decoded(userinfo, "user") if at else options.pop("user", "")
    if at and not user:
        raise _malformed("user")
    named = _hosts(machines, options.pop("host", ""), options.pop("port", ""))
    service, name = options.pop("service", ""), _decoded(database, "database")
    if not (name or service):
        raise _malformed("database")
    hosts, ports = tuple(host for host, _ in named), tuple(port for _, port in named)
    return ServerAddress(name, hosts, ports, user, service, tuple(sorted(options.items())))


def _options(query: str) -> dict[str, str]:
    """Read the options, each of them known and there once."""
    found: dict[str, str] = {}
    for part in query.split("&") if query else ():
        raw, equals, value = part.partition("=")
        name = _decoded(raw, "options")
        if name in SECRETS:
            raise BadInput("address-has-password")
        if name not in OPTIONS | {"host", "port", "user", "service"}:
            raise BadInput("address-option-unknown", option=_shown(name), known=_known())
        if not equals or not value or name in found:
            raise BadInput("address-option-invalid", option=name)
        found[name] = _decoded(value, "options")
    if found.get("sslmode", VERIFIED) not in _SSLMODES:
        raise BadInput("address-option-invalid", option="sslmode", choices=", ".join(_SSLMODES))
    return found


def _known() -> str:
    return ", ".join(sorted(OPTIONS | {"host", "port", "user", "service"}))


def _hosts(machines: str, host: str, port: str) -> list[tuple[str, int]]:
    """Read the hosts with their ports, before the database or as options."""
    if machines:
        if port:
            raise _malformed("port")
        return [_machine(part) for part in machines.split(",")]
    names = [_host(name) for name in host.split(",")] if host else []
    numbers = [_port(number) for number in port.split(",")] if port else [_PORT]
    if len(numbers) not in (1, len(names)) or (port and not names):
        raise _malformed("port")
    return [*zip(names, numbers * (len(names) if len(numbers) == 1 else 1), strict=True)]


def _machine(text: str) -> tuple[str, int]:
    """Read `host`, `host:port` or `[IPv6]:port`."""
    if text.startswith("["):
        inside, closed, after = text[1:].partition("]")
        if not closed or (after and not after.startswith(":")) or ":" not in inside:
            raise _malformed("host")
        return _host(_decoded(inside, "host")), _port(after[1:]) if after else _PORT
    name, colon, port = text.partition(":")
    return _host(_decoded(name, "host")), _port(port) if colon else _PORT


def _host(name: str) -> str:
    """Return a host as libpq and the certificate have it: names of other letters in ASCII."""
    if name.startswith("/"):
        if "," in name:
            raise _malformed("host")
        return name
    try:
        if ":" in name:
            return str(ip_address(name))
        ascii_name = name.encode("idna").decode()
    except ValueError as error:  # also a UnicodeError
        raise _malformed("host") from error
    if not _HOST.fullmatch(ascii_name):
        raise _malformed("host")
    return ascii_name.lower()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= 65_535):
        raise _malformed("port")
    return int(text)


def _decoded(text: str, part: str) -> str:
    """Decode percent signs: UTF-8 without control letters or letters that are not seen."""
    if _BAD_ESCAPE.search(text):
        raise _malformed(part)
    try:
        decoded = unquote_to_bytes(text).decode()
    except UnicodeError as error:
        raise _malformed(part) from error
    if not decoded.isprintable():
        raise _malformed(part)
    return decoded


def _malformed(part: str) -> BadInput:
    return BadInput("address-malformed", addresspart=part)


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _shown(name: str) -> str:
    """Return a name that can be repeated in a sentence: short, printable."""
    return "".join(c for c in name if c.isprintable())[:30]
