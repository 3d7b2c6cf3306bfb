"""A machine without Chromium: CI must not pass there unnoticed."""

from __future__ import annotations

import pytest

from podium.tests.cli.site.browser import missing, programs


def test_both_chromium_and_its_driver_are_needed() -> None:
    assert programs(lambda name: None) is None
    assert programs(lambda name: "/usr/bin/chromium" if name == "chromium" else None) is None
    assert programs(lambda name: f"/usr/bin/{name}") == ("/usr/bin/chromium", "/usr/bin/chromedriver")


def test_a_missing_browser_fails_in_ci_and_is_skipped_elsewhere() -> None:
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium chromium-driver"):
        missing({"CI": "true"})
    with pytest.raises(pytest.skip.Exception, match="apt-get install chromium chromium-driver"):
        missing({})
