"""Export of issues: formats, material, writing with reading back."""
