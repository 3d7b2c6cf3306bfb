"""The choices that the chest X-ray benchmarks offer."""

from __future__ import annotations

from podium.plugins.chest_xray.policies import BLANKS, UNCERTAINTY
from podium.registry import Setting

#: What every copy with image files needs.
IMAGE_SETTINGS = (
    Setting(
        "allow_partial",
        "no",
        "Whether to go on where images are missing; the score then stays off the boards.",
        ("no", "yes"),
        stage="load",
    ),
    Setting(
        "images", "check", "Whether image files are looked for; skipped for predictions.", ("check", "skip"), "load"
    ),
)

#: What labels read from reports need besides, where these can be uncertain or blank.
LOAD_SETTINGS = (
    Setting("uncertainty", "ignore", "What an uncertain label counts as.", UNCERTAINTY, stage="load"),
    Setting("blanks", "zeros", "What a label that is not mentioned counts as.", BLANKS, stage="load"),
    *IMAGE_SETTINGS,
)

#: How probabilities of single images are scored.
IMAGE_SCORE_SETTINGS = (
    Setting("threshold", 0.5, "Score from which on a finding counts as present.", minimum=0, maximum=1),
    Setting("thresholds", "", "File of thresholds frozen by podium runs thresholds, instead of the fixed one."),
    Setting("bootstrap", 1000, "Resamples of patients for the intervals; 0 for none.", minimum=0),
    Setting("seed", 0, "Seed of the resampling.", minimum=0),
    Setting("scores", "probability", "What the scores are.", ("probability", "rank")),
)

#: What studies of several images need besides.
SCORE_SETTINGS = (
    Setting("aggregate", "max", "How the views of a study become one score.", ("max", "mean")),
    *IMAGE_SCORE_SETTINGS,
)
