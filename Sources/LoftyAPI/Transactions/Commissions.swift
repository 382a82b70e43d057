/// Who is paid what of a transaction.
public struct Commissions: Hashable, Sendable {
    public var beforeSplit: [Commission]
    public var split: [Commission]
    public var afterSplit: [Commission]

    public init(beforeSplit: [Commission] = [], split: [Commission] = [], afterSplit: [Commission] = []) {
        self.beforeSplit = beforeSplit
        self.split = split
        self.afterSplit = afterSplit
    }
}

/// One payment.
public struct Commission: Hashable, Sendable {
    /// `nil` for one that the server has not stored yet.
    public var id: Int64?
    public var splitPayee: Payee?
    public var payee: Payee?
    /// In percent or in the account's currency, see ``calculation``.
    public var value: Int64?
    public var calculation: Reported<Calculation>?
    public var remark: String?

    public init(to payee: Payee?, value: Int64, _ calculation: Calculation) {
        self.payee = payee
        self.value = value
        self.calculation = .known(calculation)
    }

    public struct Payee: Hashable, Sendable {
        public var kind: Reported<PayeeKind>
        public var id: Int64?
        public var name: String?

        public init(_ kind: PayeeKind, id: Int64? = nil, name: String? = nil) {
            self.kind = .known(kind)
            self.id = id
            self.name = name
        }
    }

    /// Spelled as on the wire.
    public enum PayeeKind: String, Hashable, Sendable, CaseIterable {
        case team = "TEAM"
        case agent = "AGENT"
        case vendorPartner = "VENDOR_PARTNER"
        case lead = "LEAD"
        case brokerage = "BROKERAGE"
        case upline = "UPLINE"
        case other = "OTHER"
    }

    /// Spelled as on the wire.
    public enum Calculation: String, Hashable, Sendable, CaseIterable {
        case percent = "PERCENT"
        case amount = "AMOUNT"
    }
}
