// KeyNotation
