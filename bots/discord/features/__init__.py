"""Features: each module registers commands, buttons and tasks with the bot by ``add(bot)``."""
