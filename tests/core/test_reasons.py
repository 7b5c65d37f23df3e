"""A reason carries exactly the parameters of its code, and a source of the table it comes from."""

import pytest

from opbouw.core.reasons import reason
from opbouw.evidence import tables


def test_a_reason_without_its_parameter_or_with_another_is_no_reason() -> None:
    with pytest.raises(ValueError, match=r"reason flag_open takes \('flag',\), got \(\)"):
        reason("flag_open")
    with pytest.raises(ValueError, match="got"):
        reason("severity_unknown", severity="niggle")
    with pytest.raises(KeyError):
        reason("because_it_is_so")


def test_a_reason_of_a_rule_has_the_sources_of_that_rule() -> None:
    made, row = reason("upkeep_habit", times=1), tables.param("keep_running_strength_per_week")
    assert (dict(made.params), made.source_ids, made.grade) == ({"times": 1}, row.source_id, row.evidence_level)
