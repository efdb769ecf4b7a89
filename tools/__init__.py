"""What makes the files that come with the project and can't be written by hand; nothing here runs with the bot."""
