"""Files of OCR engines: hOCR, ALTO and PAGE XML, read with boxes and confidences and written back corrected."""
