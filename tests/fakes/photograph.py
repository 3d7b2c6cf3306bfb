"""Pictures of pages: what a person sees, for the documentation."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

#: Chromium makes no window that is narrower, in pixels.
_NARROWEST = 500


def photograph(page: str, path: Path, width: int) -> None:
    """Write a picture of a page of HTML, two pixels to one, cut below the last thing on it.

    Args:
        page: The page; its lowest line must be of the colour of its ground.
        path: A PNG.
        width: In pixels.

    Raises:
        FileNotFoundError: If there is no Chromium.
    """
    from PIL import Image, ImageChops

    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise FileNotFoundError("pictures of pages need chromium")
    with tempfile.TemporaryDirectory() as folder:
        written, shot = Path(folder, "page.html"), Path(folder, "shot.png")
        written.write_text(page, encoding="utf-8")
        flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        size = ("--force-device-scale-factor=2", f"--window-size={max(width, _NARROWEST)},2400")
        files = (f"--user-data-dir={folder}/profile", f"--screenshot={shot}", written.as_uri())
        subprocess.run([browser, *flags, *size, *files], check=True, capture_output=True, timeout=120)
        whole = Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")
    whole = whole.crop((0, 0, 2 * width, whole.height))
    ground = Image.new("RGB", whole.size, whole.getpixel((0, whole.height - 1)))
    box = ImageChops.difference(whole, ground).getbbox() or (0, 0, 1, 1)
    shown = whole.crop((0, 0, 2 * width, min(whole.height, box[3] + 24)))
    # By default colours of a few small marks would become those of large areas: orange brown, red orange.
    shown.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=1).save(path, optimize=True)
