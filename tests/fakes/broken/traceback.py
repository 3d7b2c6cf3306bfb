"""A missing file that ends in a traceback."""

import json

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def read(self, root, split):
        return [json.loads(line) for line in (root / f"{split}.jsonl").read_text().splitlines()]


podium_benchmarks = hook(Broken())
