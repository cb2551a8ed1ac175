"""What the bot says, apart from how it is laid out. Everything here is Slack's mrkdwn."""
