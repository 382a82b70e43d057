/// What a person gives when they go over a rule that speaks against contacting a lead.
package struct ContactOverride: Hashable, Sendable, Codable {
    /// `call`, `text` or `email`.
    package var channel: String
    /// The number or address.
    package var target: String
    /// What speaks against it, in the words the person was shown.
    package var rule: String
    /// Why they did it all the same, in their own words.
    package var reason: String

    package init(channel: String, target: String, rule: String, reason: String) {
        self.channel = channel
        self.target = target
        self.rule = rule
        self.reason = reason
    }
}
