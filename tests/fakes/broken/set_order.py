"""A loader in the order of a set: another in every process."""

from podium.tests.fakes.sound import SoundQuiz, hook


class Broken(SoundQuiz):
    def load(self, root, split):
        items = {item.id: item for item in super().load(root, split)}
        return [items[name] for name in set(items)]


podium_benchmarks = hook(Broken())
