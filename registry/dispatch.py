"""Sharing items out among workers, each exactly once, whatever happens to the workers.

Nothing here knows how workers are reached: that is a :class:`Team`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field

from podium.registry.adapters.base import Answered, Facts, Numbered, Preview, batched
from podium.registry.benchmark import Answer, Item
from podium.registry.errors import PodiumError
from podium.registry.workers import (
    Answers,
    Chunk,
    Failed,
    Finished,
    Lost,
    Message,
    Order,
    Ready,
    Show,
    Shown,
    bare,
)

#: Chunks a worker has at a time: one it works on, and one so that it need not wait for the next.
UNDER_WAY = 2

#: Times in a row that a worker may die with a chunk, before its items are told apart.
DEATHS = 3

#: Times in a row that a worker may die while it loads its model, before it is given up.
STARTS = 3

#: Times in a row that a worker may die without an answer, before it is given up. To find one deadly
#: item among 1,024 takes 3 deaths with all of them and 10 halvings.
RESTARTS = 16


class Team(ABC):
    """Workers, as an engine reaches them; they are numbered from 0."""

    @abstractmethod
    def start(self, worker: int) -> None:
        """Start a worker, or start it again, and give it its setup; :class:`Ready` follows."""

    @abstractmethod
    def send(self, worker: int, order: Order) -> None:
        """Give a worker an order; it carries out one after another. Never fails: a dead one is found lost."""

    @abstractmethod
    def receive(self) -> tuple[int, Message]:
        """Wait for the next message of any worker; a dead worker's is :class:`Lost`, once, after all it said."""

    @abstractmethod
    def close(self) -> None:
        """End all workers."""


@dataclass
class _Asked:
    """Items given to a worker together, and which of them it still owes."""

    owed: dict[int, Item]
    number: int = -1
    deaths: int = 0

    @property
    def suspect(self) -> bool:
        """Whether workers died with it so often that it is looked for what they die of."""
        return self.deaths >= DEATHS


@dataclass
class _Hand:
    """A worker, as the driver knows it."""

    state: str = "starting"
    asked: deque[_Asked] = field(default_factory=deque)
    #: Deaths in a row while loading, and without an answer.
    starts: int = 0
    fruitless: int = 0
    ready: Ready | None = None
    speed: list[Facts] = field(default_factory=list)


class Dispatcher:
    """Shares items out among the workers of a team.

    Args:
        team: The workers.
        workers: Their number.
        check: Told what each worker says of its model when it is ready; raises if that does not do.
    """

    def __init__(self, team: Team, workers: int, check: Callable[[int, Ready], None]) -> None:
        self._team = team
        self._check = check
        self._hands = [_Hand() for _ in range(workers)]
        self._waiting: deque[_Asked] = deque()
        self._failed: Answered = []
        self._number = 0
        #: How many times a worker died.
        self.lost = 0

    def begin(self) -> None:
        """Start all workers and wait until each is ready or given up.

        Raises:
            PodiumError: If none can be started, or what one says does not do.
        """
        for worker in range(len(self._hands)):
            self._team.start(worker)
        while any(hand.state == "starting" for hand in self._hands):
            self._take()

    def ready(self) -> list[Ready]:
        """Return what the workers last said of themselves, those included that are lost by now."""
        return [hand.ready for hand in self._hands if hand.ready is not None]

    def speeds(self) -> list[Facts]:
        """Return how fast each worker was, one row per life."""
        return [facts for hand in self._hands for facts in hand.speed]

    def show(self, item: Item) -> Preview | None:
        """Return what the model would be shown, from any worker that is ready.

        Raises:
            PodiumError: If the adapter does.
        """
        asked: int | None = None
        while True:
            if asked is None or self._hands[asked].state != "ready":
                asked = next((n for n, hand in enumerate(self._hands) if hand.state == "ready"), None)
                if asked is not None:
                    self._team.send(asked, Show(bare(item)))
            message = self._take()
            if isinstance(message, Shown):
                return message.preview

    def stream(self, items: Iterable[Numbered], size: int) -> Generator[Answered, None, None]:
        """Yield answers as they come, each item's exactly once.

        ``items`` is drawn from only when a worker has room, at most :data:`UNDER_WAY` chunks of it.

        Args:
            items: The items, each with its position.
            size: Items of a chunk.

        Yields:
            Answers with the positions of their items.

        Raises:
            PodiumError: If an adapter does, or no worker is left.
        """
        coming = batched(items, size)
        try:
            more = self._fill(coming)
            while more or self._waiting or any(hand.asked for hand in self._hands):
                message = self._take()
                # Workers get their next items before these answers are dealt with.
                more = self._fill(coming)
                answers = [*(message.answers if isinstance(message, Answers) else ()), *self._failed]
                self._failed.clear()
                if answers:
                    yield answers
        finally:
            # What is still under way when the caller stops is nobody's any more.
            self._waiting.clear()
            for hand in self._hands:
                hand.asked.clear()

    def _fill(self, coming: Iterator[list[Numbered]]) -> bool:
        """Give every worker that is ready what it has room for; return whether there may be more to give."""
        for room in range(1, UNDER_WAY + 1):
            for worker, hand in enumerate(self._hands):
                if hand.state != "ready" or len(hand.asked) >= room:
                    continue
                # Who died is only sure where a suspect was asked by itself: the last answers of a dead worker get lost.
                if hand.asked and (hand.asked[0].suspect or (self._waiting and self._waiting[0].suspect)):
                    continue
                if self._waiting:
                    asked = self._waiting.popleft()
                elif fresh := next(coming, None):
                    asked = _Asked(dict(fresh))
                else:
                    return False
                # A number of its own each time, so that what a dead worker said is told from what the next one says.
                asked.number = self._number = self._number + 1
                hand.asked.append(asked)
                order = Chunk(asked.number, tuple((position, bare(item)) for position, item in asked.owed.items()))
                self._team.send(worker, order)
        return True

    def _take(self) -> Message:
        """Wait for a message, keep the books, and return it; of answers only those that are still owed."""
        worker, message = self._team.receive()
        hand = self._hands[worker]
        match message:
            case Ready():
                self._check(worker, message)
                hand.state, hand.ready, hand.starts = "ready", message, 0
                hand.speed.append({"load_seconds": message.load_seconds})
            case Answers():
                return self._book(hand, message)
            case Finished():
                self._finish(hand, message)
            case Failed():
                raise message.error
            case Lost():
                self._lose(worker, hand, message.reason)
        return message

    def _book(self, hand: _Hand, message: Answers) -> Answers:
        asked = next((one for one in hand.asked if one.number == message.number), None)
        if asked is None:
            return Answers(message.number, [])
        for position, _ in message.answers:
            if asked.owed.pop(position, None) is None:
                raise PodiumError(f"the model's adapter answered item {position} twice, or without being asked")
        hand.fruitless = asked.deaths = 0
        return message

    def _finish(self, hand: _Hand, message: Finished) -> None:
        hand.speed[-1] = {**hand.speed[-1], **message.speed}
        asked = next((one for one in hand.asked if one.number == message.number), None)
        if asked is None:
            return
        if asked.owed:
            first = next(iter(asked.owed.values()))
            raise PodiumError(f"the model's adapter left out {len(asked.owed)} items, the first is {first.id}")
        hand.asked.remove(asked)

    def _lose(self, worker: int, hand: _Hand, reason: str) -> None:
        self.lost += 1
        hand.starts += hand.state == "starting"
        hand.fruitless += hand.state == "ready"
        owed = [asked for asked in hand.asked if asked.owed]
        hand.asked.clear()
        # Orders are carried out one after another, so the first is the one that was worked on.
        self._waiting.extendleft(reversed([*self._suspect(owed[0]), *owed[1:]] if owed else []))
        if hand.starts < STARTS and hand.fruitless < RESTARTS:
            hand.state = "starting"
            self._team.start(worker)
            return
        hand.state = "gone"
        if all(one.state == "gone" for one in self._hands):
            raise PodiumError(
                f"all {len(self._hands)} workers are lost, the last one because {reason}",
                "look at the memory and the logs of their machines",
            )

    def _suspect(self, asked: _Asked) -> list[_Asked]:
        """Return what is to be asked again of a chunk a worker died with: halves, where it did so too often."""
        by_itself = asked.suspect
        asked.deaths += 1
        owed = list(asked.owed.items())
        if not asked.suspect or (len(owed) == 1 and not by_itself):
            return [asked]
        if len(owed) == 1:
            error = f"the worker died {DEATHS} times with this item"
            self._failed += [(position, Answer(error=error)) for position, _ in owed]
            return []
        middle = (len(owed) + 1) // 2
        return [_Asked(dict(half), deaths=asked.deaths) for half in (owed[:middle], owed[middle:])]
