"""Places and numbers of places in a question: "second", "#3", "rank 4", "top five", "the 5 best", "bronze"."""

from __future__ import annotations

from collections.abc import Collection

from podium.bots.faq.language.numerals import ORDINALS, Numeral
from podium.bots.faq.language.value import COUNTED, MENDED, Around, Value
from podium.bots.faq.language.words import word_set

_BEST = word_set("top best first leading highest strongest smartest")
#: Superlatives of other things than scores: of "the 3 cheapest" the number alone is one of places.
_OTHERS = word_set(
    "cheapest newest latest oldest earliest largest biggest smallest tiniest fastest priciest dearest costliest"
)
_WORST = word_set("last worst bottom lowest weakest poorest feeblest")
_LISTED = word_set(
    "checkpoints contenders candidates nets networks participants submissions competitors ais algorithms bots chatbots"
    " offerings players releases options solutions products at among by"
    " sub from with under below released verified open closed proprietary"
    " models model llms llm results systems entries performers ones scores vlms ais on in for of and benchmarks"
)
_SHOWN = word_set("show list name give me see display tell us")
_RANKS = word_set("rank ranks ranked place placed places position spot number no nr pos seat slot placement placing")
#: Words for the models in front, after their number or before it.
_FRONT = word_set(
    "frontrunners frontrunner medallists medalists leaders winners champions finishers contenders toppers performers"
)
_FRONT_PAIRS = (("front", "runners"), ("medal", "winners"), ("podium", "finishers"), ("highest", "ranked"))
_PRICED = word_set("expensive costly pricey recent")
_ENDS = _BEST | _WORST | _OTHERS
#: Words that end a request: "the first three please".
_POLITE = word_set("please pls plz only then now thanks thx")
#: How many stand on a podium, and most words before it.
_PODIUM = 3
_MOST_TO_PODIUM = 7
_WHO = word_set("that which who")
_LEADING = word_set("lead leads led top head")
_MEDALS = {"bronze": 3, "silver": 2}
#: Sayings for whoever is second, and for whoever is not.
_SECONDS = (("always", "the", "bridesmaid"), ("first", "loser"), ("best", "of", "the", "losers"), ("second", "fiddle"))
_FIRSTS = (("second", "to", "none"), ("second", "to", "nobody"))
_SAYING = frozenset(saying[0] for saying in (*_SECONDS, *_FIRSTS))
#: Places that are named one after the other: "gold, silver and bronze".
_ROWS = (
    ("gold", "silver", "bronze"), ("gold", "silver"), ("first", "second", "third"), ("1st", "2nd", "3rd"),
    ("1", "2", "3"), ("one", "two", "three"),
)  # fmt: skip
#: Groups of so many.
_GROUPS = {"duo": 2, "trio": 3, "threesome": 3, "quartet": 4, "foursome": 4, "quintet": 5, "dozen": 12, "handful": 5}
_BETWEEN = word_set("and place places medal medals or")
_TO = word_set("to through until till thru")
#: Nouns after which numbers are places: "models 6 to 10".
_MORE_PLURALS = word_set(
    "bots chatbots competitors contestants algorithms offerings players releases options solutions products engines"
)
_NUMBERED = _RANKS | _MORE_PLURALS | word_set("ranks positions spots slots numbers models entries rows nos")
#: Who is second, said with another's title.
_TITLES = word_set("champion champ champions leader winner")
#: Of these there is one at a place: "who is the number one model".
_ONE = word_set("model llm system entry")
_PLURALS = word_set(
    "checkpoints contenders candidates nets networks participants submissions models llms systems entries"
    " performers ones vlms ais bots chatbots competitors contestants algorithms offerings players releases solutions"
    " products engines assistants architectures transformers"
)
#: Words between three and the podium that they stand on; three makers are not the makers of three models.
_STANDING = _PLURALS | word_set("made stand stands are on won took")
#: Most words between a number and the models it counts: "two open Google models".
_MOST_BETWEEN = 3


class Places(Around):
    """Reads the places of one question."""

    def places(self, taken: Collection[int]) -> list[Value]:
        """Return the places and the numbers of places that are asked for, in order."""
        result = []
        i = 0
        while i < len(self.found):
            one = self._top(i, taken) or self._place(i, taken)
            if one is not None and not any(j in taken or j in self.named for j in range(one.start, one.end)):
                result.append(one)
                i = one.end
            else:
                i += 1
        return result

    def _counts_places(self, i: int) -> Numeral | None:
        one = self.numeral_at.get(i)
        if one is None or one.decimal or one.magnitude not in ("", "hundred") or one.plus or one.compared:
            return None
        return one if one.sign == "" and 1 <= one.value <= 1000 else None

    def _top(self, i: int, taken: Collection[int]) -> Value | None:
        own = self.numeral_at.get(i)
        if own is not None and own.sign == "top":
            return Value("top", i, i + 1, own.amount)
        word = self.word(i, taken)
        group = _GROUPS.get(word)
        before = self.word(i - 1, taken)
        if group and (before in _ENDS or before in ("half", "a", "the", "front") or self.word(i - 2, taken) in _ENDS):
            half = before == "half" and word == "dozen"
            return Value("top", i - half, i + 1, group / 2 if half else float(group))
        if word == "half" and self.word(i + 1, taken) == "dozen":
            return Value("top", i, i + 2, 6.0)
        row = self._row(i, taken) or self._stretch(i, taken) or self._after_first(i)
        if row is not None:
            return row
        from_end = self._from_the_end(i, taken)
        if from_end is not None:
            return from_end
        if word in _ENDS:
            one = self._counts_places(i + 1)
            # "First 10" and "the last five" are lists, "best 4B model" and "first 0.9" are not.
            if one is not None and not self.unit_follows(one):
                if self._is_negative(i + 1):
                    return Value("top", i, one.end, -one.value)
                plain = word in ("top", "last", "bottom") or self.word(one.end) in _LISTED or one.end == len(self.found)
                plain = plain or (one.whole and self._before_models(one.end)) or self.word(one.end) in _POLITE
                # "Best 3 truthfulqa"
                plain = plain or (word == "best" and one.whole and one.end in self.named)
                if plain or self.found[one.end].breaks:
                    return Value("top", i + (word in _OTHERS), one.end, one.value)
        one = self._counts_places(i)
        if one is not None and one.value > 1:
            pair = (self.word(one.end), self.word(one.end + 1))
            if pair[0] in _WHO and pair[1] in _LEADING:
                # "The five that lead".
                return Value("top", i, one.end, one.value)
            if one.value == _PODIUM and self.word(one.end) in _STANDING and self._on_podium(one.end):
                return Value("top", i, one.end, one.value)
            if pair in _FRONT_PAIRS or pair[0] in _FRONT:
                return Value("top", i, one.end + (2 if pair in _FRONT_PAIRS else 1), one.value)
        if one is not None and self.beside(one.end, _ENDS) and self.word(one.end) != "first":
            return Value("top", i, one.end + (self.word(one.end) not in _OTHERS), one.value)
        if word in _SHOWN:
            one = self._counts_places(i + 1)
            if one is not None and self.word(one.end) in ("models", "llms", "results", "entries"):
                return Value("top", i + 1, one.end, one.value)
        return None

    def _on_podium(self, i: int) -> bool:
        """Return whether a few words later stands where three fit: "which three models made it to the podium"."""
        return any(self.word(j) == "the" and self.word(j + 1) == "podium" for j in range(i, i + _MOST_TO_PODIUM))

    def _is_negative(self, i: int) -> bool:
        """Return whether a minus stands at a number: "top -3", and not "top-3" or "top - 3"."""
        return self.text[self.found[i - 1].end : self.found[i].start].endswith(" -")

    def _row(self, i: int, taken: Collection[int]) -> Value | None:
        """Read the first places named one after the other, "gold, silver and bronze", and "places 1 to 5"."""
        word = self.word(i, taken)
        if word in ("places", "ranks", "positions", "spots", "numbers"):
            one = self._counts_places(i + 1)
            if one is not None and one.value == 1:
                to = one.end + (self.word(one.end) in _TO)
                last = self._counts_places(to)
                dashed = self.text[self.found[one.end - 1].end : self.found[to].start].strip() if last else ""
                if last is not None and last.value > 1 and (to > one.end or dashed in ("-", "–")):
                    return Value("top", i, last.end, last.value)
        for row in _ROWS:
            end = i
            for one_word in row:
                while end > i and self.word(end, taken) in _BETWEEN:
                    end += 1
                if self.word(end, taken) != one_word:
                    break
                end += 1
            else:
                number = row[0] in ("1", "one")
                if not number or (i > 0 and self.word(i - 1, taken) in ("places", "ranks", "positions", "numbers")):
                    return Value("top", i, end, float(len(row)))
        return None

    def _before_models(self, i: int) -> bool:
        """Return whether models stand a few words on: "the best two | open models by Google"."""
        for j in range(i, min(i + _MOST_BETWEEN + 1, len(self.found))):
            if self.found[j].breaks or j in self.numeral_at:
                return False
            if self.found[j].word in _PLURALS:
                return True
        return False

    def _stretch(self, i: int, taken: Collection[int]) -> Value | None:
        """Read places from one to another: "ranks 6 to 10", "ranked 11-15", "6th through 10th"."""
        at = i
        opened = False
        while MENDED.get(self.word(at, taken), self.word(at, taken)) in _NUMBERED:
            at += 1
        said = at > i
        if said and self.word(at, taken) in ("from", "between"):
            opened = self.word(at) == "between"
            at += 1
        first = self._counts_places(at) if said or self._is_range_of_models(at) else None
        first = first or self._ordinal_at(at)
        if first is None or not first.whole and first.sign != "th":
            return None
        to = first.end + (self.word(first.end, taken) in _RANKS)
        joined = self.word(to, taken)
        to += joined == "up"
        joined = self.word(to, taken)
        after = to + (joined in _TO or (opened and joined == "and"))
        after += after > to and self.word(after, taken) in _NUMBERED
        last = self._counts_places(after) or self._ordinal_at(after)
        if last is None or last.amount <= first.amount or last.sign not in ("", "th"):
            return None
        dashed = self.text[self.found[after - 1].end : self.found[after].start].strip() in ("-", "–")
        if (after == to and not dashed) or self.unit_follows(last):
            return None
        end = last.end + (self.word(last.end, taken) in _NUMBERED - {"models", "no", "nr"})
        return Value("top", i, end, last.value, first=first.value)

    def _after_first(self, i: int) -> Value | None:
        """Read the places behind the first ones: "the next five after the top 5"."""
        one = self._counts_places(i + (self.word(i) in ("next", "following")))
        if one is None:
            return None
        behind = one.end + (self.word(one.end) in _PLURALS)
        start = behind + 1 + (self.word(behind + 1) == "the")
        first = self._counts_places(start + 1)
        if first is None or self.word(behind) not in ("after", "behind", "below") or self.word(start) not in _ENDS:
            return None
        if self.word(start) in ("last", "bottom", "worst"):
            return None
        return Value("top", i, first.end, first.value + one.value, first=first.value + 1)

    def _is_range_of_models(self, i: int) -> bool:
        """Return whether two numbers with "to" between them count models: "6 through 10 bots"."""
        first = self.numeral_at.get(i)
        last = self.numeral_at.get(first.end + 1) if first is not None and self.word(first.end) in _TO else None
        return last is not None and self.beside(last.end, _PLURALS | _MORE_PLURALS)

    def _from_the_end(self, i: int, taken: Collection[int]) -> Value | None:
        """Read a place counted from the last one: "penultimate", "last but one", "next to last"."""
        said = [self.word(j, taken) for j in range(i, i + 3)]
        if said[0] == "penultimate":
            return Value("top", i, i + 1 + (said[1] in _RANKS), 2.0)
        if said in (["last", "but", "one"], ["next", "to", "last"]):
            return Value("top", i, i + 3, 2.0)
        return None

    def _place(self, i: int, taken: Collection[int]) -> Value | None:
        word = self.word(i, taken)
        word = MENDED.get(word, word)
        one = self.numeral_at.get(i)
        if word in _RANKS:
            place = self._counts_places(i + 1) or self._ordinal_at(i + 1)
            if place is not None and not (word in ("no", "spot") and place.spelt and place.value > 20):
                if word == "no" and self.text[self.found[i].end : self.found[place.start].start].strip(" .#"):
                    return None
                counted = self.beside(place.end, COUNTED) and self.word(place.end) not in _ONE
                if self.word(place.end) == "or" and self.word(place.end + 1) in ("better", "higher", "above"):
                    return Value("top", i, place.end + 2, place.value)
                if not self.unit_follows(place) and not counted:
                    return Value("place", i, place.end, place.value)
        if one is not None and one.sign == "#":
            return Value("place", i, one.end, one.amount)
        if word in _MEDALS:
            end = i + 1 + (self.word(i + 1) in ("medal", "medalist", "medallist"))
            return Value("place", i, end, float(_MEDALS[word]))
        if word == "gold" and self.word(i + 1) in ("medal", "medalist", "medallist"):
            return Value("place", i, i + 2, 1.0)
        if word in ("runner", "runners") and self.word(i + 1) in ("up", "ups"):
            return Value("place", i, i + 2, 2.0)
        for saying in (*_SECONDS, *_FIRSTS) if word in _SAYING else ():
            if tuple(self.word(j, taken) for j in range(i, i + len(saying))) == saying:
                first = saying in _FIRSTS or self.word(i + len(saying)) == "to"
                return None if first else Value("place", i, i + len(saying), 2.0)
        if word == "vice" and self.word(i + 1) in _TITLES:
            return Value("place", i, i + 2, 2.0)
        if word in ("runnerup", "runnersup", "vicechampion"):
            return Value("place", i, i + 1, 2.0)
        ordinal = self._ordinal_at(i)
        if ordinal is None:
            return None
        after = self.word(ordinal.end)
        end = ordinal.end + (after in ("to", "from")) + (self.word(ordinal.end + 1) == "the")
        by_other = after in _OTHERS or (after in ("most", "least") and self.word(ordinal.end + 1) in _PRICED)
        if ordinal.value > 1 and by_other:
            # "The second cheapest": so many of an order that is not by score.
            return Value("top", i, ordinal.end, ordinal.value)
        if ordinal.value > 1 and self.word(end) in _WORST:
            # "Second worst", "third from the bottom": so many of the last.
            return Value("top", i, end + 1, ordinal.value)
        stands = after in ("place", "placed", "position", "rank", "spot", "placing")
        if word in ("first", "1st") and not stands:
            # "When was it first passed?" and "the first model" are no places.
            return Value("place", i, i + 1, 1.0) if word == "1st" and after not in _LISTED - {"on", "in"} else None
        if after in ("party", "parties", "half", "quarter", "edition", "person") or self.word(i - 1) == "per":
            return None
        return Value("place", i, ordinal.end + stands, ordinal.value)

    def _ordinal_at(self, i: int) -> Numeral | None:
        one = self.numeral_at.get(i)
        if one is not None:
            return one if one.sign == "th" else None
        value = ORDINALS.get(self.word(i))
        return None if value is None else Numeral(i, i + 1, float(value), sign="th", spelt=True)
