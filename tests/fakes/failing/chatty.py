"""Fails at nothing, and prints wherever it can, also past Python: no line of it may get among Podium's output."""

import os
import subprocess
import sys

from podium.registry import Adapter, Answer, Benchmark, Board, Card, Choose, Item, Report, Score, hookimpl


def say(where):
    print(f"noise: print at {where}")
    os.write(1, f"noise: write at {where}\n".encode())
    sys.__stdout__.write(f"noise: first stdout at {where}\n")
    subprocess.run([sys.executable, "-c", f"print('noise: child at {where}')"], check=True)


class Chatty(Benchmark):
    card = Card(
        slug="chatty",
        name="Chatty",
        modality="text",
        categories=("general",),
        description="Two questions from a plugin that prints.",
        boards=(Board("accuracy", headline=True, split="test", protocol="first option"),),
        splits={"test": 2},
    )

    def results(self):
        say("results")
        return []

    def load(self, root, split):
        say("load")
        return [Item(str(number), Choose("Which?", ("a", "b")), target=number) for number in range(2)]

    def score(self, items, answers, device):
        say("score")
        right = sum(answer.choice == item.target for item, answer in zip(items, answers, strict=True))
        score = Score("accuracy", right / len(items), n=len(items))
        return Report(boards={"accuracy": score}, scores=(score,))


class First(Adapter):
    kind = "chatty"

    def prepare(self, task):
        say("prepare")

    def fingerprint(self):
        return {"model": "first"}

    def answer(self, items):
        say("answer")
        return [Answer(choice=0) for _ in items]


@hookimpl
def podium_benchmarks():
    say("hook")
    return [Chatty()]


@hookimpl
def podium_adapters():
    say("hook")
    return {"chatty": First}


say("import")
