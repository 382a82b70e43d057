import Terminal

/// Something in a file that Foyer cannot follow; the rest of the file counts all the same.
package struct ConfigurationFault: Error, Hashable, Sendable {
    /// Such as `config.toml` or `themes/night.toml`.
    package let file: String
    /// From 1; `nil` when it concerns the whole file.
    package let line: Int?
    /// What is wrong and what would be right, as a sentence.
    package let sentence: String

    /// Names and words of files may stand in it; what could steer a terminal is taken out of them.
    package init(file: String, line: Int? = nil, sentence: String) {
        self.file = CleanText.clean(file)
        self.line = line
        self.sentence = CleanText.clean(sentence)
    }

    /// `config.toml:12: …`, as editors and compilers have it.
    package var text: String { "\(place): \(sentence)" }

    var place: String { file + (line.map { ":\($0)" } ?? "") }
}
