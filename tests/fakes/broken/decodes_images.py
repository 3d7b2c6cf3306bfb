"""A loader that decodes every picture."""

from podium.tests.fakes.sound import SoundPictures, hook


class Broken(SoundPictures):
    def item(self, root, row):
        from PIL import Image

        with Image.open(root / f"{row['id']}.png") as picture:
            picture.load()
        return super().item(root, row)

    def conformance(self):
        return ()


podium_benchmarks = hook(Broken())
