/// Lengths that Lofty keeps; longer values are cut there without a word, so Foyer refuses them before sending.
///
/// Source: Lofty API, `POST /v1.0/leads`, `/v1.0/notes`, `/v1.0/logType`. Lengths are those of ``length(of:)``.
public enum LeadLimits {
    /// The length of a text as Foyer counts it: UTF-16 units.
    ///
    /// Lofty does not say what it counts; this is the strictest reading, so nothing is cut that was accepted here.
    public static func length(of text: String) -> Int { text.utf16.count }

    public static let name = 30
    public static let tag = 64
    public static let note = 2_000
    public static let contactLog = 5_000
    public static let phone = 20
    /// `stage` is documented as "less than 20 characters" on create.
    public static let stage = 19
}
