"""From the values of a pose to where every bone and landmark is."""

import math

from opbouw.figures.bare import from_above, from_inside
from opbouw.figures.body import Body, Placed
from opbouw.figures.geometry import Point, heading, local, step, two_bone
from opbouw.figures.pose import FigureError, Movement, Pose
from opbouw.figures.skeleton import length, skeleton

BAND = 100.0  # a band is drawn this long and stretched to what it spans


def solve(movement: Movement, pose: Pose) -> Body:
    """Place the whole figure.

    :raises FigureError: the pose says neither where the hip is nor which landmark stays.
    """
    place = {"foot": from_inside, "top": from_above}.get(movement.view)
    if place is not None:
        body = Body()
        place(pose, body)
    else:
        body = _body(movement, pose)
    _props(movement, pose, body)
    return body


def _body(movement: Movement, pose: Pose) -> Body:
    hip = pose.points.get("hip")
    if hip is not None:
        return _placed(movement.view, pose, hip)
    pin = pose.points.get("pin")
    if pin is None or not movement.pin_point:
        raise FigureError(f"{movement.id}: pose {pose.id} needs hip, or pin with pin_point")
    hip = pin
    for _ in range(4):  # a limb with a goal of its own does not move along, so the pin is found by coming nearer
        mark = _placed(movement.view, pose, hip).marks[movement.pin_point]
        hip = hip[0] + pin[0] - mark[0], hip[1] + pin[1] - mark[1]
    body = _placed(movement.view, pose, hip)
    body.goals[movement.pin_point] = pin
    return body


def _placed(view: str, pose: Pose, hip: Point) -> Body:
    """Trunk and head from the hip up, then each arm and leg."""
    body, get = Body(), pose.numbers.get
    trunk = get("trunk", 0.0)
    chest = trunk + get("spine", 0.0)
    neck = chest + get("neck", 0.0)
    seen = get("short_trunk", 1.0)
    waist = step(hip, trunk, length("pelvis") * seen)
    top = step(waist, chest, length("chest") * seen)
    skull = step(top, neck, length("neck") - 1.5)
    body.bones["pelvis"] = Placed(*hip, trunk, seen)
    body.bones["chest"] = Placed(*waist, chest, seen)
    body.bones["neck"] = Placed(*step(waist, chest, (length("chest") - 0.5) * seen), neck)
    body.bones["head"] = Placed(*skull, neck + get("head", 0.0))
    body.marks |= {"hip": hip, "waist": waist, "shoulder": top, "head": skull}
    for side in ("n", "f"):
        sign = -1 if view == "front" and side == "f" else 1
        socket, shoulder = _sockets(view, pose, sign, (hip, trunk), (waist, chest), seen)
        _leg(view, pose, side, sign, socket, trunk, body)
        _arm(pose, side, sign, shoulder, chest, body)
    return body


def _sockets(
    view: str, pose: Pose, sign: int, pelvis: tuple[Point, float], chest: tuple[Point, float], seen: float
) -> tuple[Point, Point]:
    """Where a leg and an arm begin; in the front view beside the middle."""
    (hip, trunk), (waist, upper) = pelvis, chest
    if view == "side":
        return hip, step(waist, upper, (length("chest") - 4) * seen)
    half, wide = skeleton()["front"]["hip"], skeleton()["front"]["shoulder"]
    tilt = math.radians(trunk + pose.numbers.get("tilt", 0.0))
    across = math.radians(upper)
    at = step(waist, upper, (length("chest") - 4.5) * seen)
    wide *= pose.numbers.get("short_shoulders", 1.0)
    half *= pose.numbers.get("short_hips", 1.0)
    return (
        (hip[0] + sign * half * math.cos(tilt), hip[1] + sign * half * math.sin(tilt)),
        (at[0] + sign * wide * math.cos(across), at[1] + sign * wide * math.sin(across)),
    )


def _leg(view: str, pose: Pose, side: str, sign: int, hip: Point, trunk: float, body: Body) -> None:
    get = pose.numbers.get
    seen = {bone: get(f"short_{bone}_{side}", 1.0) for bone in ("thigh", "shank", "foot")}
    thigh_length, shank_length = length("thigh") * seen["thigh"], length("shank") * seen["shank"]
    goal = _leg_goal(pose, side, body)
    if goal is not None:
        bend = -sign * get(f"bend_leg_{side}", 1.0)
        thigh, shank = two_bone(hip, goal, thigh_length, shank_length, bend)
    else:
        thigh = trunk + 180 - sign * get(f"hip_{side}", 0.0)
        shank = thigh + sign * get(f"knee_{side}", 0.0)
    knee = step(hip, thigh, thigh_length)
    ankle = step(knee, shank, shank_length)
    straight = shank - 90 - get(f"ankle_{side}", 0.0) if view == "side" else shank - sign * get(f"ankle_{side}", 0.0)
    foot = get(f"foot_{side}", straight)
    ball = local(ankle, foot, 14.5 * seen["foot"], 5)
    toe = foot - get(f"toe_{side}", 0.0)
    body.bones[f"thigh_{side}"] = Placed(*hip, thigh, seen["thigh"])
    body.bones[f"shank_{side}"] = Placed(*knee, shank, seen["shank"])
    body.bones[f"foot_{side}"] = Placed(*ankle, foot, seen["foot"])
    body.bones[f"toe_{side}"] = Placed(*ball, toe, seen["foot"])
    body.marks |= {
        f"knee_{side}": knee,
        f"ankle_{side}": ankle,
        f"ball_{side}": ball,
        f"toe_{side}": local(ball, toe, 7.2, 0),
        f"heel_{side}": local(ankle, foot, -4.5, 7.2),
        f"achilles_{side}": local(knee, shank, 35, 3.4),
        f"calf_{side}": local(knee, shank, 15, 7),
        f"shin_{side}": local(knee, shank, 20, -4),
        f"arch_{side}": local(ankle, foot, 6, 7),
        f"instep_{side}": local(ankle, foot, 10, 0),
    }


def _leg_goal(pose: Pose, side: str, body: Body) -> Point | None:
    """Where the ankle is asked to be, also when the ball of the foot was asked for."""
    ankle = pose.points.get(f"ankle_at_{side}")
    ball = pose.points.get(f"ball_at_{side}")
    if ball is None:
        if ankle is not None:
            body.goals[f"ankle_{side}"] = ankle
        return ankle
    if f"foot_{side}" not in pose.numbers:
        raise FigureError(f"pose {pose.id}: ball_at_{side} needs foot_{side}")
    body.goals[f"ball_{side}"] = ball
    seen = pose.numbers.get(f"short_foot_{side}", 1.0)
    offset = local((0, 0), pose.numbers[f"foot_{side}"], 14.5 * seen, 5)
    return ball[0] - offset[0], ball[1] - offset[1]


def _arm(pose: Pose, side: str, sign: int, shoulder: Point, chest: float, body: Body) -> None:
    get = pose.numbers.get
    seen = {bone: get(f"short_{bone}_{side}", 1.0) for bone in ("upper_arm", "forearm", "hand")}
    upper_length, fore_length = length("upper_arm") * seen["upper_arm"], length("forearm") * seen["forearm"]
    goal = pose.points.get(f"hand_at_{side}")
    if goal is not None:
        body.goals[f"wrist_{side}"] = goal
        upper, fore = two_bone(shoulder, goal, upper_length, fore_length, sign * get(f"bend_arm_{side}", 1.0))
    else:
        upper = chest + 180 - sign * get(f"shoulder_{side}", 0.0)
        fore = upper - sign * get(f"elbow_{side}", 0.0)
    elbow = step(shoulder, upper, upper_length)
    wrist = step(elbow, fore, fore_length)
    hand = get(f"hand_{side}", fore)
    body.bones[f"upper_arm_{side}"] = Placed(*shoulder, upper, seen["upper_arm"])
    body.bones[f"forearm_{side}"] = Placed(*elbow, fore, seen["forearm"])
    body.bones[f"hand_{side}"] = Placed(*wrist, hand, seen["hand"])
    body.marks |= {f"elbow_{side}": elbow, f"wrist_{side}": wrist, f"fingers_{side}": step(wrist, hand, 8)}


def _props(movement: Movement, pose: Pose, body: Body) -> None:
    """Props that move by themselves or are spanned between landmarks."""
    for place, prop in enumerate(movement.props):
        if "at" in prop:
            name = prop["at"]
            x, y = pose.points[name]
            body.bones[name] = Placed(x, y, pose.numbers.get(f"{name}_turn", 0.0) + 90)
            body.marks[name] = (x, y)
        elif "from" in prop:
            start, end = _end(movement, body, prop["from"]), _end(movement, body, prop["to"])
            body.bones[f"band{place}"] = Placed(*start, heading(start, end), math.dist(start, end) / BAND)


def _end(movement: Movement, body: Body, end: str | list[float]) -> Point:
    if not isinstance(end, str):
        return float(end[0]), float(end[1])
    if end not in body.marks:
        raise FigureError(f"{movement.id}: no landmark {end!r}")
    return body.marks[end]
