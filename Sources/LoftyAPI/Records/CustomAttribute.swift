/// The value of one of the team's own fields on a lead.
///
/// Source: Lofty API, `customAttributes` on reads, `customAttributeList` on writes. A field has no id; its name is its
/// identity.
public struct CustomAttribute: Hashable, Sendable {
    public var name: String
    /// As the team defined the field, see ``CustomField``.
    public var kind: Reported<CustomField.Kind>
    /// Always text; for a field of several choices the JSON text of a list.
    public var value: String
    /// JSON text with the choices of a field that has some.
    public var parameters: String?

    public init(name: String, kind: Reported<CustomField.Kind>, value: String, parameters: String? = nil) {
        self.name = name
        self.kind = kind
        self.value = value
        self.parameters = parameters
    }
}
