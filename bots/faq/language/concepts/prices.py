"""What a model costs, and what one gets for it."""

from __future__ import annotations

PRICES: dict[str, str] = {
    "PRICE": (
        "sets me back, set me back, set us back, sets us back, sets one back, set one back, setting me back, "
        "how dear, dear, how costly, costly, come to, comes to, what does that come to, amount to, amounts "
        "to, run me, runs me, run to, how pricey, damage, whats the damage, what is the damage, bill, shell "
        "out, fork out, outlay, "
        "per input token, per output token, per prompt token, per completion token, per generated token, api costs, "
        "price, prices, priced, pricing, cost, costs, dollar, dollars, usd, per million tokens, how expensive, how "
        "cheap, per million, tokens cost, api price, api cost, fee, fees, pay, charge, money, token price, api "
        "pricing, price per token, per token, cost per token, per mtok, price tag, rate, to use, per 1m tokens, how "
        "expensive is, token cost, api fees, usd per million, dollars per million, per million output tokens, per "
        "million input tokens, charged, charges, costs at most, charge for, "
        "need to pay, do i need to pay, free of charge, or do i need to pay, "
        "list price, list prices, per m tokens, billed, priced at, price level"
        ", costing, how much for, what would i pay, what will i pay, how much do they "
        "charge, how much do you charge, how much does it charge, how much do i owe, rates, tariff, tariffs, invoice, "
        "expense, expenses, how much money"
    ),
    "INPUT": (
        "per input token, per prompt token, "
        "inputs, input type, input types, input modality, input modalities, "
        "input, input tokens, in, prompt, sent, "
        "one million input tokens, 1 million input tokens, a million input tokens, million input tokens, 1m input "
        "tokens, prompt tokens, one million prompt tokens, 1 million prompt tokens, a million prompt tokens, million "
        "prompt tokens, 1m prompt tokens, tokens in, incoming tokens, tokens sent"
    ),
    "OUTPUT": (
        "per output token, per completion token, per generated token, "
        "output, output tokens, out, completion, generated, "
        "one million output tokens, 1 million output tokens, a million output tokens, million output tokens, 1m "
        "output tokens, completion tokens, one million completion tokens, a million completion tokens, million "
        "completion tokens, generated tokens, one million generated tokens, a million generated tokens, million "
        "generated tokens, tokens out, outgoing tokens, tokens generated, response tokens"
    ),
    "CHEAP": (
        "has the lowest price, has the lowest prices, has the lowest cost, has the lowest costs, has the smallest "
        "price, has the smallest prices, has the smallest cost, has the smallest costs, has the least price, has "
        "the least prices, has the least cost, has the least costs, have the lowest price, have the lowest "
        "prices, have the lowest cost, have the lowest costs, have the smallest price, have the smallest prices, "
        "have the smallest cost, have the smallest costs, have the least price, have the least prices, have the "
        "least cost, have the least costs, with the lowest price, with the lowest prices, with the lowest cost, "
        "with the lowest costs, with the smallest price, with the smallest prices, with the smallest cost, with "
        "the smallest costs, with the least price, with the least prices, with the least cost, with the least "
        "costs, having the lowest price, having the lowest prices, having the lowest cost, having the lowest "
        "costs, having the smallest price, having the smallest prices, having the smallest cost, having the "
        "smallest costs, having the least price, having the least prices, having the least cost, having the least "
        "costs, at the lowest price, at the lowest prices, at the lowest cost, at the lowest costs, at the "
        "smallest price, at the smallest prices, at the smallest cost, at the smallest costs, at the least price, "
        "at the least prices, at the least cost, at the least costs, "
        "without much budget, without a big budget, without a large budget, little budget, with little budget, tight "
        "budget, on a tight budget, limited budget, on a limited budget, on a budget, on a shoestring, little money, "
        "without much money, not much money, "
        "least i can spend, least one can spend, least you can spend, least we can spend, least i have to "
        "spend, least i need to spend, least i must spend, least i can pay, least i have to pay, least i must "
        "pay, least one can pay, smallest price, smallest bill, lowest bill, smallest cost, smallest outlay, "
        "lowest outlay, smallest budget, lowest budget, minimum spend, minimum budget, minimum price, minimum "
        "cost, smallest sum, lowest sum, smallest spend, for the smallest price, at the smallest price, at "
        "the lowest price, for the lowest price, at the lowest cost, least outlay, cheapest way, "
        "cheap, cheapest, least expensive, lowest price, lowest cost, inexpensive, affordable, most "
        "affordable, budget, low cost, lowest priced, cheep, cheapst, cheepest, low price, cost least, costs least, "
        "costs the least, lowest in price, for the least money, for least money, for little money, least money, "
        "least costly, lowest list price, lowest input price, lowest output price, lowest api price, cheapest "
        "option, cheapest choice, lowest in cost"
        ", pay as little as possible, as little as possible, as cheap as possible, as cheaply as possible, spend as "
        "little as possible, pay the least, pay least, spend the least, spend least, without paying much, at the "
        "least cost, lowest spend, minimal cost, minimal price, least money possible, cheapest possible, bargain, "
        "best bargain, thriftiest option"
    ),
    "CHEAPEST_INPUT": (
        "lowest input price, cheapest input price, lowest input cost, cheapest input, cheapest input tokens, lowest "
        "price per input token, least expensive input, has the lowest input price, with the lowest "
        "input price, "
        "the lowest input price, lowest price for input, cheapest on input, lowest input "
        "token price"
    ),
    "CHEAPEST_OUTPUT": (
        "lowest output price, cheapest output price, lowest output cost, cheapest output, cheapest output tokens, "
        "lowest price per output token, least expensive output, has the lowest output price, with the lowest "
        "output price, "
        "the lowest output price, lowest price for output, cheapest on output, lowest "
        "output token price"
    ),
    "EXPENSIVE": (
        "has the highest price, has the highest prices, has the highest cost, has the highest costs, has the "
        "largest price, has the largest prices, has the largest cost, has the largest costs, has the biggest "
        "price, has the biggest prices, has the biggest cost, has the biggest costs, have the highest price, have "
        "the highest prices, have the highest cost, have the highest costs, have the largest price, have the "
        "largest prices, have the largest cost, have the largest costs, have the biggest price, have the biggest "
        "prices, have the biggest cost, have the biggest costs, with the highest price, with the highest prices, "
        "with the highest cost, with the highest costs, with the largest price, with the largest prices, with the "
        "largest cost, with the largest costs, with the biggest price, with the biggest prices, with the biggest "
        "cost, with the biggest costs, having the highest price, having the highest prices, having the highest "
        "cost, having the highest costs, having the largest price, having the largest prices, having the largest "
        "cost, having the largest costs, having the biggest price, having the biggest prices, having the biggest "
        "cost, having the biggest costs, "
        "expensive, most expensive, priciest, costliest, highest price, dearest, pricey, costs most, costs the "
        "most, highest cost, most costly, highest priced"
    ),
    # One of two models by the catalogue.
    "CHEAPER": (
        "cheaper, less expensive, costs less, cost less, less costly, lower price, lower priced, lower cost, more "
        "affordable, for less money, less money, for less, undercut, undercuts, undercutting, costing less, priced "
        "below, priced lower, price below, lower prices, cheaper alternative, cheaper alternatives, easier on the "
        "wallet, kinder to my wallet, cost below, costs below, below the price of, less pricey, not as expensive"
    ),
    "CHEAPER_INPUT": (
        "lower input price, cheaper input, cheaper inputs, cheaper input tokens, lower input cost, lower price for "
        "input, less for input, less for inputs, less per input token, lower price per input token, "
        "smaller input price"
    ),
    "CHEAPER_OUTPUT": (
        "lower output price, cheaper output, cheaper outputs, cheaper output tokens, lower output cost, lower price "
        "for output, less for output, less for outputs, less per output token, lower price per output token, smaller "
        "output price"
    ),
    "DEARER": (
        "more expensive, pricier, costlier, dearer, costs more, cost more, more costly, higher price, higher priced, "
        "costing more, priced above, priced higher, above the price of, for more money"
    ),
    "VALUE": (
        "worth their price, worth their money, worth the cost, worth their cost, "
        "efficient, whos efficient, who is efficient, more efficient, efficiency, most efficiently, "
        "economically, price efficient, money well spent, thrifty, frugal, thriftiest, "
        "best value, value for money, bang for the buck, bang for buck, price performance, per dollar, score per "
        "dollar, performance per dollar, cost effective, cost efficiency, cost efficient, price to performance, "
        "most bang, best deal, worth the money, price quality, price against score, pareto, price ratio, price vs "
        "performance, good value, most economical, economical, best for the money, points per dollar, best price, "
        "best bang for the buck, per buck, most bang for the buck, cost benefit, cost performance, best for its "
        "price, good and cheap, cheap and good, cheap but good, cheap yet good, value for the money, most value, "
        "price to score, score per price, score to price, points per buck, performance for the price, most "
        "efficient, "
        "price performance ratio, best price performance ratio, best price performance, price performance trade "
        "off, cost performance ratio, best cost performance, price to performance ratio, performance to price, "
        "quality to price, cost benefit ratio, "
        "best cheap, best budget, good cheap, best affordable, best inexpensive, best low cost, "
        "most score for the money, score for the money, for the money"
        ", without costing much, without breaking the bank, not too expensive, for my money, most for my money, for "
        "our money, without costing a fortune, at a reasonable price, at a fair price, reasonably priced, at a low "
        "price, at low cost, price worthy, worth its price, worth the price, sweet spot, for little money, most bang "
        "per buck, bang per buck, performance per price, quality per dollar, accuracy per dollar, cost to performance"
    ),
    "CALLS": "calls, call, requests, request, queries, query, api calls",
}
