"""The environment variables that Podium reads."""

from __future__ import annotations

#: Environment variables Podium reads, with what they do.
VARIABLES = {
    "PODIUM_HOME": "folder of the registry file and of your single-file plugins, in place of your data folder",
    "PODIUM_DB": "the registry file; --db wins over it",
    "PODIUM_LOAD_PLUGINS": "third-party plugins to load: unset for all, empty for none, or a comma-separated list",
    "PODIUM_STRICT_PLUGINS": "if set, a plugin that failed to load ends every command that uses the plugins or what"
    " they brought into the registry; podium plugins and podium doctor list it and end with 1",
    "PODIUM_TRACE_PLUGINS": "if set, every call of a plugin's code while plugins are loaded is a line on stderr;"
    " podium plugins loads them",
    "PODIUM_API_KEY": "key for openai: models; without it OPENAI_API_KEY is sent",
    "PODIUM_JUDGE_API_KEY": "key for --judge; without it that of the models is sent",
    "PODIUM_DISCORD_TOKEN": "token of the Discord bot; --token-file wins over it",
    "PODIUM_DISCORD_MAINTAINERS_GUILD": "ids, parted by blanks, of the Discord servers whose maintainers decide on"
    " reports; --maintainers-guild wins",
    "PODIUM_ENCODER": "sentence encoder of the FAQ engine: a folder, or a name the hub's cache has; --encoder wins",
    "NO_COLOR": "if set, no colours",
}
