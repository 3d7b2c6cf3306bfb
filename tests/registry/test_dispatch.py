"""Sharing out items: each exactly once, drawn no sooner than there is room, whatever dies."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry.benchmark import Answer, Generate, Item
from podium.registry.dispatch import DEATHS, RESTARTS, STARTS, UNDER_WAY, Dispatcher, Team
from podium.registry.engines import chunk_size
from podium.registry.errors import DataError, PodiumError
from podium.registry.workers import Answers, Chunk, Failed, Finished, Lost, Message, Order, Ready, Show, Shown

DIED = f"the worker died {DEATHS} times with this item"
READY = Ready({"weights": "w"}, {}, (), "hf", "hf:x", "x", True, False, "here", 1, "0", 0.5)


class Simulated(Team):
    """Workers that answer in batches, in an order of their own, and die when the random source or an item says so."""

    def __init__(
        self,
        random: Random,
        *,
        batch: int = 2,
        deaths: int = 0,
        deadly: Sequence[int] = (),
        starts: int = 0,
        forgets: bool = False,
    ) -> None:
        # A worker that forgets takes what it has said and nobody has heard yet with it when an item kills it.
        self.forgets = forgets
        self.random, self.batch, self.deaths, self.deadly, self.starts = random, batch, deaths, set(deadly), starts
        self.said: dict[int, deque[Message]] = {}
        self.orders: dict[int, deque[Order]] = {}
        self.begun = 0

    def start(self, worker: int) -> None:
        assert worker not in self.orders, "started twice"
        self.begun += 1
        self.orders[worker] = deque()
        self.said[worker] = deque([Lost("no memory")] if self.starts else [READY])
        self.starts = max(0, self.starts - 1)

    def send(self, worker: int, order: Order) -> None:
        if worker in self.orders:
            self.orders[worker].append(order)

    def receive(self) -> tuple[int, Message]:
        busy = [worker for worker in self.orders if self.said[worker] or self.orders[worker]]
        assert busy, "nothing would ever come"
        worker = self.random.choice(busy)
        if self.deaths and self.random.random() < 0.2:
            self.deaths -= 1
            return worker, self._die(worker)
        if not self.said[worker]:
            for order in list(self.orders[worker]) if self.forgets else [self.orders[worker][0]]:
                self._work(worker, order)
                if isinstance(self.said[worker][-1], Lost):
                    break
        message = self.said[worker].popleft()
        if isinstance(message, Finished):
            self.orders[worker].popleft()
        return worker, self._die(worker) if isinstance(message, Lost) else message

    def _work(self, worker: int, order: Order) -> None:
        if isinstance(order, Show):
            self.orders[worker].popleft()
            self.said[worker].append(Shown(None))
            return
        assert isinstance(order, Chunk)
        items = self.random.sample(order.items, len(order.items))
        for start in range(0, len(items), self.batch):
            batch = items[start : start + self.batch]
            if self.deadly & {position for position, _ in batch}:
                if self.forgets:
                    self.said[worker].clear()
                self.said[worker].append(Lost("killed by an item"))
                return
            answers = [(position, Answer(text=item.id)) for position, item in batch]
            self.said[worker].append(Answers(order.number, answers))
        self.said[worker].append(Finished(order.number, {"images": 1}))

    def _die(self, worker: int) -> Lost:
        del self.orders[worker], self.said[worker]
        return Lost("killed")

    def close(self) -> None:
        self.orders.clear()


def dispatcher(team: Team, workers: int) -> Dispatcher:
    made = Dispatcher(team, workers, lambda worker, ready: None)
    made.begin()
    return made


def item(position: int) -> Item:
    return Item(f"q{position}", Generate("?"), target="secret", group="g", attributes={"answer": "secret"})


def run(made: Dispatcher, count: int, size: int, workers: int) -> dict[int, Answer]:
    """Answer items, and check that each comes once and none is drawn before there is room for it."""
    found: dict[int, Answer] = {}
    drawn = 0

    def items() -> Iterator[tuple[int, Item]]:
        nonlocal drawn
        for position in range(count):
            drawn += 1
            assert drawn - len(found) <= UNDER_WAY * workers * size + held
            yield position, item(position)

    held = 0
    for answers in made.stream(items(), size):
        assert answers
        for position, answer in answers:
            assert position not in found
            found[position] = answer
        # The items for the room that these answers made are drawn before we see them.
        held = len(answers)
    assert sorted(found) == list(range(count))
    return found


@given(
    st.randoms(use_true_random=False),
    st.integers(0, 60),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(0, DEATHS - 1),
)
def test_every_item_is_answered_exactly_once_whichever_workers_die(
    random: Random, count: int, size: int, workers: int, deaths: int
) -> None:
    team = Simulated(random, deaths=deaths)
    found = run(dispatcher(team, workers), count, size, workers)
    assert all(answer == Answer(text=f"q{position}") for position, answer in found.items())


@given(st.randoms(use_true_random=False), st.integers(1, 60), st.integers(1, 9), st.integers(1, 4), st.data())
def test_only_the_items_that_kill_workers_go_without_an_answer(
    random: Random, count: int, size: int, workers: int, data: st.DataObject
) -> None:
    deadly = data.draw(st.sets(st.integers(0, count - 1), max_size=2))
    team = Simulated(random, deadly=sorted(deadly), forgets=data.draw(st.booleans()))
    found = run(dispatcher(team, workers), count, size, workers)
    assert {position for position, answer in found.items() if answer.error} == deadly
    assert {found[position].error for position in deadly} <= {DIED}


@settings(max_examples=50)
@given(st.randoms(use_true_random=False), st.integers(1, 60), st.integers(1, 9), st.integers(1, 3))
def test_a_second_stream_after_one_that_was_broken_off_answers_its_own_items_only(
    random: Random, count: int, size: int, workers: int
) -> None:
    made = dispatcher(Simulated(random), workers)
    first = made.stream(((position, item(position)) for position in range(count)), size)
    next(first)
    first.close()
    found: dict[int, Answer] = {}
    for answers in made.stream(((position, item(position)) for position in range(100, 120)), size):
        found.update(answers)
    assert sorted(found) == list(range(100, 120))


def test_one_deadly_item_among_1024_is_found_by_a_single_worker_before_it_is_given_up() -> None:
    team = Simulated(Random(0), batch=1024, deadly=[7])
    found = run(dispatcher(team, 1), 1024, 1024, 1)
    assert {position for position, answer in found.items() if answer.error == DIED} == {7}
    assert team.begun == 1 + DEATHS + 10


def test_when_every_answer_kills_a_worker_the_run_stops_and_says_why() -> None:
    team = Simulated(Random(0), deadly=range(2000))
    made = dispatcher(team, 2)
    with pytest.raises(PodiumError, match="all 2 workers are lost, the last one because killed"):
        list(made.stream(((position, item(position)) for position in range(2000)), 1000))
    assert team.begun == 2 * RESTARTS


def test_a_worker_that_dies_while_loading_is_given_up_and_the_other_does_its_work() -> None:
    team = Simulated(Random(0), starts=2 * STARTS - 1)
    made = dispatcher(team, 2)
    assert run(made, 20, 2, 2)[19] == Answer(text="q19")
    assert (len(made.ready()), made.lost) == (1, 2 * STARTS - 1)
    with pytest.raises(PodiumError, match="all 2 workers are lost"):
        dispatcher(Simulated(Random(0), starts=2 * STARTS), 2)


def test_targets_groups_and_attributes_stay_with_the_driver() -> None:
    class Watched(Simulated):
        def send(self, worker: int, order: Order) -> None:
            assert isinstance(order, Chunk)
            assert all(vars(one) == vars(Item(one.id, Generate("?"), None)) for _, one in order.items)
            super().send(worker, order)

    run(dispatcher(Watched(Random(0)), 2), 10, 2, 2)


class Says(Simulated):
    """A worker whose answer to a chunk is given."""

    def __init__(self, *messages: Message) -> None:
        super().__init__(Random(0))
        self.messages = messages

    def _work(self, worker: int, order: Order) -> None:
        self.said[worker].extend(self.messages)


@pytest.mark.parametrize(
    ("messages", "error"),
    [
        ([Failed(DataError("a.png is cut off", "copy it again"))], "a.png is cut off"),
        ([Answers(1, [(0, Answer(text="a"))]), Answers(1, [(0, Answer(text="b"))])], "answered item 0 twice"),
        ([Answers(1, [(5, Answer(text="a"))])], "answered item 5 twice, or without being asked"),
        ([Answers(1, [(0, Answer(text="a"))]), Finished(1, {})], "left out 1 items, the first is q1"),
    ],
)
def test_an_adapter_that_fails_or_does_not_answer_each_item_once_stops_the_run(
    messages: list[Message], error: str
) -> None:
    with pytest.raises(PodiumError, match=error):
        list(dispatcher(Says(*messages), 1).stream([(0, item(0)), (1, item(1))], 2))


def test_a_preview_is_asked_again_when_the_worker_that_was_asked_dies() -> None:
    for seed in range(20):
        team = Simulated(Random(seed), deaths=3)
        made = dispatcher(team, 2)
        assert made.show(item(0)) is None


@given(st.integers(0, 10**6), st.integers(1, 64), st.integers(1, 2000))
def test_a_chunk_is_whole_batches_and_leaves_each_worker_some(items: int, workers: int, batch: int) -> None:
    size = chunk_size(items, workers, batch)
    assert size % batch == 0 and batch <= size <= max(batch, 1024)
    assert size == batch or (size - batch) * workers * 16 < items


def test_chunks_of_known_runs() -> None:
    assert chunk_size(377_110, 1, 16) == chunk_size(377_110, 8, 16) == 1024
    assert chunk_size(377_110, 64, 16) == 384
    assert (chunk_size(12_032, 1, 16), chunk_size(12_032, 8, 16), chunk_size(12_032, 64, 16)) == (752, 96, 16)
