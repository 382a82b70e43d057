/// Lengths that Lofty keeps; longer values are cut there without a word, so Foyer refuses them before sending.
///
/// Source: Lofty API, `POST /v1.0/leads`, `/v1.0/notes`, `/v1.0/logType`. All lengths are in characters.
public enum LeadLimits {
    public static let name = 30
    public static let tag = 64
    public static let note = 2_000
    public static let contactLog = 5_000
    public static let phone = 20
    /// `stage` is documented as "less than 20 characters" on create.
    public static let stage = 19
}
