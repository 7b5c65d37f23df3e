"""The bare foot, three times as large as the body: from its inner side, and from above."""

from opbouw.figures.body import Body, Placed
from opbouw.figures.geometry import heading, local, step, two_bone
from opbouw.figures.pose import Pose
from opbouw.figures.skeleton import skeleton


def from_inside(pose: Pose, body: Body) -> None:
    """The bare foot from its inner side, large: heel and ball are places, the arch is what lies between them."""
    get, part = pose.numbers.get, skeleton()["foot"]
    heel, ball = pose.points["heel"], pose.points["ball"]
    rear, fore = two_bone(heel, ball, part["rear"], part["fore"], -1.0)
    arch = step(heel, rear, part["rear"])
    ankle = local(heel, rear, *part["ankle"])
    shin = get("shank", 0.0)
    body.bones["shin"] = Placed(*ankle, shin)
    body.bones["rear"] = Placed(*heel, rear)
    body.bones["fore"] = Placed(*arch, fore)
    flat = heading(heel, ball)
    body.bones["small"] = Placed(*local(ball, flat, -4, -5), flat - get("small", 0.0), get("short_small", 1.0))
    body.bones["big"] = Placed(*ball, flat - get("big", 0.0), get("short_big", 1.0))
    body.marks |= {"heel": heel, "ball": ball, "arch": arch, "ankle": ankle}
    body.marks["big_tip"] = step(ball, flat - get("big", 0.0), part["toe"])
    body.goals |= {"heel": heel, "ball": ball}


def from_above(pose: Pose, body: Body) -> None:
    """The bare right foot from above, large: the heel is a place, the foot turns around it, each toe has its angle."""
    get, part = pose.numbers.get, skeleton()["top"]
    heel = pose.points["heel"]
    towards = get("turn", 0.0)
    body.bones["sole"] = Placed(*heel, towards)
    body.marks |= {"heel": heel, "ankle": local(heel, towards, *part["ankle"])}
    body.bones["shin"] = Placed(*body.marks["ankle"], towards)
    for name, (x, y) in part["toes"].items():
        root = local(heel, towards, x, y)
        body.bones[name] = Placed(*root, towards + get(name, 0.0), get(f"short_{name}", 1.0))
        body.marks[name] = root
    body.marks |= {"inner": local(heel, towards, 74, -27), "outer": local(heel, towards, 66, 27)}
    body.goals["heel"] = heel
