"""The sizes that network, targets and file share."""

# The network's picture, and its grid of cells: one for each 8 by 8 pixels.
WIDTH, HEIGHT = 256, 192
STRIDE = 8
COLUMNS, ROWS = WIDTH // STRIDE, HEIGHT // STRIDE

# Pictures are kept so large, so that a nearer look still has detail.
STORED_WIDTH, STORED_HEIGHT = 320, 240

# Grey of the border around a picture of another shape, as in the detector.
BORDER = 114

# Most boxes of one picture that are kept.
MOST_BOXES = 8
