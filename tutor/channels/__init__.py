"""The doors: each hands a Message to the conversation and shows the Reply in its own way."""
