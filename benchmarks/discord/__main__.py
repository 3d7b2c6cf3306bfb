"""How soon the Discord bot answers under load, and whether its memory stays flat.

    python -m benchmarks.discord [--rate N] [--seconds N] [--commands N] [--large] [--json FILE]

The real bot runs as a process of its own against a Discord on loopback; its registry is the one that ships with Podium,
with --large beside 1,000 made-up benchmarks, 5,000 models and 200,000 results. First 50 commands a second for a minute,
each begun at its moment whether those before it are answered or not: boards, questions, names being completed, and
pages being turned. Then the rest of 10,000 commands one after the other, some under way at once, while the memory is
looked at.

What is timed is Discord's side: from the moment an interaction is sent to the moment its first answer has come.

The budgets: p99 of every kind < 100 ms, memory after the last command at most 10% over that after the first thousand.
The exit code is 1 where one is missed, where Discord refused anything, or where the bot logged an error.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import registries, report
from podium.registry.startup import Place, update
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Message, Person
from podium.tests.fakes.discord.message_rules import LOADING
from podium.tests.fakes.discord.world import COMPLETION, Interaction

_BUDGETS = {"p99 ms": 100.0, "memory growth": 0.10}
#: Enough of them that nobody has to wait because of having asked too often.
_PEOPLE, _CHANNELS, _PAGERS = 1_000, 200, 20
_UNDER_WAY = 8
#: First answers that only say that there will be one.
_ANNOUNCED, _ANNOUNCED_CHANGE = 5, 6
_LOOK_EVERY = 1_000
_BENCHMARKS = ("mmlu-pro", "hle", "mmlu", "mmmu", "chexpert", "medqa", "charxiv-r")
_QUESTIONS = (
    "who leads mmlu?",
    "best open model under 10B on mmlu pro",
    "is the gap between first and second on hle meaningful?",
    "when was 80% first passed on mmlu",
    "what is chexpert?",
    "what did gpt-5 score on mmmu?",
)
_TYPED = ("mm", "mmlu", "che", "hle", "med", "mmulu")
#: Of twenty commands: boards, questions, completions, turned pages.
_MIX = "bqcbpqcbqcbpbqcbqcpb"
_KINDS = {"b": "/leaderboard", "q": "/ask", "c": "completion", "p": "page turned"}


class Crowd:
    """People on the loopback Discord who use the bot.

    Args:
        fake: The Discord.
        channels: Where they are.
    """

    def __init__(self, fake: FakeDiscord, channels: Sequence[Channel]) -> None:
        self._fake = fake
        self._channels = channels
        self._people = [fake.person(f"person {number}") for number in range(_PEOPLE)]
        self._pagers: list[tuple[Person, Message]] = []
        self._number = 0
        #: What was sent, with its kind.
        self.sent: list[tuple[str, Interaction]] = []

    def open_pagers(self) -> None:
        """Have some people open a board whose pages can be turned."""
        for number in range(_PAGERS):
            person = self._people[number]
            exchange = self._fake.slash(person, self._channels[number], "leaderboard", {"benchmark": "mmlu-pro"})
            self._pagers.append((person, exchange.reply(60)))

    def act(self) -> None:
        """Have the next person do the next thing; nobody waits for the answer."""
        number = self._number
        self._number += 1
        kind = _MIX[number % len(_MIX)]
        # Everybody stays in one channel: what is remembered of a conversation for half an hour is made once.
        who = number % (_PEOPLE - _PAGERS)
        person, channel = self._people[_PAGERS + who], self._channels[who % len(self._channels)]
        if kind == "c":
            typed = {"benchmark": _TYPED[number % len(_TYPED)]}
            with self._fake.world.changed:
                made = self._fake._command(COMPLETION, person, channel, "leaderboard", typed, None, "benchmark")
        else:
            made = self._exchange(kind, number, person, channel)
        self.sent.append((_KINDS[kind], made))

    def _exchange(self, kind: str, number: int, person: Person, channel: Channel) -> Interaction:
        if kind == "b":
            options = {"benchmark": _BENCHMARKS[number % len(_BENCHMARKS)]}
            exchange = self._fake.slash(person, channel, "leaderboard", options)
        elif kind == "q":
            exchange = self._fake.slash(person, channel, "ask", {"question": _QUESTIONS[number % len(_QUESTIONS)]})
        else:
            owner, message = self._pagers[number % len(self._pagers)]
            message = self._fake.read(message)
            label = "◀" if any(one.get("label") == "◀" and not one.get("disabled") for one in message.buttons) else "▶"
            exchange = self._fake.press(owner, message, label)
        assert exchange.interaction is not None
        return exchange.interaction

    def wait(self, most: int) -> None:
        """Wait until no more than so many are not answered."""
        # Those further back were answered when it was last called.
        last = [one for _, one in self.sent[-2 * _UNDER_WAY :]] if most else [one for _, one in self.sent]
        self._fake.wait(lambda: sum(not _answered(one) for one in last) <= most, 120)


def _answered(one: Interaction) -> bool:
    """Return whether the answer is there, and not only announced."""
    if one.callback == _ANNOUNCED:
        return one.original is not None and not one.original.flags & LOADING
    return one.acknowledged is not None and (one.callback != _ANNOUNCED_CHANGE or one.updates > 0)


def main() -> int:
    """Measure, print, and say by the exit code whether every budget is kept."""
    options = _options()
    machine = report.machine("podium", "discord.py")
    with tempfile.TemporaryDirectory() as folder:
        if options.large:
            registries.generate(Path(folder) / "registry.db")
        figures = _measured(Path(folder), options.rate, options.seconds, options.commands)
    figures["missed"] = _missed(figures)
    return report.publish("discord", {"machine": machine, **figures}, _lines(figures), options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rate", type=int, default=50, help="commands a second")
    parser.add_argument("--seconds", type=int, default=60, help="how long at that rate")
    parser.add_argument("--commands", type=int, default=10_000, help="commands in all, for the memory")
    parser.add_argument("--large", action="store_true", help="beside a large made-up registry")
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def _measured(home: Path, rate: int, seconds: int, commands: int) -> dict[str, Any]:
    os.environ["PODIUM_HOME"] = str(home)
    update(Place(home / "registry.db"))
    with FakeDiscord() as fake:
        guild = fake.guild()
        channels = [fake.channel(guild, f"channel-{number}") for number in range(_CHANNELS)]
        with BotProcess(fake, ("bot", "sync"), home=home, wait=False) as sync:
            assert sync.exit_code(120) == 0, sync.log
        with BotProcess(fake, home=home) as bot:
            crowd = Crowd(fake, channels)
            crowd.open_pagers()
            began = time.perf_counter()
            cpu = _cpu(bot.pid)
            _at_a_rate(crowd, rate, seconds)
            took = time.perf_counter() - began
            crowd.wait(0)
            cpu = _cpu(bot.pid) - cpu
            timed = list(crowd.sent)
            memory = _one_after_the_other(crowd, bot.pid, commands)
            bot.terminate()
            code = bot.exit_code()
        return {
            "rate": len(timed) / took,
            "cpu ms a command": 1000 * cpu / len(timed),
            "first answer ms": _times(timed),
            "announced": sum(one.callback in (_ANNOUNCED, _ANNOUNCED_CHANGE) for _, one in timed),
            "memory MB": memory,
            "refused": [str(one) for one in fake.refused],
            "errors": [*bot.exceptions, *([f"exit code {code}"] if code else [])],
        }


def _at_a_rate(crowd: Crowd, rate: int, seconds: int) -> None:
    start = time.perf_counter()
    for number in range(rate * seconds):
        time.sleep(max(0.0, start + number / rate - time.perf_counter()))
        crowd.act()


def _one_after_the_other(crowd: Crowd, pid: int, commands: int) -> dict[int, float]:
    """Go on to so many commands; return the memory after each thousand, in megabytes."""
    memory = {len(crowd.sent): _memory(pid)}
    while len(crowd.sent) < commands:
        crowd.wait(_UNDER_WAY)
        crowd.act()
        if len(crowd.sent) % _LOOK_EVERY == 0:
            crowd.wait(0)
            memory[len(crowd.sent)] = _memory(pid)
    return memory


def _times(sent: Sequence[tuple[str, Interaction]]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for kind in (*_KINDS.values(), "all"):
        times = sorted(
            1000 * (one.acknowledged - one.created)
            for name, one in sent
            if one.acknowledged is not None and kind in (name, "all")
        )
        if times:
            p99 = times[min(len(times) - 1, round(0.99 * len(times)))]
            found[kind] = {"number": len(times), "p50": statistics.median(times), "p99": p99, "most": times[-1]}
    return found


def _memory(pid: int) -> float:
    """Return the memory that a process holds now, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"the kernel does not tell the memory of {pid}")


def _cpu(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _missed(figures: dict[str, Any]) -> list[str]:
    missed = [
        f"p99 of {kind}: {found['p99']:.0f} ms"
        for kind, found in figures["first answer ms"].items()
        if found["p99"] > _BUDGETS["p99 ms"]
    ]
    memory = list(figures["memory MB"].values())
    growth = memory[-1] / memory[0] - 1
    if growth > _BUDGETS["memory growth"]:
        missed.append(f"memory grew by {growth:.0%}")
    refused, errors = figures["refused"], figures["errors"]
    missed += [f"{len(refused)} calls were refused, the first {refused[0]}"] if refused else []
    return [*missed, *([f"{len(errors)} errors, the first {errors[0][:300]}"] if errors else [])]


def _lines(figures: Mapping[str, Any]) -> list[str]:
    most = _BUDGETS["p99 ms"]
    rows = [
        (
            kind, f"{one['number']:,}", f"{one['p50']:.1f}", f"{one['p99']:.1f}", f"{one['most']:.1f}", f"{most:g}",
            report.verdict(one["p99"] <= most),
        )
        for kind, one in figures["first answer ms"].items()
    ]  # fmt: skip
    memory = ", ".join(f"{size:.1f} MB after {count:,}" for count, size in figures["memory MB"].items())
    return [
        *report.table(("first answer, ms", "commands", "p50", "p99", "longest", "budget for p99", ""), rows),
        "",
        f"{figures['rate']:.1f} commands a second, {figures['cpu ms a command']:.1f} ms of processor time each in the"
        f" bot; announced before they were answered: {figures['announced']}. Memory after so many commands: {memory}.",
    ]


if __name__ == "__main__":
    sys.exit(main())
