"""What replies say beside figures that were corrected."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from podium.bots.faq.replies.wording import plain
from podium.bots.faq.reply import Fact, Reply
from podium.registry import amendments
from podium.registry.amendments import Amendment
from podium.registry.views import shown

#: Most figures of a reply of which that is said.
_MOST = 3

_CHANGED = """
SELECT r.id, r.benchmark FROM results AS r
WHERE r.id IN (SELECT value FROM json_each(?)) AND r.run IS NULL
AND (r.supersedes IS NOT NULL OR EXISTS (SELECT 1 FROM corrections AS c WHERE c.accepted_result = r.id))
"""


def with_corrections(connection: sqlite3.Connection, reply: Reply) -> Reply:
    """Return a reply with a line for each figure it states that took the place of another, or came by a correction."""
    stated = list(dict.fromkeys(one.result for one in reply.facts if one.name == "score" and one.result is not None))
    found = {id: benchmark for id, benchmark in connection.execute(_CHANGED, (json.dumps(stated),))} if stated else {}
    if not found:
        return reply
    changed: dict[int, Amendment] = {}
    for benchmark in dict.fromkeys(found.values()):
        changed |= amendments.by_result(amendments.of_benchmark(connection, benchmark))
    lines, facts = [], list[Fact]()
    for one in [changed[id] for id in stated if id in found and id in changed][:_MOST]:
        at = (found[one.result or 0], one.board, one.model, one.result)
        lines.append(f"{plain(one.model_name)} ({shown(one.now or 0.0)}): {one.change}.")
        facts.append(Fact("corrected_on", one.day, *at))
        if one.previous is not None:
            facts.append(Fact("previous_score", one.previous, *at))
    return replace(reply, body="\n".join((reply.body, *lines)), facts=tuple(dict.fromkeys((*reply.facts, *facts))))
