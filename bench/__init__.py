"""What it costs, beside a floor or a peer. ``python -m bench`` measures all, names choose."""
