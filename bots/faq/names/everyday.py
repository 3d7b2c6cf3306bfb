"""What people call makers, categories and modalities where the registry writes something else.

Every table is a help for what a registry holds and adds nothing to it: an alias whose name the registry does not
have is not known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from podium.bots.faq.language import words
from podium.bots.faq.language.words import joined_key

#: Other names of makers, by the joined form of a name that a catalogue may write for them.
_MAKERS = {
    "google": "deepmind;google deepmind;google research;google brain;google ai;alphabet",
    "googledeepmind": "google;deepmind;google ai",
    "meta": "meta ai;facebook;facebook ai;fair;metas;zuck;zuckerberg",
    "metaai": "meta;facebook",
    "openai": "open ai;oai;sam altman;altman",
    "anthropic": "anthropic ai;anthropics",
    "xai": "x.ai;spacexai;spacex ai;musk;elon musk",
    "alibaba": "qwen team;alibaba cloud;tongyi",
    "alibabacloud": "alibaba;qwen team;tongyi",
    "qwenteam": "alibaba;alibaba cloud;tongyi",
    "alibabainternational": "alibaba",
    "zhipuai": "zhipu;z.ai;z ai;zai org;thudm",
    "zai": "zhipu;zhipu ai;thudm",
    "moonshotai": "moonshot;moonshot.ai",
    "mistralai": "mistral",
    "microsoft": "msft;microsoft research",
    "nvidia": "nvidia research",
    "alleninstituteforai": "ai2;allenai;allen ai;allen institute",
    "shanghaiailaboratory": "shanghai ai lab;opengvlab;shanghai ai",
    "technologyinnovationinstitute": "tii",
    "01ai": "01 ai;zero one ai;zeroone",
    "ai21labs": "ai21",
    "amazon": "aws;amazon web services",
    "bytedance": "byte dance;bytedance seed;tiktok",
    "huggingface": "hf",
    "ibm": "ibm research",
    "rekaai": "reka",
    "lgairesearch": "lg;lg ai",
    "stanford": "stanford university",
    "stanforduniversity": "stanford",
    "huaweinoahsarklab": "huawei",
    "chinesetelecom": "teleai",
    "chinatelecom": "teleai",
    "mosaicml": "mosaic",
    "inflectionai": "inflection",
    "salesforce": "salesforce research;salesforce ai",
    "kuaishou": "kwai",
    "stabilityai": "stability",
    "togetherai": "together",
    "arceeai": "arcee",
    "skyworkai": "skywork",
    "sakanaai": "sakana",
    "cerebras": "cerebras systems",
    "tencent": "tencent ai lab;hunyuan team",
}
_SEVERAL = re.compile(r"(?:(?<!\s)\s++)?[/()]\s*")
_GENERIC = words.word_set("ai lab labs team research inc corp ltd llc university institute laboratory the technologies")

#: What people call categories, by how a card may name them.
_CATEGORIES = {
    "healthcare": "med medical medicine health clinical biomedical biomedicine healthcare medicines radiology",
    "medical": "medicine health healthcare clinical biomedical",
    "math": "maths mathematics mathematical arithmetic",
    "mathematics": "math maths mathematical",
    "coding": "code programming software coder",
    "code": "coding programming software",
    "vision": "visual-understanding image-understanding computer-vision",
    "legal": "law lawyers legislation",
    "finance": "financial banking",
    "language": "linguistic languages nlp language-understanding",
    "reasoning": "logic logical reason",
    "multimodal": "multi-modal multimodality vision-language",
    "science": "scientific sciences",
    "safety": "harmlessness alignment",
    "agents": "agentic agent tool-use",
    "audio": "speech sound",
    "video": "videos",
    "long-context": "long-contexts",
}

#: Short for the first words of models' names, where what follows goes on as such a name does: "gem 2.5 pro", "k2".
FAMILIES = {
    "gem": "gemini", "oss": "gptoss", "r1": "deepseekr1", "k2": "kimik2", "k3": "kimik3", "ds": "deepseek",
    "g3": "gemini3", "g2": "gemini2", "cgpt": "chatgpt",
}  # fmt: skip

#: What people call modalities, by how a card names them.
_MODALITIES = {
    "image": "images picture pictures visual imaging photo photos image-based visuals imagery photographs",
    "text": "texts textual text-only text-based written",
    "multimodal": "multi-modal multimodality image-and-text images-and-text text-and-images vision-language",
    "audio": "sound sounds speech audios",
    "video": "videos clips",
}


def maker_names(written: str) -> Iterator[str]:
    """Yield what else people call a maker: parts of the name, the name without "AI" or "Labs", and other names.

    Args:
        written: As the catalogue writes it, such as ``"Alibaba Cloud / Qwen Team"``.
    """
    parts = [part for part in _SEVERAL.split(written) if part]
    for part in (written, *parts):
        if part != written:
            yield part
        spelt = part.split()
        while len(spelt) > 1 and joined_key(spelt[-1]) in _GENERIC:
            spelt.pop()
            short = " ".join(spelt)
            if joined_key(short) not in _GENERIC and len(joined_key(short)) > 2:
                yield short
        yield from filter(None, _MAKERS.get(joined_key(part), "").split(";"))


def category_names(category: str, others: Collection[str]) -> Iterator[str]:
    """Yield what else people call a category, the names of other categories left out."""
    taken = {joined_key(other) for other in others}
    for name in _CATEGORIES.get(category.lower(), "").split():
        if joined_key(name) not in taken:
            yield name.replace("-", " ")


def modality_names(modality: str) -> Iterator[str]:
    """Yield what people call a modality, its own name first."""
    yield modality
    for name in _MODALITIES.get(modality.lower(), "").split():
        yield name.replace("-", " ")
