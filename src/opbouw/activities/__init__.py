"""Bytes -> Activity: what watches, phones and vendors export, read without trusting any of it."""

from __future__ import annotations

from opbouw.activities.days import with_local_dates
from opbouw.activities.duplicates import grouped_facts, merge_duplicates, merge_facts, same_activity
from opbouw.activities.importing import READER_VERSION, import_paths, read_activities, read_activity
from opbouw.activities.model import Activity, ActivityError, ActivityFacts, Lap, facts
from opbouw.activities.packing import pack, unpack
from opbouw.activities.reasons import reason_text
from opbouw.activities.report import STATUSES, FileReport, report_to_dict, summary
from opbouw.activities.summaries import Shoe
from opbouw.activities.tables import ColumnMapping, guess, read_table
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
    "Shoe",
    "WellnessDay",
    "facts",
    "grouped_facts",
    "guess",
    "import_paths",
    "merge_duplicates",
    "merge_facts",
    "pack",
    "read_activities",
    "read_activity",
    "read_table",
    "reason_text",
    "report_to_dict",
    "same_activity",
    "summary",
    "unpack",
    "with_local_dates",
    "write_fit",
    "write_gpx",
    "write_tcx",
]
