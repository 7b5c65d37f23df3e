"""Bytes -> Activity: what watches, phones and vendors export, read without trusting any of it."""

from __future__ import annotations

from opbouw.activities.days import with_local_dates
from opbouw.activities.duplicates import grouped_facts, merge_duplicates, merge_facts, merged_views, perhaps_one
from opbouw.activities.grouping import Said
from opbouw.activities.heads import header_key
from opbouw.activities.importing import READER_VERSION, import_paths, read_activities, read_activity
from opbouw.activities.likeness import Likeness, likeness, same_activity
from opbouw.activities.merging import Merged, Taken
from opbouw.activities.model import Activity, ActivityError, ActivityFacts, Lap, facts
from opbouw.activities.packing import pack, unpack
from opbouw.activities.reasons import reason_text
from opbouw.activities.report import STATUSES, FileReport, report_to_dict, summary
from opbouw.activities.runwalk import Part, RunWalk, run_walk
from opbouw.activities.summaries import Shoe
from opbouw.activities.tables import ColumnMapping, guess, read_table
from opbouw.activities.told import Look, bytes_of, look_at, mapping_from_dict, mapping_to_dict
from opbouw.activities.wellness import WellnessDay
from opbouw.activities.write import write_fit, write_gpx, write_tcx

__all__ = [
    "READER_VERSION",
    "STATUSES",
    "Activity",
    "ActivityError",
    "ActivityFacts",
    "ColumnMapping",
    "FileReport",
    "Lap",
    "Likeness",
    "Look",
    "Merged",
    "Part",
    "RunWalk",
    "Said",
    "Shoe",
    "Taken",
    "WellnessDay",
    "bytes_of",
    "facts",
    "grouped_facts",
    "guess",
    "header_key",
    "import_paths",
    "likeness",
    "look_at",
    "mapping_from_dict",
    "mapping_to_dict",
    "merge_duplicates",
    "merge_facts",
    "merged_views",
    "pack",
    "perhaps_one",
    "read_activities",
    "read_activity",
    "read_table",
    "reason_text",
    "report_to_dict",
    "run_walk",
    "same_activity",
    "summary",
    "unpack",
    "with_local_dates",
    "write_fit",
    "write_gpx",
    "write_tcx",
]
