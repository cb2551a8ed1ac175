"""docs/using.md, drawn from the bot's own cards and forms: it cannot show what is not so."""
