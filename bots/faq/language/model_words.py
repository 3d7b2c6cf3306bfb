"""Words that mean something where a question is about a model and names no benchmark.

"Host", "deploy" and "heavy" are everyday words elsewhere; beside the name of a model they ask for a thing that the
catalogue holds of it. So they are kept apart from the words of every question.
"""

from __future__ import annotations

from itertools import product


def _joined(*parts: str) -> str:
    """Return the phrases that take one of each part, parted by commas; ``-`` stands for nothing."""
    chosen = product(*(part.split("|") for part in parts))
    return ", ".join(" ".join(word for word in one if word != "-") for one in chosen)


_OWN = "own|my own|our own|your own|his own|her own|its own|their own|ones own|private|local|on prem|my|our|your"
_PLACE = (
    "hardware|server|servers|gpu|gpus|gpu box|cluster|data centre|data center|datacenter|datacentre|infrastructure|"
    "infra|machine|machines|computer|computers|box|rig|workstation|cloud|premises|network|device|devices|kit|"
    "server room|hospital servers|hospital network|lab|basement|laptop|desktop|pc|mac|macbook|node|nodes"
)

#: Concept by concept, words and phrases parted by commas, as in :data:`podium.bots.faq.language.concepts.LEXICON`.
MODEL_WORDS: dict[str, str] = {
    "OPEN": ", ".join(
        (
            "free to download, free download, freely downloadable, downloadable for free, download for free, "
            "host, hosts, hosting, hosted, hostable, selfhost, selfhosts, selfhosting, selfhostable, self host, self "
            "hosts, self hostable, self deploy, deploy, deploys, deployed, deploying, deployable, download, downloads, "
            "downloaded, downloading, downloadable, public, dl, dld, gguf, ollama, vllm, llama cpp, lm studio, hf, "
            "airgapped, air gapped, without internet, without an internet connection, on premise, on premises, on "
            "prem, onprem, on site, onsite, in house, inhouse, run privately, run offline, run by myself, run by "
            "yourself, run it ourselves, run ourselves, operate ourselves, weights y n, model files, model file, "
            "checkpoint, checkpoints, "
            "weight files, source code, torrent, leaked weights, freely available, available to everyone, available "
            "to everybody, open to everyone, open to everybody, open or closed, closed or open, open or not, free "
            "or proprietary, proprietary or free, proprietary or open, open or proprietary, openness, "
            "api only or open, locked down, locked away, behind an api, behind api, behind a paywall, behind the api, "
            "only an api, just an api, only over an api, only over api, only via api, only via an api, only through "
            "an api, only through the api, only through api, through the api only, via api only, through an api only, "
            "open model, closed model, open one, closed one, open release, kept secret, keep secret, keeps secret, "
            "kept private, keep private, kept closed, under lock and key, black box",
            _joined(
                "publish|published|publishes|publishing|release|released|releases|releasing|share|shared|shares|give "
                "away|gave away|given away|open|opened|open up|post|posted|upload|uploaded|make public|made public|"
                "get|got|obtain|have|fetch|grab|pull|access|load|download|downloaded|find|see|inspect|hold|disclose|"
                "disclosed|give out|gave out|put out|put online|hand out|handed out",
                "-|the|its|their|his|those",
                "weights|model weights|checkpoint|checkpoints|parameters weights",
            ),
            _joined(
                "-|the|its|their|model",
                "weights",
                "out there|away|public|online|published|released|shared|open|downloadable|there to download|"
                "available|freely available|out|secret|private|closed|up for grabs|accessible|to download|"
                "for download|myself|yourself|ourselves",
            ),
            _joined("on|from|via|off|through", "-|the", "huggingface|hugging face|hf|model hub|hub|github|modelscope"),
            _joined("-|on|in|at|inside|within", _OWN, _PLACE),
        )
    ),
    "LOCAL": _joined("-|on|in|at|inside|within", _OWN, _PLACE),
    "CLOSED": "closed book model, api only, api access only, only api",
    "MULTIMODAL_MODEL": ", ".join(
        (
            "vision, image support, images supported, vision support, supports images, support images, supports "
            "vision, support vision, visual understanding, picture support, image capable, sighted, blind, has eyes, "
            "have eyes, eyes, multi modal, multimodality, vlm, vision language, image modality, text only, textonly, "
            "only text, just text, text alone, only a text model, just a text model, text only model, pure text, "
            "purely text, language only, only language",
            _joined(
                "read|reads|see|sees|view|views|look at|looks at|understand|understands|interpret|interprets|"
                "process|processes|handle|handles|take|takes|accept|accepts|analyse|analyses|analyze|analyzes|"
                "deal with|work with|describe|describes|eat|ingest|be shown|be given|be fed|cope with|recognise|"
                "recognize|digest|use|support|supports|parse|parses|get|show|feed|upload|send|give it|show it",
                "-|a|an|my|your|medical|chest|single|some|any|also|even",
                "image|images|picture|pictures|photo|photos|pic|pics|xray|xrays|x ray|x rays|radiograph|radiographs|"
                "scan|scans|chart|charts|screenshot|screenshots|diagram|diagrams|figure images|drawing|drawings|"
                "image files|image inputs|image input|visual input|visual inputs|visuals|ct|mri|ct scan|mri scan|"
                "chest x ray|chest xray|chest x rays",
            ),
        )
    ),
    "CONTEXT": ", ".join(
        (
            "how long may, how long can, how long could, how long is the longest, longest prompt, longest input, "
            "longest text, longest document, max prompt, max input, maximum prompt, maximum input, max prompt length, "
            "maximum prompt length, prompt length, prompt size, input size, document size, how many words, how many "
            "pages, how much text, how much input, how much does it remember, memory length, working memory, how much "
            "can it read, how much can i paste, how much can i put, how big a prompt, how big a document, how large a "
            "prompt, how large a document, how long a prompt, how long a text, number of tokens, maximum tokens, max "
            "tokens, tokens max, token window, token budget, token capacity, token length, tokens at once, tokens in "
            "one go, max number of tokens, maximum number of tokens, maximum number of input tokens, maximum context, "
            "max context, how wide, how wide is the window, window size, context budget, ctx size, sequence "
            "length, max sequence "
            "length, maximum sequence length, max seq len, seq len, n ctx, token limits, context limit, context "
            "capacity, how far back",
            _joined("whole|entire|long|very long", "-|a", "book|books|novel|novels|document|documents|report|reports"),
        )
    ),
    "OUT_LATER": (
        "released after, came out after, come out after, came after, launched after, released since, came out since, "
        "appeared after, published after, out after, announced after, later than, successors of, successor of"
    ),
    "OUT_EARLIER": (
        "released before, came out before, come out before, came before, launched before, out before, announced "
        "before, predates, predate, first to come out, out first, earlier than, preceded, precede"
    ),
    # What no catalogue here tells of a model; nothing is answered for it.
    "NOT_HELD": (
        "how old is the data, how old is its data, how fresh is the data, how recent is the data, how current is the "
        "data, how old is the training data, how old is the knowledge, how current is the knowledge, how recent is "
        "the knowledge, how old is its knowledge, trained until, trained up to, "
        "the data in, the data of, data inside, knowledge cutoff, knowledge cut off, training cutoff, cutoff, cut "
        "off, cutoff date, cut off date, training data, training set, training corpus, trained on which data, what "
        "data, which data, vram, ram, memory requirement, memory requirements, memory footprint, energy, energy "
        "consumption, power consumption, electricity, carbon footprint, latency, speed, how fast, fast, tokens per "
        "second, token per second, tps, throughput, ttft, time to first token, layers, how many layers, "
        "architecture, attention heads, hidden size, vocabulary size, vocab size, tokenizer, tokeniser, "
        "quantization, quantisation, quantized, quantised, rate limit, rate limits, uptime, users, how many users, "
        "popularity, downloads count, how many downloads, training cost, training costs, cost to train, trained "
        "for, how was it trained, reasoning model, uncensored, personality, audio, video, videos, speech, voice, "
        "cached, cache, caching, cached input, batch, batch price, batch api, discount, subscription, monthly, per "
        "month, a month, per seat, fine tuning price, euro, euros, eur, pounds, gbp, yen, rupees, yuan, azure, "
        "bedrock, vertex, openrouter"
    ),
    "USES": (
        "accepts, accept, allow, allows, offer, offers, swallow, swallows, fit, fits, ingest, ingests, fits into, fit "
        "into, possess, possesses, feature, features, come with, comes with, ships with, ship with, go with, goes with"
    ),
    # Who did it is a question of the maker; when and how is not told.
    "TRAINED": "trained, train, trains",
    "DATE_WORD": "date of, date",
    "PUBLISHED": "distributed, offered, given out, shipped",
    "NOISE": "in terms of, when it comes to, as regards, as far as",
    "PARAMETERS": (
        "in terms of weights, "
        "how heavy, heavy, how fat, how hefty, how many weights, number of weights, weight count, how many neurons, "
        "num params, num parameters, nr of params, nr of parameters, n params, param number, params number, parameter "
        "number, number of b, how many b, how many bn, how many billion, in billions of parameters, model scale, "
        "scale, size class, how many trainable parameters, parameters total, total parameters, total params"
    ),
    "ORGANISATION": (
        "author, authors, to whom does, whom does, by which company, by what company, by which lab, "
        "by what lab, by which team, by "
        "which firm, by which organisation, by which organization, by which vendor, who published, who produced, who "
        "designed, who launched, who put out, "
        "responsible for, stands behind, stand behind, sits behind, comes from, come from, originates from, originate "
        "from, origin of, from who, from whom, by who, by whom, is from, whose product, whose baby, whose child, "
        "belongs to, belong to, parent company, author of, authors of, inventor, inventor of, inventors of, brain "
        "behind, brains behind, maker of, creator of, creators of, father of, responsible company, responsible lab, "
        "who trained, who is behind, who are behind, who stands behind, who gave us, who brought us, who did make, "
        "brand, manufacturer of, provider of, who offers, which company offers, who sells, who puts out, who put out, "
        "which people made"
    ),
    "LICENCE": (
        "legal terms, legal status, legal situation, terms, terms of use, conditions, usage terms, use terms, under "
        "what terms, under which terms, what terms, which terms, on what terms, on which terms, licence terms, license "
        "terms, terms and conditions, rights, usage rights, permissions, what am i allowed to do with, allowed to do "
        "with, legally, copyleft, licensing situation, licensing terms, license type, licence type, type of license, "
        "type of licence, kind of licence, kind of license, sort of licence, sort of license"
    ),
    "RELEASED": (
        "drop, dropped, "
        "how old is, age of, age, since when, exist, exists, existed, existing since, out since, on the market since, "
        "available since, around since, been around, been out, launch, launches, launched, launching, date of launch, "
        "date of birth, born, birth, birthday, first appear, first appeared, appeared first, shown to the public, "
        "published, made public, unveiled, unveil, presented, premiere, premiered, rolled out, roll out, rollout, "
        "came into the world, come into the world, dropped on, vintage, how recent is, how recent, how new is, how "
        "new, how fresh is, release info, day one, go public, went public, started, begin, started shipping"
    ),
}
