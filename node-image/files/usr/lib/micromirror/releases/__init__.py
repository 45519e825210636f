"""How a box takes a new Micromirror, k3s or system by itself: see pull-release."""
