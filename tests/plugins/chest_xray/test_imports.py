from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("plugin", ["chexpert", "mimic_cxr"])
def test_a_plugin_is_imported_without_numpy_arrow_pillow_or_torch(plugin: str) -> None:
    code = f"import sys, podium.plugins.{plugin}.plugin; print(*sorted(sys.modules))"
    output = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert not {"numpy", "pyarrow", "PIL", "torch", "transformers"} & set(output.split())
