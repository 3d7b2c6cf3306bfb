"""Reads the 14 observations out of chest X-ray reports, by rules that stand in ``rules.yaml``.

The method is that of the CheXpert labeler (Irvin et al. 2019, arXiv:1901.07031): find mentions, class
each as negative, uncertain or positive in three ordered stages, and sum them up per observation. The
phrases, the cues and the engine are this project's own.
"""

from podium.plugins.chest_xray.labeler.reports import SHARED, Labeler, label_report

__all__ = ["SHARED", "Labeler", "label_report"]
