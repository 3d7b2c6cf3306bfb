"""What the chest X-ray plugins share: observations, label tables, uncertainty policies, scoring, the report labeler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podium.plugins.chest_xray.labeler import label_report

__all__ = ["label_report"]


def __getattr__(name: str) -> Any:
    """Import the labeler when it is first asked for."""
    if name == "label_report":
        from podium.plugins.chest_xray.labeler import label_report

        return label_report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
