"""What people say of models whose weights anybody can have, and of others, joined to the lexicon's words.

"You can run yourself", "whose weights are not public" and "only served through an API" are made of a few parts that go
together in many ways, so the phrases are the products of these parts.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language.phrases import Product

_ANYBODY = "i|you|we|one|people|anyone|anybody|everyone"
_CAN = "can|could|may"
_BE = "is|are|s|re"
_NOT_BE = "is not|are not|isnt|arent|aint"
_PUBLIC = "public|open|available|published|released|downloadable|accessible|out"
_FREELY = "-|publicly|freely|openly"
_WEIGHTS = "weights|model weights"
_HOST = "run|host|self host|selfhost|deploy|serve|operate"
_HOSTED = "run|hosted|self hosted|selfhosted|deployed|served"
_ONESELF = "myself|yourself|ourselves|oneself|yourselves|locally|privately|in house|on prem|on premise|on premises"
_LOCAL = (
    Product(_HOST, "-|it|them|one", _ONESELF),
    Product(_ANYBODY, _CAN, "host|self host|selfhost|deploy"),
    Product(f"-|{_CAN}", "be", _HOSTED, "locally|privately|in house|on prem|on premise|on premises|at home"),
    Product(f"-|{_CAN}", "be", "self hosted|selfhosted|hosted by anyone|hosted by anybody"),
    "self deployable,selfhostable,hostable,locally runnable,locally hostable,runnable at home",
)

#: Concept by concept, the phrases that carry it; those of a text are parted by commas.
OPENNESS: dict[str, str | Sequence[str | Product]] = {
    "OPEN": (
            *_LOCAL,
            Product(_ANYBODY, _CAN, "download|get the weights of|freely download|have the weights of"),
            Product("whose|with its|the", _WEIGHTS, _BE, _FREELY, f"{_PUBLIC}|free"),
            Product("whose", _WEIGHTS, _ANYBODY, _CAN, "download|get|have|fetch"),
            Product("whose", _WEIGHTS, "can be|may be", "downloaded|had|fetched"),
            Product("whose", _WEIGHTS, "im|i am|we are|were|you are|youre|one is|anyone is",
                    "allowed to|free to|permitted to|able to", "download|get|have|fetch|use"),
            Product("with", "-|the", _FREELY, f"{_PUBLIC}|free", _WEIGHTS),
            Product("-|is|are|s", "freely|openly|publicly", "downloadable|released|shared"),
            Product("free|available|there|out there|up", "to|for", "download"),
            Product("not|non|isnt|arent|is not|are not", "closed|proprietary|api only", "-|source|weights|weight"),
            "open weighted,openweighted,weights available,"
            "freely available,freely accessible,libre,non api,nonproprietary,"
            "openly available,openly released,openly shared,not api only,not only an api",
    ),
    "LOCAL": _LOCAL,
    # Of a benchmark it asks for its licence and who gets the data.
    "LICENCE": "free to download,free for download",
    "ACCESS": "free to download,free for download",
    "CLOSED": (
            Product("whose", _WEIGHTS, _NOT_BE, _FREELY, _PUBLIC),
            Product("whose", _WEIGHTS, _BE, "closed|private|secret|proprietary|kept secret|kept private|hidden"),
            Product("whose", _WEIGHTS, _ANYBODY, "cannot|cant|can not", "download|get|have"),
            Product("whose", _WEIGHTS, "cannot be|cant be|can not be", "downloaded|had"),
            Product("whose", _WEIGHTS, "nobody|noone|no one", "can|could|may", "download|get|have|see"),
            Product("never|hasnt|havent|didnt|did not|has not|have not|not|doesnt|does not|dont|do not",
                    "publish|published|release|released|share|shared", "-|its|their|the|any", _WEIGHTS),
            Product("with", "no|-", "unreleased|unpublished|secret|private", _WEIGHTS),
            Product("with no|having no|has no|have no", "-|any", _FREELY,
                    "open|public|published|available|released|downloadable", _WEIGHTS),
            Product("without|no|lacking", "-|any", _FREELY, "open|public|published|available|released|downloadable",
                    _WEIGHTS),
            Product("with", "closed|private|secret|proprietary|hidden|unpublished|unreleased", _WEIGHTS),
            Product(_ANYBODY, "cannot|cant|can not", "download|host|self host|selfhost|run locally|run myself|"
                    "run yourself|run ourselves"),
            Product("cannot|cant|can not", "be", "downloaded|self hosted|selfhosted|hosted locally|run locally"),
            Product("not|non|isnt|arent|is not|are not", "open", "-|source|weights|weight|sourced"),
            Product("not|non|isnt|arent|is not|are not", "downloadable|self hostable|openly available|public"),
            Product("-|only|just|solely", "-|available|accessible|offered|served|usable|reachable|sold|exposed",
                    "-|only|just|solely", "through|via|over|behind|by|as", "-|an|the|their|its", "api|apis", "-|only"),
            Product("keeps|keep|keeping", "its|their|the", _WEIGHTS, "secret|private|closed|hidden"),
            "locked,hosted only,black box,api only,api based,api access only,nonopen",
    ),
}  # fmt: skip
