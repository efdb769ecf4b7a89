"""When things go out, and the look ahead at them."""
