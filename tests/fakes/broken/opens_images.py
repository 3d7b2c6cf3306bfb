"""A loader that looks into every picture."""

from podium.tests.fakes.sound import SoundPictures, hook


class Broken(SoundPictures):
    def item(self, root, row):
        (root / f"{row['id']}.png").read_bytes()
        return super().item(root, row)

    def conformance(self):
        return ()


podium_benchmarks = hook(Broken())
