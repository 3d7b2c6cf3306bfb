from __future__ import annotations

from podium.plugins.chest_xray.items import LazyItems
from podium.registry import Classify, Item


def test_items_are_built_when_asked_for_and_walked_in_the_same_order_again_and_again() -> None:
    built: list[int] = []

    def build(row: int) -> Item:
        built.append(row)
        return Item(str(row), Classify((), ()), ())

    items = LazyItems(range(1_000_000), build)
    assert len(items) == 1_000_000
    assert built == []
    assert items[7].id == "7"
    assert items[-1].id == "999999"
    assert built == [7, 999_999]
    first = items[10:13]
    assert [item.id for item in first] == ["10", "11", "12"] == [item.id for item in first]
    assert len(items[::250_000]) == 4
    assert built == [7, 999_999, 10, 11, 12, 10, 11, 12]


def test_an_index_beyond_the_end_is_an_index_error() -> None:
    items = LazyItems([3, 5], lambda row: Item(str(row), Classify((), ()), ()))
    assert [item.id for item in items] == ["3", "5"]
    try:
        items[2]
    except IndexError:
        return
    raise AssertionError("no IndexError")
