"""A grammar of questions for facts: wordings and names put together, each with what plain SQL over the registry says.

Nothing of the engine is used here. A pattern holds alternatives in brackets, ``"what [did|does] {m} get on {b}"``, and
names in braces; a question is one choice of each, a name as somebody may write it, and what people put around it.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from podium.tests.bots.faq.asked_wordings import AROUND, PATTERNS, SPELT

#: Terms of cards that Podium's own glossary explains, too: without a benchmark either may be meant.
ALSO_PODIUMS = ("calibration error", "judge", "5-shot")
#: Terms of cards that are other things beside the name of a benchmark: an alias of it, and a baseline.
OTHERWISE_SAID = ("overall score", "human expert")
#: Names of models that say something else in a sentence.
NO_NAMES = ("Max",)


@dataclass(frozen=True)
class Need:
    """A fact that a reply must have: one of these names, one of these values, and about this model if one is given."""

    names: tuple[str, ...]
    values: tuple[object, ...]
    model: str | None = None
    benchmark: str | None = None


@dataclass(frozen=True)
class Question:
    """A question and the facts that a right answer to it has."""

    about: str
    text: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Thing:
    """What a question can be asked of: the names that fill its braces, and the facts."""

    names: dict[str, tuple[str, ...]]
    needs: tuple[Need, ...]


def need(names: str, *values: object, model: str | None = None, benchmark: str | None = None) -> Need:
    """Return a need; ``"a|b"`` is a fact under one of these names."""
    return Need(tuple(names.split("|")), values, model, benchmark)


def expanded(pattern: str, choose: random.Random) -> str:
    """Return a pattern with one alternative of every bracket."""
    while True:
        found = re.search(r"\[([^\[\]]*)\]", pattern)
        if found is None:
            return " ".join(pattern.split())
        pattern = pattern[: found.start()] + choose.choice(found[1].split("|")) + pattern[found.end() :]


def spelt(name: str, choose: random.Random) -> str:
    """Return a name as somebody may type it: in other letters, without hyphens, or with two letters swapped."""
    way = choose.choice(SPELT)
    if way == "lower":
        return name.lower()
    if way == "upper":
        return name.upper()
    if way == "spaced":
        return " ".join(re.sub(r"[-_/]", " ", name).lower().split())
    if way == "hyphened":
        return "-".join(re.sub(r"[()]", "", name).lower().split())
    if way == "typo":
        runs = [run for run in re.finditer(r"[A-Za-z]{6,}", name)]
        if runs:
            run = choose.choice(runs)
            i = choose.randrange(run.start() + 1, run.end() - 2)
            return (name[:i] + name[i + 1] + name[i] + name[i + 2 :]).lower()
    return name


class Asking:
    """Everything that can be asked of a registry."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys = {
            row["key"]: row["kinds"]
            for row in connection.execute("SELECT key, count(DISTINCT kind || slug) AS kinds FROM names GROUP BY key")
        }
        self.things: dict[str, list[Thing]] = {}
        for made in (self._models, self._scores, self._boards, self._counts, self._cards, self._times):
            for kind, thing in made():
                self.things.setdefault(kind, []).append(thing)

    def questions(self, seed: int, number: int) -> Iterator[Question]:
        """Yield questions, as many of one kind of fact as of another."""
        choose = random.Random(seed)
        kinds = sorted(self.things)
        for i in range(number):
            kind = kinds[i % len(kinds)]
            thing = choose.choice(self.things[kind])
            pattern = expanded(choose.choice(AROUND), choose).replace("...", choose.choice(PATTERNS[kind]))
            text = expanded(pattern, choose)
            for slot, names in thing.names.items():
                if f"{{{slot}}}" in text:
                    name = choose.choice(names)
                    name = name if slot in ("year", "score", "percent") else spelt(name, choose)
                    text = text.replace(f"{{{slot}}}", name)
            yield Question(kind, text, thing.needs)

    def _rows(self, sql: str, *of: object) -> list[sqlite3.Row]:
        return self._connection.execute(sql, of).fetchall()

    def _own(self, names: list[str]) -> tuple[str, ...]:
        """Return the names that are names of nothing else."""
        found = []
        for name in dict.fromkeys(names):
            key = re.sub(r"[ \-_./(),:'’&]", "", name).lower().replace("+", "plus")
            if self._keys.get(key) == 1 and name not in NO_NAMES:
                found.append(name)
        return tuple(found)

    def _model_names(self, row: sqlite3.Row) -> tuple[str, ...]:
        # A slug that starts with a benchmark's name is a name of both.
        slugs = [] if row["model"].startswith("chexpert") else [row["model"]]
        return self._own([row["name"], row["name"], *slugs, *json.loads(row["aliases"])])

    def _benchmark_names(self, slug: str) -> tuple[str, ...]:
        (row,) = self._rows("SELECT name, json_extract(card, '$.aliases') AS more FROM benchmarks WHERE slug = ?", slug)
        return self._own([row["name"], row["name"], slug, *json.loads(row["more"] or "[]")])

    def _models(self) -> Iterator[tuple[str, Thing]]:
        """Yield what the catalogue says of every model."""
        for row in self._rows(
            "SELECT slug AS model, *, CASE released_precision WHEN 'month' THEN substr(released, 1, 7)"
            " ELSE released END AS told FROM models"
        ):
            names = {"m": self._model_names(row)}
            if not names["m"]:
                continue
            columns = ("input_price", "output_price", "context_tokens", "parameters_b", "released", "organisation")
            for column in columns:
                if row[column] is not None:
                    value = row["told"] if column == "released" else row[column]
                    yield column, Thing(names, (need(column, value, model=row["model"]),))
            if row["input_price"] is not None and row["output_price"] is not None:
                both = tuple(need(column, row[column], model=row["model"]) for column in columns[:2])
                yield "price", Thing(names, both)
            if row["licence"]:
                yield "licence", Thing(names, (need("model_licence", row["licence"], model=row["model"]),))
            if row["open_weights"] is not None:
                value = "open weights" if row["open_weights"] else "proprietary"
                yield "open", Thing(names, (need("openness", value, model=row["model"]),))

    def _scores(self) -> Iterator[tuple[str, Thing]]:
        """Yield what models have on boards."""
        rows = self._rows(
            "SELECT p.benchmark, p.board, p.model, p.value, b.headline, b.aliases AS boards, m.name, m.aliases,"
            " 1 + (SELECT count(*) FROM placing_results AS o WHERE o.benchmark = p.benchmark AND o.board = p.board AND"
            " CASE WHEN b.higher_is_better THEN round(o.value, 3) > round(p.value, 3)"
            " ELSE round(o.value, 3) < round(p.value, 3) END) AS place"
            " FROM placing_results AS p JOIN boards AS b ON b.benchmark = p.benchmark AND b.slug = p.board"
            " JOIN models AS m ON m.slug = p.model"
        )
        for row in rows:
            names = {"m": self._model_names(row), "b": self._benchmark_names(row["benchmark"])}
            if not names["m"]:
                continue
            where = {"model": row["model"], "benchmark": row["benchmark"]}
            score, place = need("score", row["value"], **where), need("rank", row["place"], **where)
            if row["headline"]:
                yield "score", Thing(names, (score,))
                yield "rank", Thing(names, (place,))
            elif json.loads(row["boards"]):
                names = {**names, "board": tuple(json.loads(row["boards"]))}
                yield "score_on_board", Thing(names, (score,))

    def _boards(self) -> Iterator[tuple[str, Thing]]:
        """Yield what the scores of a headline board come to."""
        rows = self._rows(
            "SELECT p.benchmark, b.higher_is_better AS up, count(*) AS models, max(p.value) AS high,"
            " min(p.value) AS low, avg(p.value) AS mean, sum(p.standing IN ('independent', 'reproduced')) AS verified,"
            " sum(m.open_weights IS 1) AS open, max(max(coalesce(p.reported_on, ''), coalesce(p.as_of, ''))) AS newest"
            " FROM placing_results AS p JOIN boards AS b ON b.benchmark = p.benchmark AND b.slug = p.board"
            " JOIN models AS m ON m.slug = p.model WHERE b.headline GROUP BY p.benchmark"
        )
        for row in rows:
            of = row["benchmark"]
            names = {"b": self._benchmark_names(of)}
            yield "highest", Thing(names, (need("score|highest", row["high"], benchmark=of),))
            yield "lowest", Thing(names, (need("score|lowest", row["low"], benchmark=of),))
            # How an overall score is made is a question of its own.
            plain = {"b": tuple(name for name in names["b"] if "overall" not in name)}
            yield "average", Thing(plain, (need("mean", row["mean"], benchmark=of),))
            yield "models_on", Thing(names, (need("models", row["models"], benchmark=of),))
            yield "verified_on", Thing(names, (need("verified|filtered", row["verified"], benchmark=of),))
            if row["verified"]:
                yield "which_verified", Thing(names, (need("verified|filtered", row["verified"], benchmark=of),))
            yield "open_on", Thing(names, (need("open_models|filtered|models", row["open"], benchmark=of),))
            if row["newest"]:
                yield "newest_result", Thing(names, (need("updated", row["newest"], benchmark=of),))
            boards = self._rows(
                "SELECT title FROM boards AS b WHERE benchmark = ? AND EXISTS (SELECT 1 FROM placing_results AS p"
                " WHERE p.benchmark = b.benchmark AND p.board = b.slug)", of)  # fmt: skip
            yield "boards", Thing(names, tuple(need("board", one["title"], benchmark=of) for one in boards))

    def _counts(self) -> Iterator[tuple[str, Thing]]:
        """Yield how many there are of what."""
        (row,) = self._rows("SELECT count(*) AS models, sum(open_weights IS 1) AS open FROM models")
        yield "models", Thing({}, (need("catalogue_models|models", row["models"]),))
        yield "open_models", Thing({}, (need("open_models|models", row["open"]),))
        (row,) = self._rows("SELECT sum(standing IN ('independent', 'reproduced')) AS verified FROM placing_results")
        yield "verified_results", Thing({}, (need("verified", row["verified"]),))
        for row in self._rows(
            "SELECT organisation, count(*) AS models FROM models WHERE organisation <> '' GROUP BY 1"
        ):
            names = {"o": self._own([row["organisation"]])}
            if names["o"]:
                yield "models_by", Thing(names, (need("models|filtered", row["models"]),))
        for row in self._rows("SELECT substr(released, 1, 4) AS year, count(*) AS models FROM models WHERE released"
                              " IS NOT NULL GROUP BY 1"):  # fmt: skip
            yield "models_in", Thing({"year": (row["year"],)}, (need("models|filtered", row["models"]),))
        for row in self._rows("SELECT c.value AS category, count(*) AS benchmarks FROM benchmarks,"
                              " json_each(card, '$.categories') AS c GROUP BY 1"):  # fmt: skip
            # The name of the category "general" is an everyday word.
            kind = "in_general" if row["category"] == "general" else "in_category"
            yield kind, Thing({"cat": (row["category"],)}, (need("benchmarks", row["benchmarks"]),))

    def _cards(self) -> Iterator[tuple[str, Thing]]:
        """Yield what cards say: numbers and meanings."""
        sizes = self._rows("SELECT slug, s.key AS counted, s.value AS number FROM benchmarks,"
                           " json_each(card, '$.sizes') AS s")  # fmt: skip
        for row in sizes:
            names = {"b": self._benchmark_names(row["slug"]), "counted": (row["counted"],)}
            if "(" not in row["counted"] and not re.match(r"most |forms |options |questions in ", row["counted"]):
                yield "size", Thing(names, (need("count", row["number"], benchmark=row["slug"]),))
        for row in self._rows("SELECT slug, json_extract(card, '$.unit') AS unit, s.key AS split, s.value AS number"
                              " FROM benchmarks, json_each(card, '$.splits') AS s"):  # fmt: skip
            if row["split"] in ("test", "validation", "train", "dev"):
                whole = tuple(name for name in self._benchmark_names(row["slug"]) if "val" not in name)
                names = {"b": whole, "split": (row["split"],)}
                yield "split", Thing(names, (need("count", row["number"], benchmark=row["slug"]),))
        terms: dict[str, list[tuple[str, str]]] = {}
        for row in self._rows("SELECT slug, json_extract(t.value, '$.name') AS term,"
                              " json_extract(t.value, '$.definition') AS definition FROM benchmarks,"
                              " json_each(card, '$.terms') AS t"):  # fmt: skip
            terms.setdefault(row["term"], []).append((row["slug"], row["definition"]))
        for term, found in terms.items():
            if term not in ALSO_PODIUMS:
                yield "term", Thing({"term": (term,)}, (need("definition", *(text for _, text in found)),))
            for slug, text in found:
                # The card may answer a question of its own about the word.
                told = [row["answer"] for row in self._rows(
                    "SELECT json_extract(f.value, '$.answer') AS answer FROM benchmarks, json_each(card, '$.faq') AS f"
                    " WHERE slug = ? AND instr(lower(f.value), lower(?))", slug, term)]  # fmt: skip
                names = {"term": (term,), "b": self._benchmark_names(slug)}
                if term not in OTHERWISE_SAID:
                    yield "term_on", Thing(names, (need("definition|answer", text, *told),))

    def _times(self) -> Iterator[tuple[str, Thing]]:
        """Yield the course of the headline boards: a result counts from the later of report and release.

        None counts from before its benchmark was published, by a paper that defines it.
        """
        for board in self._rows("SELECT benchmark, slug, higher_is_better AS up FROM boards WHERE headline"):
            of, sign = board["benchmark"], 1 if board["up"] else -1
            names = {"b": self._benchmark_names(of)}
            dated = self._rows(
                "WITH told AS (SELECT p.value, p.model, m.name, p.benchmark,"
                " max(substr(coalesce(p.reported_on, '') || '-01-01', 1, 10),"
                " substr(coalesce(m.released, '') || '-01-01', 1, 10)) AS day FROM placing_results AS p"
                " JOIN models AS m ON m.slug = p.model WHERE p.benchmark = ? AND p.board = ?"
                " AND coalesce(p.reported_on, m.released) IS NOT NULL)"
                " SELECT value, model, told.name, max(day, CASE WHEN card ->> '$.paper.note' IS NOT NULL"
                " AND card ->> '$.paper.note' <> '' THEN '' ELSE coalesce(card ->> '$.paper.published', '') END) AS day"
                " FROM told JOIN benchmarks AS b ON b.slug = told.benchmark ORDER BY 4, value * ? DESC",
                of, board["slug"], sign)  # fmt: skip
            if len(dated) < 5:
                continue
            best = dated[0]
            records = [best]
            for row in dated[1:]:
                if sign * row["value"] > sign * best["value"]:
                    best = row
                    records.append(row)
            (top,) = self._rows("SELECT max(value * ?) AS value FROM placing_results WHERE benchmark = ? AND board = ?",
                                sign, of, board["slug"])  # fmt: skip
            if sign * best["value"] == top["value"]:
                yield "record_set", Thing(names, (need("record_date|released", best["day"], model=best["model"]),))
            for year in range(2020, 2027):
                held = [row for row in records if row["day"] < f"{year + 1}"]
                if held and held[-1]["day"] >= f"{year}":
                    yield (
                        "held_in",
                        Thing({**names, "year": (str(year),)}, (need("model|leader", held[-1]["name"], benchmark=of),)),
                    )
            for tenth in range(3, 10):
                passed = next((row for row in records if row["value"] >= tenth / 10), None)
                if passed is not None and passed is not dated[0]:
                    spelt_as = {**names, "score": (f"0.{tenth}", f"{tenth}0%", f"{tenth}0 percent")}
                    needed = need("model|leader", passed["name"], benchmark=of)
                    yield "passed", Thing(spelt_as, (needed,))


def lacking(question: Question, reply_facts: object) -> tuple[Need, ...]:
    """Return the needs of a question that the facts of a reply do not meet."""
    facts = list(reply_facts)  # type: ignore[call-overload]

    def met(one: Need) -> bool:
        for fact in facts:
            if fact.name not in one.names or (one.model and fact.model not in (None, one.model)):
                continue
            if one.benchmark and fact.benchmark not in (None, one.benchmark):
                continue
            if any(_same(fact.value, value) for value in one.values):
                return True
        return False

    return tuple(one for one in question.needs if not met(one))


def _same(told: object, value: object) -> bool:
    if isinstance(told, float) or isinstance(value, float):
        return isinstance(told, (int, float)) and isinstance(value, (int, float)) and abs(told - value) < 1e-9
    return told == value
