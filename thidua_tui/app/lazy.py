"""Modules that the application imports after the first frame, each at its first use.

The first frame needs the standard library and Textual alone: events, views, forms, dialogs and
msgspec come later. Use them as attributes: `lazy.open_screens.open_late(app)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from msgspec import structs as structs

    from events import errors as errors
    from events import text as text
    from events.store import protocol as protocol
    from thidua_tui.acts import issued_papers as issued_papers
    from thidua_tui.acts import registry as registry
    from thidua_tui.app import backup_on_close as backup_on_close
    from thidua_tui.app import file_monitor as file_monitor
    from thidua_tui.app import location_after_act as location_after_act
    from thidua_tui.app import open_screens as open_screens
    from thidua_tui.app import palette_actions as palette_actions
    from thidua_tui.app import startup as startup
    from thidua_tui.command_line import history as history
    from thidua_tui.formatting.sentences import entries as entries
    from thidua_tui.formatting.sentences import keys as keys
    from thidua_tui.formatting.slides import announced as announced
    from thidua_tui.forms import draft_storage as draft_storage
    from thidua_tui.forms import drafts as drafts
    from thidua_tui.forms import form_labels as form_labels
    from thidua_tui.forms import late_entry as late_entry
    from thidua_tui.i18n import messages as messages
    from thidua_tui.parsing import telex_vni as telex_vni
    from thidua_tui.platform import crash_log as crash_log
    from thidua_tui.queries import wall_choices as wall_choices
    from thidua_tui.screens import award_board as award_board
    from thidua_tui.screens import base_page as base_page
    from thidua_tui.screens import changes as changes
    from thidua_tui.screens import checkpoint as checkpoint
    from thidua_tui.screens import chronicle as chronicle
    from thidua_tui.screens import cluster_year as cluster_year
    from thidua_tui.screens import command_line as command_line
    from thidua_tui.screens import course_player as course_player
    from thidua_tui.screens import draw_lot as draw_lot
    from thidua_tui.screens import history_of_subject as history_of_subject
    from thidua_tui.screens import home as home
    from thidua_tui.screens import journal as journal
    from thidua_tui.screens import jump_mode as jump_mode
    from thidua_tui.screens import leadership as leadership
    from thidua_tui.screens import moment_dialog as moment_dialog
    from thidua_tui.screens import on_wall as on_wall
    from thidua_tui.screens import paper_check as paper_check
    from thidua_tui.screens import paper_list as paper_list
    from thidua_tui.screens import place_reasons as place_reasons
    from thidua_tui.screens import replay_player as replay_player
    from thidua_tui.screens import resume_drafts as resume_drafts
    from thidua_tui.screens import score_faces as score_faces
    from thidua_tui.screens import score_grid_staging as score_grid_staging
    from thidua_tui.screens import selected_subject as selected_subject
    from thidua_tui.screens import statistics as statistics
    from thidua_tui.screens import tables as tables
    from thidua_tui.screens import tour as tour
    from thidua_tui.screens import trial as trial
    from thidua_tui.screens import unit_record as unit_record
    from thidua_tui.screens import wall as wall
    from thidua_tui.screens import wall_choice as wall_choice
    from thidua_tui.screens import wall_minutes as wall_minutes
    from thidua_tui.screens import year_slides as year_slides
    from thidua_tui.session import known_history as known_history
    from thidua_tui.session import open_ledger as open_ledger
    from thidua_tui.session import session as session
    from thidua_tui.session import time_travel as time_travel
    from thidua_tui.session import wall_channel as wall_channel
    from thidua_tui.session import wall_lead as wall_lead
else:
    from thidua_tui.platform.on_demand import on_demand

    __getattr__ = on_demand(
        "msgspec.structs",
        "events.errors",
        "events.text",
        "events.store.protocol",
        "thidua_tui.acts.issued_papers",
        "thidua_tui.acts.registry",
        "thidua_tui.app.backup_on_close",
        "thidua_tui.app.file_monitor",
        "thidua_tui.app.location_after_act",
        "thidua_tui.app.open_screens",
        "thidua_tui.app.palette_actions",
        "thidua_tui.app.startup",
        "thidua_tui.command_line.history",
        "thidua_tui.formatting.sentences.entries",
        "thidua_tui.formatting.sentences.keys",
        "thidua_tui.formatting.slides.announced",
        "thidua_tui.forms.draft_storage",
        "thidua_tui.forms.drafts",
        "thidua_tui.forms.form_labels",
        "thidua_tui.forms.late_entry",
        "thidua_tui.i18n.messages",
        "thidua_tui.parsing.telex_vni",
        "thidua_tui.platform.crash_log",
        "thidua_tui.queries.wall_choices",
        "thidua_tui.screens.award_board",
        "thidua_tui.screens.base_page",
        "thidua_tui.screens.changes",
        "thidua_tui.screens.checkpoint",
        "thidua_tui.screens.chronicle",
        "thidua_tui.screens.cluster_year",
        "thidua_tui.screens.command_line",
        "thidua_tui.screens.course_player",
        "thidua_tui.screens.draw_lot",
        "thidua_tui.screens.history_of_subject",
        "thidua_tui.screens.home",
        "thidua_tui.screens.journal",
        "thidua_tui.screens.jump_mode",
        "thidua_tui.screens.leadership",
        "thidua_tui.screens.moment_dialog",
        "thidua_tui.screens.paper_check",
        "thidua_tui.screens.paper_list",
        "thidua_tui.screens.place_reasons",
        "thidua_tui.screens.replay_player",
        "thidua_tui.screens.resume_drafts",
        "thidua_tui.screens.score_faces",
        "thidua_tui.screens.score_grid_staging",
        "thidua_tui.screens.selected_subject",
        "thidua_tui.screens.statistics",
        "thidua_tui.screens.tables",
        "thidua_tui.screens.tour",
        "thidua_tui.screens.trial",
        "thidua_tui.screens.unit_record",
        "thidua_tui.screens.on_wall",
        "thidua_tui.screens.wall",
        "thidua_tui.screens.wall_choice",
        "thidua_tui.screens.wall_minutes",
        "thidua_tui.screens.year_slides",
        "thidua_tui.session.known_history",
        "thidua_tui.session.open_ledger",
        "thidua_tui.session.session",
        "thidua_tui.session.time_travel",
        "thidua_tui.session.wall_channel",
        "thidua_tui.session.wall_lead",
    )
