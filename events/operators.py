"""Who may write in this ledger: operators (người ghi sổ), each with a role and a public key.

A ledger has no operator at first: then every user writes, and nothing is signed. From the first
operator on every entry is signed (`signatures`), and a role records what its row of
`permissions` allows.
Naming and dismissing are never taken back: the signatures between them depend on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from events.collation import same_name
from events.command import Command, History
from events.errors import BadInput, UnreadableLedger, refuse
from events.event import Code, Event, Line, Remark, Scope
from events.signed_note import Key, read_key
from events.units import life_of, living

Role = Literal["secretary", "verifier", "head", "reader"]
"""thư ký, người thẩm định, trưởng cụm, người xem."""
NAMING: tuple[Role, ...] = ("secretary", "head")
"""The roles that name and dismiss; one of them is always there."""
PublicKey = Annotated[
    str, Meta(max_length=200, pattern=r"^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$")
]
"""A verifier's key as C2SP writes it, `name+hash+key`: what `thidua key show` prints."""
EVERY = "operators:all"
OPERATORS = Scope((EVERY,))
"""Everything about operators; each act reads it, and is decided afresh when it has changed."""


class OperatorNamed(Event, tag="operator-named"):
    """Somebody may write in this ledger from now on (giao nhiệm vụ ghi sổ).

    The code is his for life, and no other's; the key is checked against every entry he signs.

    Attributes:
        operator: The code of the operator.
        name: The name in `by` of his entries.
        role: What he may record, by `permissions`.
        key: The verifier's key, `name+hash+key`.
        document: The paper by which he was named.
        unit: The member unit he belongs to, whose own points he does not verify; None for none.
    """

    operator: Code
    name: Line
    role: Role
    key: PublicKey
    document: Remark = ""
    unit: Code | None = None

    version: ClassVar[int] = 2

    def tags(self) -> tuple[str, ...]:
        return (EVERY, f"operator:{self.operator}")

    def claims(self) -> Iterable[str]:
        return (f"operator:{self.operator}", f"operating:{self.operator}")


class OperatorDismissed(Event, tag="operator-dismissed"):
    """An operator writes no longer (thôi nhiệm vụ ghi sổ); the entry's reason says why."""

    operator: Code
    name: Line

    def tags(self) -> tuple[str, ...]:
        return (EVERY, f"operator:{self.operator}")

    def releases(self) -> Iterable[str]:
        return (f"operating:{self.operator}",)

    def depends_on(self) -> Iterable[str]:
        return (f"operating:{self.operator}",)


STAYING: tuple[type[Event], ...] = (OperatorNamed, OperatorDismissed)
"""What is never taken back."""


def named(history: History) -> dict[str, OperatorNamed]:
    """Return code -> how each operator was named, dismissed or not, in order."""
    return {event.operator: event for event in history.of(OperatorNamed)}


def in_force(history: History) -> dict[str, OperatorNamed]:
    """Return code -> the operators who may write now, in order."""
    found: dict[str, OperatorNamed] = {}
    for event in history.of(OperatorNamed, OperatorDismissed):
        if isinstance(event, OperatorNamed):
            found[event.operator] = event
        else:
            found.pop(event.operator, None)
    return found


def key_of(operator: OperatorNamed) -> Key:
    """Return the key of an operator.

    Raises:
        UnreadableLedger: `operator-key-unreadable`, for what this program never recorded.
    """
    try:
        return read_key(operator.key)
    except BadInput as error:
        raise UnreadableLedger("operator-key-unreadable", name=operator.name) from error


def holder(operators: Iterable[OperatorNamed], public: bytes) -> OperatorNamed | None:
    """Return the operator with this key; the last, where a key changed hands.

    Args:
        operators: The operators to search, in the order of their naming.
        public: The 32 bytes of the public key.
    """
    held = [operator for operator in operators if key_of(operator).public == public]
    return held[-1] if held else None


class NameOperator(Command):
    """Name an operator (giao nhiệm vụ ghi sổ)."""

    operator: Code
    name: Line
    role: Role
    key: Line
    document: Remark = ""
    unit: Code | None = None

    def boundary(self) -> tuple[Scope, ...]:
        own = life_of(self.unit) if self.unit else ()
        return (Scope((EVERY,), STAYING), *own)

    def decide(self, history: History) -> list[Event]:
        """A code is given once, names and keys differ among operators, the first may name others.

        The unit that is named exists.

        Raises:
            BadInput: `key-unreadable`, for what is no key.
            Refused: `operator-exists`, `key-in-use`, `operator-name-taken`, `first-operator-role`.
        """
        known, now = named(history), in_force(history)
        refuse(self.operator in known, "operator-exists", operator=self.operator)
        key = read_key(self.key)
        other = holder(now.values(), key.public)
        refuse(other, "key-in-use", name=other.name if other else "")
        same = next((one for one in now.values() if same_name(one.name, self.name)), None)
        if same:
            refuse(True, "operator-name-taken", name=same.name, operator=same.operator)
        refuse(not now and self.role not in NAMING, "first-operator-role", role=self.role)
        if self.unit:
            living(history, self.unit)
        return [self.fact(OperatorNamed)]


class DismissOperator(Command):
    """Dismiss an operator (thôi nhiệm vụ ghi sổ)."""

    operator: Code

    needs_reason = True

    def boundary(self) -> tuple[Scope, ...]:
        return (Scope((EVERY,), STAYING),)

    def decide(self, history: History) -> list[Event]:
        """He is in force, and somebody who may name others remains."""
        now = in_force(history)
        refuse(self.operator not in now, "operator-not-in-force", operator=self.operator)
        left = [one for code, one in now.items() if code != self.operator and one.role in NAMING]
        name = now[self.operator].name
        refuse(not left, "last-who-names", name=name)
        return [self.fact(OperatorDismissed, name=name)]
