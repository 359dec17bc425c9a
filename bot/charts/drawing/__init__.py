"""How each kind of chart is drawn on a canvas measured in points, from the top left."""
