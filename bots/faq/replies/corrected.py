"""What was corrected: what replies say beside such figures, and of which of a benchmark or a model it is said."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from podium.bots.faq.frame import Frame
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.wording import counted, plain
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


def corrections(desk: Desk, frame: Frame) -> Reply:
    """Say which figures of a benchmark, a model, or of the one on the other were corrected or withdrawn."""
    of_model = frame.models[0] if frame.models else None
    if frame.benchmarks:
        found = amendments.of_benchmark(desk.connection, frame.benchmark)
        found = [one for one in found if of_model in (None, one.model)]
        where = desk.vocabulary.benchmarks[frame.benchmark]
    else:
        found = amendments.of_model(desk.connection, str(of_model))
        where = "the boards here"
    slug = frame.benchmark if frame.benchmarks else None
    facts = [Fact("benchmark", where, slug)] if slug else []
    whose = ""
    if of_model is not None:
        name = desk.vocabulary.models[of_model].name
        whose = f" of {name}"
        facts.append(Fact("model", name, model=of_model))
    if not found:
        line = f"No figure{whose} on {where} was corrected or withdrawn since it stands here."
        return Reply("answer", line, tuple(facts), footer=(f"More: podium show {slug}",) if slug else ())
    lines = [f"{counted(len(found), 'figure')}{whose} on {where} came or went by a correction:"]
    facts.append(Fact("corrected", len(found)))
    for one in found[:_MOST]:
        reason = f" ({plain(one.reason)})" if one.reason else ""
        lines.append(f"{plain(one.model_name)}, board “{plain(one.board_title)}”: {one.change}{reason}.")
        at = (slug, one.board, one.model, one.result)
        facts += [Fact("corrected_on", one.day, *at), Fact("board", one.board_title, slug, one.board)]
        facts.append(Fact("model", one.model_name, model=one.model))
        facts += [Fact("previous_score", one.previous, *at)] if one.previous is not None else []
        facts += [Fact("reason", one.reason, *at)] if one.reason else []
    if len(found) > _MOST:
        lines.append(f"{len(found) - _MOST:,} more are older.")
        facts.append(Fact("other_models", len(found) - _MOST))
    return Reply("answer", "\n".join(lines), tuple(facts), footer=(f"More: podium show {slug}",) if slug else ())


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
