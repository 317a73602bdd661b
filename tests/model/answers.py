"""What a view says, and what the model says instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from events.branches import MERGES, BranchMerged
from events.presence import attendance, presence_of
from events.store.ledger import Ledger
from events.targets import Promised, targets
from tests.model import Model
from views.agenda import Agenda
from views.award_forms import AwardForms
from views.award_list import AwardList
from views.award_quotas import Quotas
from views.award_states import UNDECIDED
from views.clusters import Clusters
from views.compacts import Compacts
from views.disputes import Disputes
from views.emulation_movements import Movements
from views.evidence_files import EvidenceFiles
from views.leadership import Leadership
from views.minutes import Meetings, Minutes
from views.minutes_states import MinutesStates
from views.operators import Operators
from views.paper_register import PaperRegister
from views.planned_meetings import PlannedMeetings
from views.projection import project
from views.reported_counts import Figures
from views.roster import Roster
from views.score_threads import Threads
from views.sheet_progress import SheetProgress
from views.standings import Standings
from views.targets import Targets
from views.tasks import Tasks
from views.units import Units

LATEST = 9999


def _units(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Units(), ledger).rows()
    answered = {row.unit: row.ending for row in rows}
    names = {row.unit: row.unit_name for row in rows if row.ending is None}
    expected = {unit: m.unit_ends.get(unit) for unit in m.unit_names}
    return (answered, names), (expected, {u: m.name(u) for u, end in expected.items() if not end})


def _clusters(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Clusters(), ledger).rows()
    return {row.cluster: row.ended is not None for row in rows}, {
        code: code in m.over for code in m.cluster_names
    }


def _rosters(ledger: Ledger, m: Model) -> tuple[object, object]:
    answered = Counter(
        (r.cluster, r.year, r.unit) for r in project(Roster(), ledger).rows() if not r.left
    )
    return answered, Counter((*year, unit) for year, units in m.rosters.items() for unit in units)


def _leaders(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Leadership(), ledger).rows()
    answered = {(r.cluster, r.year, r.role, r.unit, r.rank) for r in rows if r.unit and not r.over}
    expected = set()
    for year, led in m.led.items():
        expected |= {(*year, "deputy", unit, rank) for unit, rank in led.deputies.items()}
        expected |= {(*year, "head", led.head, None)} if led.head else set()
        expected |= {(*year, "acting", led.acting, None)} if led.acting else set()
    over = {unit: on.year for unit, on in m.ended_on.items()}
    return answered, {role for role in expected if role[1] < over.get(role[3], LATEST)}


def _standings(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Standings(), ledger).rows()
    places = {(r.cluster, r.year, r.unit): r.place for r in rows if r.place is not None}
    ranked = {year: m.provisional(*year) for year in m.rosters} | m.results
    expected = {(*year, u): place for year, units in ranked.items() for u, place in units.items()}
    member = {(*year, unit) for year, units in m.rosters.items() for unit in units}
    asked = {
        (r.cluster, r.year, r.unit): (r.points, r.withdrew)
        for r in rows
        if (r.cluster, r.year, r.unit) in member
    }
    points = {key: (m.total(*key), key in m.withdrew) for key in member}
    return (places, asked), (expected, points)


def _awards(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(AwardList(), ledger).rows()
    answered = Counter(
        (
            (r.cluster, r.year, r.unit, r.form),
            "nominated" if r.state in UNDECIDED else r.state,
        )
        for r in rows
    )
    return answered, Counter(m.awards)


def _quotas(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Quotas(), ledger).rows()
    return {(r.cluster, r.year, r.form): (r.asked, r.approved) for r in rows}, m.quotas


def _forms(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(AwardForms(), ledger).rows()
    return sorted((r.form, r.since or 0) for r in rows if r.defined), sorted(m.forms)


def _compacts(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Compacts(), ledger).rows()
    answered = {
        (r.cluster, r.year): (
            None if r.signatories is None else {unit.unit for unit in r.signatories},
            {late.unit for late in r.late},
            {text.sha256 for text in r.texts},
        )
        for r in rows
    }
    signed = {(r.cluster, r.year, one.unit) for r in rows for one in r.signatures}
    meant = {
        year: (who, m.late.get(year, set()), m.texts.get(year, set()))
        for year, who in m.compacts.items()
    }
    of_round = {(*year, unit) for year, units in m.signed.items() for unit in units}
    return (answered, signed), (meant, of_round | m.signers)


def _targets(ledger: Ledger, m: Model) -> tuple[object, object]:
    answered = {(*key, code): one.unit for key, code, one in _set(ledger)}
    scored = {
        (r.cluster, r.year, r.target) for r in project(Targets(), ledger).rows() if r.criterion
    }
    return (answered, scored), (m.targets, m.scored & {*m.targets})


def _set(ledger: Ledger) -> Iterator[tuple[tuple[str, int], str, Promised]]:
    view = project(Targets(), ledger)
    for key in view.years:
        for code, one in targets(view.history(*key), *key).items():
            yield key, code, one


def _movements(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Movements(), ledger).rows()
    answered = {
        r.movement: Counter((o.cluster, o.year, o.unit) for o in r.registrations) for r in rows
    }
    outcomes = {(r.movement, o.cluster, o.year, o.unit) for r in rows for o in r.results}
    ended = {r.movement for r in rows if r.ended}
    meant = {movement: Counter(units) for movement, units in m.movements.items()}
    of_units = {(movement, *key) for movement, keys in m.outcomes.items() for key in keys}
    return (answered, outcomes, ended), (meant, of_units, m.concluded)


def _meetings(ledger: Ledger, m: Model) -> tuple[object, object]:
    answered = {}
    states = project(MinutesStates(), ledger).rows()
    for row in project(Meetings(), ledger).rows():
        minutes = project(Minutes(row.meeting), ledger)
        present = [unit.unit for p in minutes.present() for unit in p.units]
        counts = (len(minutes.guests()), len(minutes.reports()), len(minutes.remarks()))
        state = next(one.state for one in states if one.meeting == row.meeting)
        known = ledger.history((presence_of(row.meeting),))[0]
        here = {u: a.state for u, a in attendance(known.entries, row.meeting).items()}
        answered[row.meeting] = (row.closed, state, sorted(present), counts, here)
    expected = {
        code: (
            met.closed,
            met.minutes,
            sorted({unit for units in met.present for unit in units}),
            (met.guests, met.reports, met.remarks),
            met.states,
        )
        for code, met in m.meetings.items()
    }
    return answered, expected


def _agendas(ledger: Ledger, m: Model) -> tuple[object, object]:
    answered = {}
    for code in m.meetings:
        rows = project(Agenda(code), ledger).rows()
        answered[code] = [(row.item, row.state == "skipped") for row in rows]
    expected = {
        code: [(item, met.over.get(item) == "skipped") for item in met.agenda]
        for code, met in m.meetings.items()
    }
    return answered, expected


def _tasks(ledger: Ledger, m: Model) -> tuple[object, object]:
    return {(row.cluster, row.task): row.state for row in project(Tasks(), ledger).rows()}, m.tasks


def _planned(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(PlannedMeetings(), ledger).rows()
    return {row.meeting: row.state for row in rows}, m.planned


def _disputes(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Disputes(), ledger).rows()
    answered = {
        (r.cluster, r.year, r.topic, r.unit or ""): ([s.value for s in r.statements], r.value)
        for r in rows
    }
    expected = {
        question: (said, next(iter(now)) if len(now := m.settled[question]) == 1 else None)
        for question, said in m.said.items()
    }
    return answered, expected


def _figures(ledger: Ledger, m: Model) -> tuple[object, object]:
    return len(project(Figures(), ledger).rows()), m.figures


def _sheets(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(SheetProgress(), ledger).rows()
    said = {(r.cluster, r.year, r.unit): r.state for r in rows if r.state != "draft"}
    return said, m.sheets


def _threads(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Threads(), ledger).rows()
    cells = Counter((r.cluster, r.year, r.unit, r.criterion, r.open) for r in rows)
    known = Counter((*cell, not over) for cell, all_ in m.threads.items() for over in all_)
    return cells, known


def _papers(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(PaperRegister(), ledger).rows()
    return {(row.cluster, row.paper_code): row.state for row in rows}, m.papers


def _files(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(EvidenceFiles(), ledger).rows()
    texts = {(*year, "", "", sha256) for year, found in m.texts.items() for sha256 in found}
    answered = {(r.cluster, r.year, r.unit, r.criterion, r.sha256) for r in rows}
    return answered, m.files | texts


def _operators(ledger: Ledger, m: Model) -> tuple[object, object]:
    rows = project(Operators(), ledger).rows()
    return {row.operator: row.dismissed is None for row in rows}, m.operators


def _merges(ledger: Ledger, m: Model) -> tuple[object, object]:
    entries = ledger.read(MERGES)
    return [e.event.branch_head for e in entries if isinstance(e.event, BranchMerged)], m.merges


ANSWERS: dict[str, Callable[[Ledger, Model], tuple[object, object]]] = {
    "units": _units,
    "clusters": _clusters,
    "rosters": _rosters,
    "leaders": _leaders,
    "standings": _standings,
    "awards": _awards,
    "quotas": _quotas,
    "forms": _forms,
    "compacts": _compacts,
    "targets": _targets,
    "movements": _movements,
    "meetings": _meetings,
    "agendas": _agendas,
    "disputes": _disputes,
    "tasks": _tasks,
    "planned": _planned,
    "figures": _figures,
    "merges": _merges,
    "operators": _operators,
    "sheets": _sheets,
    "threads": _threads,
    "files": _files,
    "papers": _papers,
}
