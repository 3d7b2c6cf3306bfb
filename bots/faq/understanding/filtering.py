"""Which models a question restricts itself to, and whose figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq.frame import Filters, Intent, Period
from podium.bots.faq.language.lexicon import FIGURES
from podium.bots.faq.language.value import Value
from podium.bots.faq.language.words import NARROWED, word_set
from podium.bots.faq.names.vocabulary import Link
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Unfit
from podium.bots.faq.understanding.explaining import is_restriction, takes_images
from podium.bots.faq.understanding.intents import FILTER_VALUES, WITHIN_FIRST, Spec


def filters_of(asked: Asked, spec: Spec) -> Filters:
    """Return which models a question restricts itself to."""
    found: dict[str, Any] = {}
    for piece in asked.pieces:
        if piece.kind == "excluded" and "licence" in piece.concepts:
            continue
        if piece.kind == "excluded":
            links = [link for link in (*asked.models, *asked.reading.links) if link.start == piece.start]
            slugs = tuple(entity.slug for entity in links[0].entities)
            name = "excluded_organisations" if "organisation" in piece.concepts else "excluded"
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *slugs)))
        elif piece.kind == "organisation" and not (spec.takes("o") and "organisation" in found):
            link = next(link for link in asked.reading.links if link.start == piece.start)
            slugs = (*found.get("organisations", ()), *(entity.slug for entity in link.entities))
            found["organisations"] = tuple(dict.fromkeys(slugs))
        elif piece.kind == "family":
            link = next(link for link in asked.reading.links if link.start == piece.start)
            found["family"] = link.entities[0].name
            found["family_models"] = tuple(entity.slug for entity in link.entities)
        elif piece.kind == "category":
            link = next(link for link in asked.reading.links if link.start == piece.start)
            if not spec.takes("cat") or of_counted_models(spec, asked, link):
                if link.entities[0].slug != "multimodal" and not takes_images(piece, asked):
                    # "And math?" restricts a board to no models.
                    raise Unfit
                found["multimodal"] = True
        elif piece.kind == "concept":
            found.update(_of_concepts(piece.concepts, asked))
    found.update(of_figures(asked) if spec.fixed.get("counted") != "verified" else {})
    if asked.has("OPEN") and asked.has("CLOSED") and not asked.has("NOT", "EXCEPT", "CORRECTION"):
        # "Open or closed": both are meant. "The best open model via an API" would have to be both.
        if _BOTH.isdisjoint(asked.words) and "open_weights" in found and "/" not in asked.reading.text:
            raise Unfit
        found.pop("open_weights", None)
    if spec.takes("o"):
        found.pop("organisations", None)
    # What is counted restricts nothing else.
    found.pop({"verified": "verified", "open_models": "open_weights"}.get(spec.fixed.get("counted", ""), ""), None)
    if _toolless(asked.words):
        found["tools"] = False
    left_out = {piece.start for piece in asked.of_kind("excluded") if "licence" in piece.concepts}
    for one in asked.licences:
        name = "excluded_licences" if one.start in left_out else "licences"
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), *one.licences)))
    scope = scope_of(asked, spec)
    if scope is not None:
        found["first"] = int(scope.amount)
    for value in asked.values:
        if isinstance(value.period, Period) and "then" in spec.values and not _restricts(asked, value):
            found["released"] = narrower(found.get("released"), _until(value.period))
            continue
        if value.kind in FILTER_VALUES or (value.kind == "period" and "period" not in spec.values | spec.needed_values):
            if value.kind == "parameters" and not value.bound and not _restricts(asked, value):
                # "The 4B one?" is another of the models before.
                raise Unfit
            more = of_value(value)
            if "released" in more:
                more["released"] = narrower(found.get("released"), more["released"])
            if any(found.get(name, limit) != limit for name, limit in more.items() if name in _BOUNDED.values()):
                # "Best up to 8B, best up to 32B" are two questions.
                raise Unfit
            more["strict"] = (*found.get("strict", ()), *more.get("strict", ()))
            found.update(more)
    return Filters(**found)


_BOTH = word_set(
    "or and vs versus compare compared comparing than between both behind trail lag against over nor either"
)


def scope_of(asked: Asked, spec: Spec) -> Value | None:
    """Return the number of places among which is looked: of "which open models are in the top 10" as well."""
    starts = {piece.start for piece in asked.of_kind("value") if "within" in piece.concepts}
    if spec.intent is Intent.TOP and not any(is_restriction(piece, asked) for piece in asked.pieces):
        return None
    if not starts or spec.intent not in WITHIN_FIRST | {Intent.TOP}:
        return None
    return next(value for value in asked.values if value.start in starts)


def narrower(one: Period | None, other: Period | None) -> Period | None:
    """Return the one of two times that lies within the other: "mid-2025, say in June 2025".

    Raises:
        Unfit: If neither does, so that one of them would be left out.
    """
    if one is None or other is None:
        return one or other
    for inner, outer in ((other, one), (one, other)):
        after = (inner.first or "") >= (outer.first or "")
        if after and (inner.last or _NEVER) <= (outer.last or _NEVER):
            return inner
    raise Unfit


_NEVER = "9999-12-31"


def of_counted_models(spec: Spec, asked: Asked, link: Link) -> bool:
    """Return whether a category says which models are counted: "how many multimodal models"."""
    after = asked.words[link.end] if link.end < len(asked.words) else ""
    counts = spec.intent is Intent.COUNTS and spec.fixed.get("counted") == "models"
    return counts and link.entities[0].slug == "multimodal" and after in NARROWED


def _restricts(asked: Asked, value: Value) -> bool:
    """Return whether an amount or a time says which models are meant: when they came out, how big they are."""
    piece = next(piece for piece in asked.pieces if piece.kind == "value" and piece.start == value.start)
    return is_restriction(piece, asked)


def _until(period: Period) -> Period:
    """Return the time of the models that were there in a period: all until its end.

    Raises:
        Unfit: If it has no end.
    """
    if period.last is None:
        raise Unfit
    return Period(None, period.last)


def _toolless(said: Sequence[str]) -> bool:
    """Return whether results without tools are asked for: "without tools", "no tool use", "tool-free"."""
    for i, word in enumerate(said):
        if word in ("tool", "tools"):
            before = [one for one in said[max(i - 3, 0) : i] if one not in ("any", "using", "use", "of", "the")]
            if before[-1:] and before[-1] in ("without", "no", "sans") or said[i + 1 : i + 2] == ["free"]:
                return True
    return False


def _of_concepts(concepts: Iterable[str], asked: Asked) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names = set(concepts)
    # "Commercial closed-weights models" are those that are sold.
    sold = asked.has("CLOSED") and not asked.has("LICENCE", "OPEN") and (_sold(asked) or not asked.has("USES"))
    if "CLOSED" in names and (sold or "COMMERCIAL" not in names):
        found["open_weights"] = False
    elif "OPEN" in names:
        found["open_weights"] = True
    if "COMMERCIAL" in names and not sold:
        found["commercial"] = True
    if "TEXT_MODEL" in names:
        found["multimodal"] = False
    elif "MULTIMODAL_MODEL" in names:
        found["multimodal"] = True
    return found


def _sold(asked: Asked) -> bool:
    """Return whether "commercial" stands beside "closed", so that both say that a model is only sold."""
    commercial = {i for piece in asked.pieces if "COMMERCIAL" in piece.concepts for i in (piece.start, piece.end)}
    return any("CLOSED" in piece.concepts and {piece.start, piece.end} & commercial for piece in asked.pieces)


def of_figures(asked: Asked) -> dict[str, Any]:
    """Return whose figures are meant: all that are named, where several are."""
    concepts = [piece for piece in asked.pieces if piece.kind == "concept" and piece.concepts & FIGURES]
    names = [next(name for name in _FIGURES if name in piece.concepts) for piece in concepts]
    names = list(dict.fromkeys(names))
    if len(names) > 1:
        every = {one for name in names for one in _FIGURES[name]}
        return {"standing": tuple(one for one in _STANDINGS if one in every)}
    if names == ["VERIFIED"] and asked.typed(concepts[0]).lower() == "reproduced":
        return {"standing": ("reproduced",)}
    if names in (["VERIFIED"], ["UNVERIFIED"]):
        return {"verified": names == ["VERIFIED"]}
    return {"standing": _FIGURES[names[0]]} if names else {}


def of_value(value: Value) -> dict[str, Any]:
    """Return the filters that an amount or a time stands for.

    Raises:
        Unfit: If it stands for none, so that it would be left out of the answer.
    """
    if isinstance(value.period, Period):
        return {"released": value.period}
    if value.kind == "parameters" and not value.bound:
        # "A 7B model": catalogues count 6.7 and 7.6 billion where names say 7B.
        low, high = (round(value.amount * part, 4) for part in _ABOUT)
        return {"min_params_b": low, "max_params_b": high}
    # A context window without a word is one from below, and a price one from above.
    bound = value.bound or {"context": "least", "price": "most", "output_price": "most"}.get(value.kind, "")
    name = _BOUNDED.get((value.kind, bound))
    if name is None:
        raise Unfit
    found: dict[str, Any] = {name: int(value.amount) if value.kind == "context" else value.amount}
    return {**found, "strict": (name,)} if value.strict else found


def merged(before: Filters, now: Filters) -> Filters:
    """Return filters that go on from those before: what is said now replaces what was said of the same thing."""
    plain = Filters()
    changed: dict[str, Any] = {}
    for group in _KINDS:
        if any(getattr(now, name) != getattr(plain, name) for name in group):
            changed |= {name: getattr(now, name) for name in group}
    names = (*_BOUNDED.values(), "min_score", "max_score")
    limits = {name for name in names if getattr(before, name) is not None and name not in changed}
    changed["strict"] = (*(name for name in before.strict if name in limits), *now.strict)
    return replace(before, **changed)


#: How far from the size in its name a model's may be.
_ABOUT = (0.9, 1.1)
_STANDINGS = ("self-reported", "third-party", "independent", "reproduced")
#: What is said of whose figures are meant; the first that a word can mean counts.
_FIGURES: Mapping[str, tuple[str, ...]] = {
    "NOT_SELF": _STANDINGS[1:],
    "NOT_THIRD": (_STANDINGS[0], *_STANDINGS[2:]),
    "SELF_REPORTED": _STANDINGS[:1],
    "UNVERIFIED": _STANDINGS[:2],
    "VERIFIED": _STANDINGS[2:],
    "THIRD_PARTY": _STANDINGS[1:2],
}
#: The filter that a bound of an amount is.
_BOUNDED = {
    ("parameters", "most"): "max_params_b", ("parameters", "least"): "min_params_b",
    ("context", "most"): "max_context", ("context", "least"): "min_context",
    ("price", "most"): "max_price", ("price", "least"): "min_price",
    ("output_price", "most"): "max_output_price", ("output_price", "least"): "min_output_price",
}  # fmt: skip
#: Filters that are about one thing, so that what is said of it later takes the place of all of them.
_KINDS = (
    ("open_weights",), ("organisations", "excluded_organisations", "family", "family_models"),
    ("max_params_b", "min_params_b"),
    ("max_context", "min_context"), ("max_price", "min_price"),
    ("max_output_price", "min_output_price"), ("released",), ("verified", "standing"),
    ("commercial",), ("licences", "excluded_licences"), ("multimodal",), ("excluded",),
    ("tools",), ("min_score", "max_score"), ("first",), ("only",),
)  # fmt: skip
