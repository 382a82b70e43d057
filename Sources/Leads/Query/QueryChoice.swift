/// A value of a field with a closed set of values, spelled as in a query.
package protocol QueryChoice: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

extension QueryChoice {
    /// One bit for each value, so that a set of them is an integer.
    var bit: UInt16 {
        var bit: UInt16 = 1
        for value in Self.allCases {
            if value == self { return bit }
            bit <<= 1
        }
        return 0
    }
}

/// Values of `type:`.
package enum QueryLeadType: String, QueryChoice {
    case buyer, seller, renter, investor, agent, homeowner, landlord, other, none

    init(_ type: LeadType) {
        self =
            switch type {
            case .buyer: .buyer
            case .seller: .seller
            case .renter: .renter
            case .investor: .investor
            case .agent: .agent
            case .homeowner: .homeowner
            case .landlord: .landlord
            case .other: .other
            }
    }
}

/// Values of `hidden:`.
package enum QueryAnswer: String, QueryChoice {
    case yes, no
}

/// Values of `may:`, answered by ``ContactGuard``.
package enum QueryChannel: String, QueryChoice {
    case call, text, email

    var channel: ContactGuard.Channel {
        switch self {
        case .call: .call
        case .text: .text
        case .email: .email
        }
    }
}

/// Values of `next:`: how the earliest open follow-up of the lead stands.
package enum QueryNextStep: String, QueryChoice {
    case none, overdue, today, planned
}

/// Values of `sync:`.
package enum QuerySyncState: String, QueryChoice {
    case clean, queued, sending, failed, conflict

    init(_ state: SyncState) {
        self =
            switch state {
            case .clean: .clean
            case .queued: .queued
            case .sending: .sending
            case .failed: .failed
            case .conflict: .conflict
            }
    }
}
