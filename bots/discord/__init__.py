"""The Discord bot: questions in threads and by command, announcements, and reports of wrong data.

Only unprivileged intents, no text of messages kept. discord.py is imported by the modules of this package alone.

Who does what: :mod:`.reader` reads the registry in threads of its own; faces (:mod:`.faces`) turn what was read into
an :class:`~podium.bots.discord.outgoing.Outgoing`; features (:mod:`.features`) register commands and buttons with the
:class:`~podium.bots.discord.client.PodiumBot`, which routes, acknowledges and sends.
"""
