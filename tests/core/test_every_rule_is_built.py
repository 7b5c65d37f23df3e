"""Every pain rule, referral, settling time, warning and amber sign is transcribed, or listed with why it is not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import opbouw.core
from opbouw.core.amber import AMBER, BUILT_ELSEWHERE, NOT_TOLD
from opbouw.core.flags import URGENCY
from opbouw.core.noticed import SUDDEN
from opbouw.core.pain import MODEL_BY_INJURY, MODEL_BY_TISSUE, SETTLES_MIN
from opbouw.core.referral import REFERRALS
from opbouw.evidence import tables

CORE = Path(opbouw.core.__file__).parent
NOT_MEASURABLE = {
    "r_soreness_30min_next_morning": "no answer tells how many minutes the soreness lasts; the morning number and the "
    "24-hour rule stand in, stiffness has a rule of its own",
}
ELSEWHERE = {
    "r_redflag": "open signs end everything (signs.py)",
    "r_green": "the clean sessions of a step (ladders.toml clean_needed, never fewer than two)",
    "r_no_double_upgrade": "strength_raised (onward.py)",
    "r_illness": "ill, lasts, chest, after_fever (illness.py)",
    "r_no_progress": "no_progress (referral.py)",
}
REFER = {  # the refer column in words, and what carries it
    "r_bone_any_pain": ("rf_focal_bone", "bone_pain_in_daily_life"),
    "r_limp": ("rf_limp_48h",),
    "r_sharp": ("sharp_again",),
    "r_swelling": ("swollen_again",),
    "r_not_settled_48h": ("not_settled_often",),
    "r_week_trend": ("trend_three_weeks",),
    "r_morning_stiffness": ("rf_inflammatory",),
    "r_no_progress": ("no_progress",),
    "r_third_flare": ("rf_no_improve",),
    "r_redflag": ("open_flags",),
    "r_illness": ("rf_chest", "chest_symptoms"),
}
SETTLED_BY_ANOTHER_RULE = {
    "pain_monitoring_model": "next morning: the morning rules",
    "muscle_strain_rule": "next morning: the morning rules",
    "bone_zero_rule": "never present: any pain is a stop",
    "dutch_traffic_light": "no tissue of ours reads it",
    "delaware_soreness": "no tissue of ours reads it; its patterns are the pain courses",
}
ASKED_BY_ITSELF = {  # what a day can raise, beside the list at the start and the list again
    *SUDDEN,
    "rf_night_pain",
    "rf_chest",
    "rf_pe",
    "rf_limp_48h",
    "rf_bone_groin",
    "rf_inflammatory",
    "rf_dvt",
    "rf_hot_joint",
    "rf_focal_bone",
    "rf_no_improve",
    "rf_reds",
}
ASKED_IN_THE_LIST = {
    "rf_cauda": "the questions of the low back",
    "rf_deformity": "the list; a check-in cannot tell it",
    "rf_high_risk_site": "the bone questions of the spot",
    "rf_nerve": "the list; tingling and spreading pain ask the list again (amber)",
    "rf_cecs": "the list; the injury itself is locked",
    "rf_previous_bsi": "the bone questions of the spot",
    "rf_fluoro": "the list; no answer tells of medicines",
    "rf_cancer": "the list",
    "rf_surgery": "the list",
    "rf_child": "the list; under 18 is a refusal",
    "rf_pregnant": "the list and the profile",
    "rf_heart_screen": "the list",
}


def _strings() -> Iterator[str]:
    for path in CORE.glob("*.py"):
        if path.name != "reasons.py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_pain_rule_is_matched_somewhere_or_listed() -> None:
    written = set(_strings())
    matched = {rule for rule in tables.pain_rules if rule in written} - set(ELSEWHERE)
    assert matched | set(ELSEWHERE) | set(NOT_MEASURABLE) == set(tables.pain_rules)
    assert not (set(ELSEWHERE) | matched) & set(NOT_MEASURABLE)


def test_every_referral_in_words_has_what_carries_it() -> None:
    refers = {rule.id for rule in tables.pain_rules.values() if rule.refer}
    assert refers == set(REFER)
    carried = {one for found in REFER.values() for one in found}
    assert carried - set(tables.red_flags) - {"open_flags"} == set(REFERRALS) - {"energy_low_week"}


def test_every_pain_model_settles_by_a_number_or_another_rule() -> None:
    assert set(SETTLES_MIN) | set(SETTLED_BY_ANOTHER_RULE) == set(tables.pain_models)
    assert {*MODEL_BY_TISSUE.values(), *MODEL_BY_INJURY.values()} <= set(tables.pain_models)


def test_every_warning_sign_is_raised_by_a_day_or_stands_in_the_list_only() -> None:
    assert ASKED_BY_ITSELF | set(ASKED_IN_THE_LIST) == set(tables.red_flags)
    assert not ASKED_BY_ITSELF & set(ASKED_IN_THE_LIST)
    assert len(tables.red_flags) == 31
    assert set(_strings()) >= ASKED_BY_ITSELF


def test_every_warning_sign_says_who_and_how_soon() -> None:
    for flag in tables.red_flags.values():
        assert flag.urgency in URGENCY
        who = tables.flag_texts[flag.id].who
        assert who == "emergency" if flag.urgency == "emergency" else who in ("doctor", "physio", "physio_or_doctor")


def test_every_amber_sign_is_seen_built_elsewhere_or_listed() -> None:
    for injury in tables.injuries.values():
        for sign in injury.amber_flags:
            ways = (sign in AMBER.get(injury.id, {}), sign in BUILT_ELSEWHERE, sign in NOT_TOLD)
            assert sum(ways) == 1, (injury.id, sign)
    rows = {sign for injury in tables.injuries.values() for sign in injury.amber_flags}
    assert {*BUILT_ELSEWHERE, *NOT_TOLD, *(sign for signs in AMBER.values() for sign in signs)} == rows
