"""Plain strings: positions, differences, decoding, widths, scripts, alignment. Imports nothing of ours."""
