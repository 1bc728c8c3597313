"""Page images: reading, showing and cutting them."""
