/// Something in a file that Foyer cannot follow; the rest of the file counts all the same.
package struct ConfigurationFault: Error, Hashable, Sendable {
    /// Such as `config.toml` or `themes/night.toml`.
    package var file: String
    /// From 1; `nil` when it concerns the whole file.
    package var line: Int?
    /// What is wrong and what would be right, as a sentence.
    package var sentence: String

    /// `config.toml:12: …`, as editors and compilers have it.
    package var text: String { "\(place): \(sentence)" }

    var place: String { file + (line.map { ":\($0)" } ?? "") }
}
