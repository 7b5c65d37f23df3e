"""What a runner said about pairs, in the shape that the grouping of recordings reads."""

from opbouw.activities import Said
from opbouw.web.twice.models import PairSaid


def said_by(account_id: int | None) -> Said:
    """The runner's word about every pair; empty for nobody."""
    if account_id is None:
        return Said()
    rows = PairSaid.objects.filter(runner__account_id=account_id).values_list("verdict", "first", "second")
    pairs = [(verdict, frozenset((str(first), str(second)))) for verdict, first, second in rows]
    return Said(
        frozenset(pair for verdict, pair in pairs if verdict == "apart"),
        frozenset(pair for verdict, pair in pairs if verdict == "together"),
    )
