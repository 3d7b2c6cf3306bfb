"""Names of models and of makers that the registry does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import ordinary, words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.pieces import Piece

_DID = words.word_set("did does do has have had is was how of can could will")
_GETS = words.word_set(
    "score scores scored get gets got getting do doing perform performs performed achieve achieves achieved reach"
    " reaches reached have has result results s on in rank ranked fare fares fared come finish finishes finished manage"
    " manages managed land lands landed place places placed"
)
_VERSUS = words.word_set("vs versus against than")
#: Words before and after the one of two models that is unknown.
_BEFORE_OTHER = _VERSUS | words.word_set("and or with compare comparing between to")
_AFTER_OTHER = _VERSUS | words.word_set("and or with")
#: Words between a score and whose it is, and between a model and what it was scored on.
_OF = words.word_set("of for by from")
ON = words.word_set("on at take took taken run")
#: Words of slang for what is known of something.
_NEWS = words.word_set("specs spec deets gist tldr scoop 411 lowdown deetz intel rundown writeup wiki docs")
#: What one model does to another, or is beside it.
_RIVALS = frozenset({"BETTER", "COMPARE", "DIFFERENCE", "ABOVE", "PASSING", "GAP", "CHEAPER", "BIGGER"})
_RESULT = frozenset({"SCORE", "RESULT", "RANK"})
#: Intents about models.
OF_MODELS = (Intent.SCORE, Intent.RESULTS, Intent.MODEL, Intent.RANK, Intent.COMPARE)
#: Makers that people ask about, for the registries that have no model of theirs.
_OTHER_MAKERS = words.word_set(
    "apple samsung ibm huawei tesla adobe salesforce oracle intel amd sony naver kakao yandex sber tencent baidu",
    "bytedance cohere stability inflection reka snowflake databricks upstage siemens philips bosch sap bloomberg",
    "palantir spotify netflix uber airbnb canon panasonic fujitsu nec hitachi rakuten softbank xiaomi oppo vivo",
    "toyota honda foxconn siemens volkswagen bmw walmart disney lenovo asus hp ericsson nokia vodafone verizon boeing",
    "anduril airbus lockheed pfizer novartis roche medtronic infosys tcs wipro accenture deloitte stripe shopify",
    "alibaba meituan kuaishou perplexity huggingface deepmind microsoft nvidia meta google amazon qualcomm cisco dell",
)
#: Words after the name of a maker: "Foo Labs".
_LABS = words.word_set("labs lab ai research inc corp gmbh")


@dataclass(frozen=True, eq=False, repr=False)
class UnknownModels:
    """Looks for the names of models and makers among the words of a question that nothing explains.

    Args:
        asked: The question.
        candidates: Its readings, best first.
        last: What was asked before.
    """

    asked: Asked
    candidates: Sequence[Candidate]
    last: Frame | None = None

    def nobody(self) -> tuple[int, int] | None:
        """Return the words set against a model that are no model: "nobody vs GPT-5"; None without any."""
        tokens, models = self.asked.reading.tokens, self.asked.models
        if len(models) != 1:
            return None
        for i, token in enumerate(tokens):
            if token.word not in ("vs", "versus"):
                continue
            sides = ((0, i), (i + 1, len(tokens)))
            for (start, end), other in (sides, sides[::-1]):
                run = [piece for piece in self.asked.pieces if start <= piece.start < end]
                is_name = all(piece.kind in ("foreign", "unknown") or piece.concepts == {"NOT"} for piece in run)
                if (models[0].start, models[0].end) == other and run and is_name:
                    return start, end
        return None

    def version(self) -> tuple[int, int] | None:
        """Return the name of a version that the catalogue lacks: "Claude Opus 9"; None without one."""
        asked, tokens = self.asked, self.asked.reading.tokens
        for link in asked.models:
            end = link.end
            if end >= len(tokens) or tokens[end].breaks or not tokens[end].word[0].isdigit():
                continue
            loose = [piece for piece in asked.pieces if piece.start == end and piece.kind in ("value", "foreign")]
            if loose and not loose[0].concepts - {"number", "several", "NUMBER"}:
                while end + 1 < len(tokens) and end + 1 in asked.reading.foreign and not tokens[end + 1].breaks:
                    end += 1
                return link.start, end + 1
        return None

    def maker(self) -> str:
        """Return the name of a maker that the catalogue lacks, where it is all that is not understood; else nothing."""
        other = next((piece for piece in self.asked.of_kind("foreign") if self._is_other_maker(piece)), None)
        if other is not None and not self.asked.models and self.asked.has("MODEL", "MODELS"):
            return self.asked.typed(other)
        best = self.candidates[0] if self.candidates else None
        if best is None or not best.spec.filters or len(best.unexplained) != 1:
            return ""
        piece, found = best.unexplained[0], self.asked.reading.tokens
        if piece.kind != "foreign":
            return ""
        before = found[piece.start - 1].word if piece.start else ""
        typed = self.asked.typed(piece)
        if self.is_lab(piece.start, piece.end):
            return self.asked.reading.typed(piece.start, piece.end + 1)
        written = before in ("by", "from") and typed[:1].isupper() and not ordinary.is_ordinary(found[piece.start].word)
        return typed if written or self._is_other_maker(piece) else ""

    def _is_other_maker(self, piece: Piece) -> bool:
        """Return whether a word is the name of a maker that other registries may have models of."""
        return piece.end == piece.start + 1 and self.asked.words[piece.start] in _OTHER_MAKERS

    def is_lab(self, start: int, end: int) -> bool:
        """Return whether words are a name with what labs are called after it: "Foo Labs", but not "big labs"."""
        tokens = self.asked.reading.tokens
        named = end < len(tokens) and tokens[end].word in _LABS and not tokens[end].breaks
        written = start > 0 and tokens[start - 1].word in ("by", "from")
        written = written or self.asked.reading.text[tokens[start].start].isupper()
        return named and written and not any(ordinary.is_ordinary(token.word) for token in tokens[start:end])

    def model(self, foreign: set[int]) -> str:
        """Return the name of a model that the catalogue lacks, as typed in "what did Foo-9 score"; else nothing."""
        asked, tokens = self.asked, self.asked.reading.tokens
        start, end = next(asked.reading.runs(foreign))
        before = next((tokens[i].word for i in range(start - 1, -1, -1) if tokens[i].word not in words.ARTICLES), "")
        after = tokens[end].word if end < len(tokens) else ""
        typed = asked.reading.typed(start, end)
        if asked.models:
            versus = before in _BEFORE_OTHER or after in _AFTER_OTHER
            if versus and asked.has("COMPARE", "BETTER", "DIFFERENCE", "SCORE"):
                return typed
            # "Does Foo-9 beat GPT-5", "how does Foo-9 stack up against it".
            named = any(token.named for token in tokens[start:end]) or before in _DID
            return typed if named and self._is_set_against(start, end) else ""
        if not asked.sights or asked.has("LEAD", "HOW_MANY"):
            return ""
        numbered = any(token.named or any(char.isdigit() for char in token.word) for token in tokens[start:end])
        if numbered and before in _OF and any(_RESULT & piece.concepts for piece in asked.pieces):
            return typed
        beside = any(link.start == end for link in asked.reading.of_kind("benchmark"))
        if (
            start == 0
            and (after == "on" or (beside and end > start + 1 and any(char.isdigit() for char in tokens[end - 1].word)))
            and _NEWS.isdisjoint(token.word for token in tokens[start:end])
        ):
            return typed
        scored = asked.has("SCORE", "GOOD", "RANK", "TESTED_ON") or any(tokens[i].named for i in range(start, end))
        return typed if scored and before in _DID and after in _GETS | _DID else ""

    def _is_set_against(self, start: int, end: int) -> bool:
        """Return whether words right beside an unknown name set it against another."""
        asked = self.asked
        beside = (piece for piece in asked.pieces if piece.start == end or piece.end == start)
        return any(piece.kind == "concept" and piece.concepts & _RIVALS for piece in beside)

    def next_model(self, foreign: set[int]) -> str:
        """Return the name of a model that the catalogue lacks where a message goes on about scores: "and Foo-9's?"."""
        asked, tokens = self.asked, self.asked.reading.tokens
        if self.last is None or not self.last.models or self.last.intent not in OF_MODELS:
            return ""
        if asked.of_kind("benchmark") or asked.models:
            return ""
        start, end = next(asked.reading.runs(foreign))
        if any(
            not piece.weak and not start <= piece.start < end
            for piece in asked.pieces
            if "FOLLOW" not in piece.concepts
        ):
            return ""
        on = start > 0 and tokens[start - 1].word in ON
        return "" if on or not tokens[0].word == "and" else asked.reading.typed(start, end)

    def published(self, start: int, end: int) -> bool:
        """Return whether models of a maker that the catalogue lacks are asked for: "models that Foo released"."""
        asked, tokens = self.asked, self.asked.reading.tokens
        if asked.models or asked.sights or not asked.has("MODELS", "MODEL"):
            return False
        if not self.asked.reading.text[tokens[start].start].isupper():
            return False
        made = {"MADE", "PUBLISHED", "RELEASED"}
        return any(piece.start in (end, end + 1) and piece.concepts & made for piece in asked.pieces)
