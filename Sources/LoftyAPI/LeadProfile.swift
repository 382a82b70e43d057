import Leads

/// What a write says about a lead beyond name, contact and stage; `nil` leaves a thing as it is.
///
/// Source: Lofty API, `POST /v1.0/leads` and `PUT /v1.0/leads/{leadId}`. A list replaces the whole value on the server:
/// read it, change it, write it. Fields of the published schema that Lofty no longer heeds are not offered, nor is a
/// transaction: each write would make another one, so it has a call of its own.
public struct LeadProfile: Hashable, Sendable {
    public var birthday: Birthday?
    /// One of `en`, `fr`, `de`, `es`, `zh-CN`, `zh-TW`, `ja`.
    public var language: String?
    public var referredBy: String?
    /// Each at most 30 characters.
    public var segments: [String]?
    public var cannotCall: Bool?
    public var cannotText: Bool?
    public var cannotEmail: Bool?
    /// Whether the lead opted out of email.
    public var isUnsubscribed: Bool?
    public var qualification = LeadQualification()
    public var inquiry: LeadInquiry?
    /// One property to add or to change, see ``LeadProperty/id``.
    public var property: LeadProperty?
    /// The whole set.
    ///
    /// Whether Lofty merges it by name or replaces it is not known, so ``LoftyClient/setCustomAttributes(_:of:)`` is the
    /// way to change one.
    public var customAttributes: [CustomAttribute]?
    /// The whole family, at most four.
    public var family: [FamilyMember]?
    public var ownership: LeadOwnership?

    public init() {}
}

extension LeadProfile {
    /// The profile with what the new lead says of wishes, home and contact, where it does not say so itself.
    func completed(by new: NewLead) -> LeadProfile {
        var profile = self
        if profile.inquiry == nil { profile.inquiry = new.inquiry.flatMap { LeadInquiry($0) } }
        if profile.property == nil { profile.property = new.address.map { LeadProperty(mailing: $0) } }
        return profile
    }
}
