"""The open project: its issues, what people do to them, and what they have taught the program."""
