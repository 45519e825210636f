"""What the files of a site say, whether that is right, and what a machine becomes by it. Used by check-site on any
computer, by the installer on the stick and by the node at each boot: one opinion for all three."""
