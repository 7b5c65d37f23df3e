"""What a runner said about recordings, in the shape that their grouping reads."""

from opbouw.activities import Said
from opbouw.web.twice.models import PairSaid, SportSaid


def said_by(account_id: int | None) -> Said:
    """The runner's word about every pair, and about what a recording was; empty for nobody."""
    if account_id is None:
        return Said()
    rows = PairSaid.objects.filter(runner__account_id=account_id).values_list("verdict", "first", "second")
    pairs = [(verdict, frozenset((str(first), str(second)))) for verdict, first, second in rows]
    sports = SportSaid.objects.filter(runner__account_id=account_id).values_list("activity", "sport")
    return Said(
        frozenset(pair for verdict, pair in pairs if verdict == "apart"),
        frozenset(pair for verdict, pair in pairs if verdict == "together"),
        {str(activity): sport for activity, sport in sports},
    )
