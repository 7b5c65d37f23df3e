"""How each readiness test is measured on a screen: its drawing, its meter, what counts and what ends it.

Transcribed by hand from the columns ``how`` and ``pass_criterion`` of `readiness_tests`. A drawing is that of an
exercise only where it is the same movement; else the test has one of its own, by its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

Meter = Literal["", "up", "beat", "tap", "window", "hold"]
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """One test on the screen.

    ``meter``: up counts seconds or minutes, beat counts a repetition every ``seconds``, tap counts presses, window
    counts presses in ``seconds``, hold only tells when ``seconds`` are over, none leaves it to the form.
    ``parts``: the drawings of a test that is several movements, each with its name.
    ``enough``: whether it ends at the number the gate asks; derived, where the row names a number to do and none to
    reach for.
    """

    counts: Text
    stops: Text = ""
    figure: str = ""
    parts: tuple[tuple[str, Text], ...] = ()
    meter: Meter = ""
    seconds: int = 0
    enough: bool = False


WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "heel_raise_single": Way(
            lazy("Every whole raise, one in two seconds, with only your fingertips on the wall."),
            lazy("Your heel no longer comes as high, or your knee bends."),
            figure="heel_one_flat",
            meter="beat",
            seconds=2,
        ),
        "heel_raise_bent_knee": Way(
            lazy("Every whole raise, one in two seconds, with your knee bent and still."),
            lazy("Your heel no longer comes as high, or your knee moves."),
            figure="soleus_bent_one",
            meter="beat",
            seconds=2,
        ),
        "walk_brisk_30": Way(
            lazy("The minutes of walking on briskly, without a stop."),
            lazy("Pain at the spot, or a limp."),
            figure="walk_brisk_30",
            meter="up",
            enough=True,
        ),
        "single_leg_squat": Way(
            lazy("Each time down to about 60 degrees and up, knee over your second toe, hips level."),
            lazy("Your knee falls in or your pelvis tilts."),
            figure="single_leg_squat.front",
            meter="tap",
            enough=True,
        ),
        "step_down": Way(
            lazy("Each time your other heel taps the floor, slow and in control."),
            lazy("You sink through or lose control."),
            figure="step_down_slow",
            meter="tap",
            enough=True,
        ),
        "decline_squat_pain": Way(
            lazy("One slow squat to about 60 degrees; the pain under your kneecap is the number."),
            figure="decline_squat",
        ),
        "single_leg_bridge": Way(
            lazy("The seconds with your hips up and your other leg straight, level with the thigh."),
            lazy("Your pelvis drops."),
            figure="single_leg_bridge",
            meter="up",
        ),
        "hamstring_bridge_reps": Way(
            lazy("Each time your hips go up and down again, heel on the stool, other leg up."),
            lazy("Your hips no longer come up."),
            figure="hamstring_bridge_reps",
            meter="tap",
        ),
        "side_plank": Way(
            lazy("The seconds in one straight line, on elbow and feet."),
            lazy("Your body leaves the line."),
            figure="side_plank",
            meter="up",
        ),
        "single_leg_stance": Way(
            lazy("The seconds on one leg, hands on your hips, eyes open."),
            lazy("You lose your balance."),
            figure="single_leg_stance",
            meter="up",
            enough=True,
        ),
        "hop_in_place": Way(
            lazy("Each small, quick hop on one leg."),
            lazy("Pain at the spot, or your leg gives way."),
            figure="hop_spring",
            meter="tap",
            enough=True,
        ),
        "hop_for_distance": Way(
            lazy("The best of three hops of which you held the landing for two seconds."),
            lazy("Pain at the spot, or your leg gives way."),
            figure="hop_stick",
        ),
        "hop_side": Way(
            lazy("Each hop over both lines within 30 seconds."),
            lazy("Pain at the spot, or your leg gives way."),
            figure="hop_side",
            meter="window",
            seconds=30,
        ),
        "knee_to_wall": Way(
            lazy("The distance from toe to wall with your knee just touching and your heel down."),
            lazy("Your heel comes up: that try does not count."),
            figure="knee_wall_mob",
        ),
        "y_balance": Way(
            lazy("How far your other foot reaches forward while you stay in control."),
            lazy("You lose control: that try does not count."),
            figure="y_balance",
        ),
        "stairs_painfree": Way(
            lazy("The worst pain on two flights up and down, at your normal pace."), figure="stairs_painfree"
        ),
        "tibia_palpation": Way(
            lazy("The worst pain along the inner shin."),
            lazy("One sore point shorter than 5 cm: do not go on, have it looked at."),
            figure="tibia_palpation",
        ),
        "bone_palpation": Way(
            lazy("The pain when you press on the bone that was sore before."), figure="bone_palpation"
        ),
        "straight_leg_raise": Way(
            lazy("How high the straight leg comes, beside the other."),
            lazy("Pain at the spot, or your knee bends."),
            figure="straight_leg_raise",
        ),
        "adductor_squeeze": Way(
            lazy("The pain while you squeeze for five seconds."), figure="adductor_ball", meter="hold", seconds=5
        ),
        "copenhagen_hold": Way(
            lazy("The seconds with your hips up and your top knee on the bench."),
            lazy("Your hips drop."),
            figure="copenhagen_short",
            meter="up",
            enough=True,
        ),
        "knee_effusion": Way(
            lazy("The bulge that comes back: 0 none, 1 a trace, 2 clear, 3 a lot."), figure="knee_effusion"
        ),
        "plyo_470": Way(
            lazy("The hops you did, per leg."), lazy("Pain at the spot, or your leg gives way."), figure="plyo_470"
        ),
        "five_step_screen": Way(
            lazy("The worst pain over all five."),
            lazy("Pain at the spot, or poor form."),
            parts=(
                ("five_step_screen", lazy("jumps at the wall, 1 minute")),
                ("single_leg_squat.front", lazy("squat on one leg, 30 seconds each")),
                ("plank", lazy("plank, 1 minute")),
                ("step_up", lazy("step-ups, 1 minute")),
                ("quad_iso_wall", lazy("wall sit, 1 minute")),
            ),
        ),
    }
)

# What a person checks by a movement or a touch; the other checks are read from a day and have no drawing.
CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "arch_stays_up": "tib_post_raise_one",
        "tibia_one_spot": "tibia_palpation",
        "knee_and_pelvis_steady": "single_leg_squat.front",
        "pain_resisted_knee_bend": "pain_resisted_knee_bend",
        "pain_full_bend_and_straighten": "heel_slide",
        "pain_prone_knee_bend": "pain_prone_knee_bend",
        "pain_press_foot_bone": "pain_press_foot_bone",
        "pain_brisk_walk": "walk_brisk_30",
        "length_sore_muscle_cm": "length_sore_muscle_cm",
    }
)


def figure_of(test: str) -> str:
    """The drawing of a test or own check, of several movements the first; empty where words do."""
    way = WAYS.get(test)
    return (way.figure or next((name for name, _ in way.parts), "")) if way else CHECKS.get(test, "")
