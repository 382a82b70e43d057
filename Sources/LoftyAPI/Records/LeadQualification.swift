/// What a lead has said about buying and selling.
///
/// Source: Lofty API, the qualification fields of the lead. `"N/A"` and `""` arrive as `nil`; on a write `nil` is not
/// sent.
public struct LeadQualification: Hashable, Sendable {
    /// In months, such as `3-6`, or `Just Looking`; values beside the published ones have been seen.
    public var buyingTimeFrame: String?
    /// Like ``buyingTimeFrame``.
    public var sellingTimeFrame: String?
    /// `preQual`.
    public var isPrequalified: Reported<YesOrNo>?
    /// `houseToSell`.
    public var hasHouseToSell: Reported<YesOrNo>?
    /// `fthb`.
    public var isFirstTimeBuyer: Reported<YesOrNo>?
    /// `withBuyerAgent`.
    public var hasBuyerAgent: Reported<YesOrNo>?
    /// `mortgage`.
    public var hasMortgage: Reported<YesOrNo>?
    /// `buyHouse`.
    public var wantsToBuy: Reported<YesOrNo>?
    /// `withListingAgent`.
    public var hasListingAgent: Reported<YesOrNo>?

    public init() {}

    public enum YesOrNo: String, Hashable, Sendable, CaseIterable {
        case yes = "Yes"
        case no = "No"
    }
}
