"""What an image processor of transformers makes of an image, with the same bits and less work.

A processor of the usual kind resizes and crops 8-bit pixels, then gives each value a number that depends
on nothing but the value and the channel. So an image stays 8 bits and, where it is grey, one channel, until
a whole batch is looked up in a table of 256 numbers per channel. Whether that gives the very bits that the
processor gives is tried out on drawn noise, and where it does not, the processor does all the work itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image

from podium.registry.images import EXTENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Prepared = NDArray[np.uint8] | Image.Image

#: A JPEG is decoded at a size that is still this many times the model's input, or larger.
REDUCED_AT_LEAST = 2
_POINTWISE = {"do_rescale": False, "do_normalize": False, "do_convert_rgb": False}
_GEOMETRY = {"do_resize": False, "do_center_crop": False, "do_pad": False}


class Pixels:
    """Prepares images for one model.

    Args:
        processor: The model's image processor, which works with Pillow.

    Attributes:
        least: Width and height at which a JPEG may be decoded at the smallest; None where it must be
            decoded in full, because the processor does other things than resizing to one size.
    """

    def __init__(self, processor: Any) -> None:
        self._processor = processor
        self._resize = _plain_resize(processor)
        self._table = self._shades()
        if self._table is not None and not self._agrees():
            self._table = None
        smooth = self._resize is not None and self._resize[1] != Image.Resampling.NEAREST
        self.least: tuple[int, int] | None = None
        if self._table is not None and self._resize is not None and smooth:
            width, height = self._resize[0]
            self.least = (width * REDUCED_AT_LEAST, height * REDUCED_AT_LEAST)

    @property
    def by_table(self) -> bool:
        """Whether the table gives what the processor gives."""
        return self._table is not None

    def prepare(self, image: Image.Image) -> Prepared:
        """Return an image of mode ``L`` or ``RGB`` as uint8 [1 or 3, H, W] of the model's size.

        Where the table is not used, the image itself. Safe to call from several threads.
        """
        if self._table is None:
            return image
        if self._resize is not None:
            size, resample = self._resize
            pixels = np.asarray(image.resize(size, resample, image.info.get(EXTENT)))
            return pixels[None] if pixels.ndim == 2 else np.moveaxis(pixels, -1, 0)
        whole = self._processor([image], return_tensors="np", **_POINTWISE)["pixel_values"][0]
        if whole.dtype != np.uint8 or whole.ndim != 3:
            raise ValueError("the processor does not keep 8-bit pixels")
        pixels = np.asarray(whole)
        return pixels

    def batch(self, prepared: Sequence[Prepared], device: str = "cpu") -> torch.Tensor:
        """Return a batch's pixel values, float32 [N, 3, H, W], on ``device``."""
        if self._table is None:
            images = [image.convert("RGB") for image in prepared if isinstance(image, Image.Image)]
            values: torch.Tensor = self._processor(images, return_tensors="pt")["pixel_values"]
            return values.to(device)
        arrays = [image for image in prepared if isinstance(image, np.ndarray)]
        channels = max(len(array) for array in arrays)
        stacked = torch.from_numpy(np.stack([np.broadcast_to(a, (channels, *a.shape[1:])) for a in arrays]))
        if device.startswith("cuda"):
            stacked = stacked.pin_memory()
        pixels = stacked.to(device, non_blocking=True).int()
        table = self._table.to(device)
        planes = [
            table[channel].index_select(0, pixels[:, min(channel, channels - 1)].flatten()).view(pixels[:, 0].shape)
            for channel in range(len(table))
        ]
        return torch.stack(planes, dim=1)

    def _shades(self) -> torch.Tensor | None:
        """Return what the processor makes of each value, float32 [3, 256], or None if it cannot tell."""
        ramp = np.arange(256, dtype=np.uint8).reshape(16, 16)
        image = Image.fromarray(np.stack([ramp] * 3, axis=-1))
        try:
            values = self._processor([image], return_tensors="pt", **_GEOMETRY)["pixel_values"]
            return values.reshape(3, 256) if values.dtype == torch.float32 else None
        except Exception:  # A processor may be anyone's code; one that does not do this does the work itself.
            return None

    def _agrees(self) -> bool:
        noise = np.random.default_rng(0)
        for height, width in ((411, 300), (90, 160)):
            colours = Image.fromarray(noise.integers(0, 256, (height, width, 3), dtype=np.uint8))
            for image in (colours, colours.convert("L")):
                try:
                    ours = self.batch([self.prepare(image)])
                    theirs = self._processor([image.convert("RGB")], return_tensors="pt")["pixel_values"]
                except Exception:  # As above.
                    return False
                if ours.dtype != theirs.dtype or not torch.equal(ours, theirs):
                    return False
        return True


def _plain_resize(processor: Any) -> tuple[tuple[int, int], Image.Resampling] | None:
    """Return size (width, height) and filter of a processor that only resizes, else None."""
    size = getattr(processor, "size", None)
    height, width = (getattr(size, side, None) for side in ("height", "width"))
    others = any(getattr(processor, name, None) for name in ("do_center_crop", "do_pad"))
    if not getattr(processor, "do_resize", False) or others or not height or not width:
        return None
    try:
        resample = getattr(processor, "resample", None)
        chosen = Image.Resampling.BILINEAR if resample is None else Image.Resampling(int(resample))
        return (int(width), int(height)), chosen
    except (TypeError, ValueError):
        return None
