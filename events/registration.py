"""Every event and command of the program: importing this module registers them all."""

from events import award_events as award_events
from events import awards as awards
from events import batch as batch
from events import clusters as clusters
from events import compacts as compacts
from events import corrections as corrections
from events import disputes as disputes
from events import elections as elections
from events import emulation_movements as emulation_movements
from events import meetings as meetings
from events import membership as membership
from events import operators as operators
from events import partial_sources as partial_sources
from events import ranking as ranking
from events import reorganisation as reorganisation
from events import reported_counts as reported_counts
from events import result_events as result_events
from events import roles as roles
from events import rosters as rosters
from events import rule_amendments as rule_amendments
from events import rule_book as rule_book
from events import scoring as scoring
from events import unit_commands as unit_commands
from events import units as units
from events import voting as voting
