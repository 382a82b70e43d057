/// A relative of a lead; Lofty keeps at most four.
///
/// Source: Lofty API, `leadFamilyMemberList`.
public struct FamilyMember: Hashable, Sendable {
    /// At most 30 characters.
    public var firstName: String
    /// At most 30 characters.
    public var lastName: String?
    /// Such as `Husband`.
    public var relationship: String?
    /// Each at most 20 characters.
    public var phones: [String]
    public var emails: [String]
    /// On writes in the form of ``Birthday``; kept here as the server wrote it, so that nothing is lost on the way back.
    public var birthday: String?

    public init(firstName: String, lastName: String? = nil, relationship: String? = nil) {
        self.firstName = firstName
        self.lastName = lastName
        self.relationship = relationship
        phones = []
        emails = []
    }
}
