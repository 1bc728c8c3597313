"""Projects and what comes into and out of them."""
