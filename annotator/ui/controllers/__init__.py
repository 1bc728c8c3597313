"""Controllers, one a concern: they turn keys and clicks into operations, and changes into what is shown."""
