"""Benchmarks that people ask about and a registry may lack: their names, and words that are written like one."""

from __future__ import annotations

from collections.abc import Set

from podium.bots.faq.language.words import joined_key, word_set
from podium.bots.faq.names.reading import Reading

#: Names as :func:`joined_key` writes them, without the year or number at their end.
_NAMES = word_set(
    "swebench gpqa aime hmmt livebench livecodebench osworld arcagi arcc arce arcchallenge hellaswag winogrande",
    "truthfulqa humaneval mbpp bigbench bigbenchhard bbh gsm gsm8k math500 frontiermath simpleqa squad triviaqa boolq",
    "piqa commonsenseqa openbookqa openi iuxray nihcxr ifeval ifbench mtbench alpacaeval arenahard taubench tau2",
    "terminalbench webarena webvoyager browsecomp gaia agentbench toolbench bfcl aider codeforces scicode",
    "bigcodebench mathvista mathvision mathverse chartqa docvqa textvqa infovqa vqav2 okvqa gqa ocrbench",
    "realworldqa mmbench mmstar mmvet seedbench hallusionbench ai2d scienceqa videomme mvbench egoschema",
    "mmmlu cmmlu ceval agieval mgsm xcopa flores xnli glue superglue longbench niah infinitebench medqa medmcqa",
    "pubmedqa multimedqa healthbench medhelm medxpertqa pathvqa vqarad slake omnimedvqa medbullets bioasq radqa",
    "vindr vindrcxr padchest chestxray8 chestxray14 nihchestxray rexrank chexlocalize radbench isic",
    "imagenet cifar mnist coco ade20k librispeech commonvoice wmt cnndailymail xsum gdpval vendingbench simplebench",
    "zebralogic enigmaeval multichallenge usamo putnam amc olympiadbench theoremqa lsat mmluredux supergpqa",
)
#: How the last word of such a name ends.
_ENDS = ("bench", "vqa", "qa", "eval")
_LEAST = 5
#: Words that stand at the end of such names.
_KINDS = word_set("verified diamond lite hard pro extended bench challenge easy multimodal cxr validation x-ray xray")
_LONGEST = 4


def benchmark_elsewhere(reading: Reading, foreign: Set[int]) -> tuple[int, int] | None:
    """Return the words that name a benchmark which the registry lacks: "SWE-bench Verified"; None where none do.

    Args:
        reading: The question.
        foreign: Positions of words that are no name of the registry.
    """
    tokens = reading.tokens
    named = reading.named()
    for start in range(len(tokens)):
        if start in named:
            continue
        for end in range(min(start + _LONGEST, len(tokens)), start, -1):
            if not named.isdisjoint(range(start, end)) or foreign.isdisjoint(range(start, end)):
                continue
            if any(tokens[i].breaks for i in range(start + 1, end)):
                continue
            if _is_name("".join(token.key for token in tokens[start:end]), end - start):
                return start, _end(reading, end, named)
    return None


def _is_name(typed: str, count: int) -> bool:
    key = joined_key(typed)
    if key in _NAMES or key.rstrip("0123456789") in _NAMES:
        return True
    return count == 1 and len(key) > _LEAST and key.endswith(_ENDS)


def _end(reading: Reading, end: int, named: Set[int]) -> int:
    """Return where a name ends that goes on with a number or a kind: "AIME 2025", "GPQA Diamond"."""
    tokens = reading.tokens
    while end < len(tokens) and end not in named and not tokens[end].breaks:
        year = tokens[end].word.isdigit() and (tokens[end].glued or len(tokens[end].word) == 4)
        if not (year or tokens[end].glued or tokens[end].word in _KINDS):
            break
        end += 1
    return end
