"""The twenty mistakes in setting Podium up that are the likeliest, seen from the user's side."""

from __future__ import annotations

#: By a short name: each has a test of that name, which makes the mistake.
MISTAKES = {
    "program": "The shell finds no `podium`, or that of another environment than the one that was just installed into.",
    "packages": "A package Podium needs was changed since, to a version outside its range.",
    "extras": "An extra is installed in part.",
    "gpu": "The machine has an NVIDIA GPU, and torch was built for the CPU alone or, with `--full`, does not see it.",
    "torchvision": "torchvision or torchaudio is there and was made for another torch, which keeps transformers from"
    " reading images.",
    "torch": "With `--full`: torch is installed and does not start.",
    "location": "`PODIUM_HOME` or `PODIUM_DB` names a file where a folder must be, is relative, so that every folder"
    " has a registry of its own, or begins with a ~ that nobody has replaced.",
    "folder": "The registry's folder cannot be made or written.",
    "read-only": "The registry file is there and can only be read, as after a first run with sudo.",
    "damaged": "The registry file is damaged, or no registry.",
    "version": "The registry file was written by a newer Podium, or by an older one and not brought up to date.",
    "network": "The registry file lies on a network file system, on which SQLite's locks do not hold.",
    "disk": "The disk is nearly full.",
    "plugin": "A plugin fails to load, was cut off, or brings a name that another has.",
    "absent": "A plugin is disabled, or its benchmarks are in the registry and it is gone.",
    "load-plugins": "`PODIUM_LOAD_PLUGINS` names a plugin that is not there.",
    "variable": "A variable that begins with `PODIUM_` is misspelt.",
    "encoder": "`PODIUM_ENCODER` leads nowhere.",
    "secret": "A token or key has quotes, blanks or a line end in it, or `Bot` in front.",
    "surroundings": "The locale is not UTF-8, a proxy's address lacks its `http://`, the hub's cache cannot be written,"
    " or the clock is wrong.",
}
