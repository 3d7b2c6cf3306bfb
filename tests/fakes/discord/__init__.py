"""A Discord on loopback, strict enough to refuse what the real one refuses, and the real bot run against it."""

from podium.tests.fakes.discord.exchange import Exchange
from podium.tests.fakes.discord.messages import Message
from podium.tests.fakes.discord.places import Channel, Guild, Permission, Person, Role
from podium.tests.fakes.discord.process import BotProcess
from podium.tests.fakes.discord.server import FakeDiscord

__all__ = ["BotProcess", "Channel", "Exchange", "FakeDiscord", "Guild", "Message", "Permission", "Person", "Role"]
