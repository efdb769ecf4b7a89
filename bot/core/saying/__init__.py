"""What the bot can hear of days, times and rhythms, in Dutch and English: the whole text, or not at all."""
