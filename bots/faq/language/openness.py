"""What people say of models whose weights anybody can have, and of others, joined to the lexicon's words.

"You can run yourself", "whose weights are not public" and "only served through an API" are made of a few parts that go
together in many ways, so the phrases are the products of these parts.
"""

from __future__ import annotations

from itertools import product


def _joined(*parts: str) -> str:
    """Return the phrases that take one of each part, parted by commas; ``-`` stands for nothing."""
    chosen = product(*(part.split("|") for part in parts))
    return ",".join(" ".join(word for word in one if word != "-") for one in chosen)


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
_LOCAL = ",".join(
    (
        _joined(_HOST, "-|it|them|one", _ONESELF),
        _joined(_ANYBODY, _CAN, "host|self host|selfhost|deploy"),
        _joined(f"-|{_CAN}", "be", _HOSTED, "locally|privately|in house|on prem|on premise|on premises|at home"),
        _joined(f"-|{_CAN}", "be", "self hosted|selfhosted|hosted by anyone|hosted by anybody"),
        "self deployable,selfhostable,hostable,locally runnable,locally hostable,runnable at home",
    )
)

#: Concept by concept, the phrases that carry it, parted by commas.
OPENNESS: dict[str, str] = {
    "OPEN": ",".join(
        (
            _LOCAL,
            _joined(_ANYBODY, _CAN, "download|get the weights of|freely download|have the weights of"),
            _joined("whose|with its|the", _WEIGHTS, _BE, _FREELY, f"{_PUBLIC}|free"),
            _joined("whose", _WEIGHTS, _ANYBODY, _CAN, "download|get|have|fetch"),
            _joined("whose", _WEIGHTS, "can be|may be", "downloaded|had|fetched"),
            _joined("whose", _WEIGHTS, "im|i am|we are|were|you are|youre|one is|anyone is",
                    "allowed to|free to|permitted to|able to", "download|get|have|fetch|use"),
            _joined("with", "-|the", _FREELY, f"{_PUBLIC}|free", _WEIGHTS),
            _joined("-|is|are|s", "freely|openly|publicly", "downloadable|released|shared"),
            _joined("free|available|there|out there|up", "to|for", "download"),
            _joined("not|non|isnt|arent|is not|are not", "closed|proprietary|api only", "-|source|weights|weight"),
            "open weighted,openweighted,weights available,"
            "freely available,freely accessible,libre,non api,nonproprietary,"
            "openly available,openly released,openly shared,not api only,not only an api",
        )
    ),
    "LOCAL": _LOCAL,
    # Of a benchmark it asks for its licence and who gets the data.
    "LICENCE": "free to download,free for download",
    "ACCESS": "free to download,free for download",
    "CLOSED": ",".join(
        (
            _joined("whose", _WEIGHTS, _NOT_BE, _FREELY, _PUBLIC),
            _joined("whose", _WEIGHTS, _BE, "closed|private|secret|proprietary|kept secret|kept private|hidden"),
            _joined("whose", _WEIGHTS, _ANYBODY, "cannot|cant|can not", "download|get|have"),
            _joined("whose", _WEIGHTS, "cannot be|cant be|can not be", "downloaded|had"),
            _joined("whose", _WEIGHTS, "nobody|noone|no one", "can|could|may", "download|get|have|see"),
            _joined("never|hasnt|havent|didnt|did not|has not|have not|not|doesnt|does not|dont|do not",
                    "publish|published|release|released|share|shared", "-|its|their|the|any", _WEIGHTS),
            _joined("with", "no|-", "unreleased|unpublished|secret|private", _WEIGHTS),
            _joined("with no|having no|has no|have no", "-|any", _FREELY,
                    "open|public|published|available|released|downloadable", _WEIGHTS),
            _joined("without|no|lacking", "-|any", _FREELY, "open|public|published|available|released|downloadable",
                    _WEIGHTS),
            _joined("with", "closed|private|secret|proprietary|hidden|unpublished|unreleased", _WEIGHTS),
            _joined(_ANYBODY, "cannot|cant|can not", "download|host|self host|selfhost|run locally|run myself|"
                    "run yourself|run ourselves"),
            _joined("cannot|cant|can not", "be", "downloaded|self hosted|selfhosted|hosted locally|run locally"),
            _joined("not|non|isnt|arent|is not|are not", "open", "-|source|weights|weight|sourced"),
            _joined("not|non|isnt|arent|is not|are not", "downloadable|self hostable|openly available|public"),
            _joined("-|only|just|solely", "-|available|accessible|offered|served|usable|reachable|sold|exposed",
                    "-|only|just|solely", "through|via|over|behind|by|as", "-|an|the|their|its", "api|apis", "-|only"),
            _joined("keeps|keep|keeping", "its|their|the", _WEIGHTS, "secret|private|closed|hidden"),
            "locked,hosted only,black box,api only,api based,api access only,nonopen",
        )
    ),
}  # fmt: skip
