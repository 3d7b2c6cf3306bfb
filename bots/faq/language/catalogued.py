"""More words for what the catalogue tells of models, joined to :mod:`podium.bots.faq.language.concepts`.

They are the other words for the same things: a model hits the market, a licence is business friendly, a price is a
tariff, and a model that takes no images is image blind.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language.phrases import Product

#: What is sent to a model.
_WRITING = "text|document|prompt|input|article|book|texts|documents|prompts|inputs|articles|books"

#: Concept by concept, the words and phrases that carry it, parted by commas.
CATALOGUED: dict[str, str | Sequence[str | Product]] = {
    # What is said of a column of the catalogue that is empty.
    "LACKING": (
        "do you lack, no, without, lack, lacks, lacking, missing, unknown, "
        "unrecorded, "
        "not recorded, isnt recorded, is not recorded, arent recorded, not known, isnt known, is not known, "
        "unpublished, undisclosed, not disclosed, isnt disclosed, nobody published, not published, never published, "
        "not public, isnt public, nobody knows, not listed, isnt listed, dont have, do not have, doesnt have, "
        "does not have, not have, you dont know, dont know, dont you know, you do not know, not stated, unstated"
    ),
    "NEWEST": (
        "most recently, came out most recently, came out last, came out latest, came last out, released last, last to "
        "come out, last to be released, last to appear, launched last, launched most recently, latest to come out, "
        "released most recently, most recent release, latest release, newest release, newest entrant, latest entrant, "
        "newcomer, newest kid, most up to date model, most current, appeared last, appeared most recently, out last"
    ),
    "OLDEST": (
        "came out first, released earliest, came out earliest, longest around, first to be released, first to come "
        "out, most ancient, most dated, earliest release, oldest release, first release, launched first, released "
        "first, veteran, most senior, longest standing, has been around longest, been around longest"
    ),
    "RELEASED": (
        "releases, launches, appear, appears, appeared, arrive, arrived, arrives, emerge, emerged, debuted, unveiled, "
        "presented, hit the market, see the light, saw the light, go live, went live, gone live, ship, shipped, "
        "shipping, rolled out, roll out, put out, brought out, dropping, surfaced, surface, enter the market, entered "
        "the market, came onto the market, made its debut, made its appearance, come into being, came into being, day "
        "of release, time of release, release month, vintage"
    ),
    "PARAMETERS": (
        "number of weights, how many weights, weight count, how many billion weights, how many billions, how many "
        "billion, size in billions, size in parameters, parameter size, parameter number, sum of parameters, how heavy"
    ),
    "CONTEXT": (
        Product("how long|how big|how large", "-|a|an", _WRITING),
        "context limit, context cap, context maximum, maximum context, max context, maximum context length, maximum "
        "context window, maximum context size, max context length, max context window, context capacity, context "
        "budget, prompt limit, input limit, how much text, how many words, how many pages, "
        "longest text, longest document, longest input, longest prompt, maximum input, max "
        "input, maximum input length, max input length, maximum prompt, max prompt, prompt length, text length, memory "
        "span, attention span, token window, input window, token budget, how much input, how many tokens fit, fit into "
        "the context",
    ),
    "PRICE": (
        "how much is it, how much is that, how much is this one, how much is this model, how much is the model, how "
        "much are they, how much is that one, how much is that model, unpriced, "
        "costing, priced under, sold for, sold at, sells for, sells at, going for, per 1m input tokens, per 1m output "
        "tokens, per m input tokens, per m output tokens, per mtok input, per mtok output, what do i pay, what do you "
        "pay, what do we pay, price point, asking price, tariff, tariffs, rates, set me back, sets me back, setting me "
        "back, how pricey, how costly, damage to my wallet, bill, invoice, spend, spending, expense, expenses"
    ),
    "INPUT": ("per 1m input tokens, per million input tokens, per m input tokens, per mtok input, input side, reading"),
    "OUTPUT": ("per 1m output tokens, per million output tokens, per m output tokens, per mtok output, output side"),
    "VALUE": (
        "score for the money, most score for the money, most score for money, points for the money, most points for "
        "the money, performance for the money, most performance for the money, for the money, for my money, for your "
        "money, money for value, return on money, return per dollar, points a dollar, accuracy per dollar, accuracy "
        "for the money, accuracy for the price, score for the price, points for the price, quality for the price, "
        "quality for the money, most for the money, most for my money, most for your money, most for the least, score "
        "per cent spent, per dollar spent, per unit price, bargain, best bargain, bargains, worth its price, worth its "
        "money, worth the price, cheapest good, value pick, good price, price worthy"
    ),
    "LICENCE": (
        "which licence covers, which license covers, what licence covers, what license covers, licence covers, license "
        "covers, licence governs, license governs, which licence governs, which license governs, licence applies, "
        "license applies, which licence applies, which license applies, legal basis, licensed how, how is it licensed"
    ),
    "COMMERCIAL": (
        "commercial friendly, commercially friendly, business friendly, commercially usable, commercially licensed, "
        "commercially permissive, permissively, permissive licence, permissive license, permits commercial use, permit "
        "commercial use, allowing commercial use, usable in business, usable in a product, usable in products, for "
        "commercial purposes, for business use, safe for business, safe for commercial use, ok for business"
    ),
    "MULTIMODAL_MODEL": (
        "image capable, image capable model, image capable models, image reading, image reading model, image reading "
        "models, picture capable, vision capable model, vision capable models, vision ready, image able, image aware, "
        "image savvy, sighted, not blind, can read images, can view images, can handle images, can take images, that "
        "take pictures, image enabled, image processing, eyes, image understanding model, image understanding models"
    ),
    "TEXT_MODEL": "image blind, no images, no image input, no vision, text based only, only text, words only",
    "EXPENSIVE": (
        "pricier, costlier, dearer, more expensive, more costly, steepest, steeper, costs more, cost more, priced "
        "higher, priciest"
    ),
    "CHEAP": (
        "less expensive, less costly, costs less, cost less, priced lower, more affordable, cheapest there is, easiest "
        "on the wallet, easy on the wallet, thriftiest, least pricey, least expensive"
    ),
}
