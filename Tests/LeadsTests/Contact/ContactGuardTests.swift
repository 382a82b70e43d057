import Leads
import Testing

@Suite("The contact guard without a clock")
struct ContactGuardTests {
    private let valid = Phone("5125550100", status: .valid)

    private func lead(
        emails: [String] = ["jane@example.com"],
        phones: [Phone] = [],
        permissions: ContactPermissions = ContactPermissions()
    ) -> Lead {
        Lead(id: Lead.ID(1), firstName: "Jane", emails: emails, phones: phones, permissions: permissions)
    }

    @Test(
        "a lead with a good number and an address may be contacted on every channel",
        arguments: ContactGuard.Channel.allCases
    )
    func allowed(channel: ContactGuard.Channel) {
        #expect(ContactGuard.verdict(for: channel, of: lead(phones: [valid])) == .allowed)
    }

    @Test("each flag blocks its own channel and no other")
    func flags() {
        let flags: [(ContactPermissions, ContactGuard.Channel, String)] = [
            (ContactPermissions(cannotCall: true), .call, "marked cannot call"),
            (ContactPermissions(cannotText: true), .text, "marked cannot text"),
            (ContactPermissions(cannotEmail: true), .email, "marked cannot email"),
            (ContactPermissions(isUnsubscribed: true), .email, "unsubscribed"),
        ]
        for (permissions, blocked, reason) in flags {
            let lead = lead(phones: [valid], permissions: permissions)
            for channel in ContactGuard.Channel.allCases {
                let expected = channel == blocked ? ContactGuard.Verdict.blocked(because: reason) : .allowed
                #expect(ContactGuard.verdict(for: channel, of: lead) == expected)
            }
        }
    }

    @Test(
        "the state of the numbers decides about calls and texts alike",
        arguments: [
            ([], "no number"),
            ([Phone("5125550101", status: .invalid)], "no valid number"),
            ([Phone("5125550101", status: .dncNumber)], "number on a do-not-call list"),
            (
                [Phone("5125550101", status: .invalid), Phone("5125550102", status: .dncNumber)],
                "number on a do-not-call list"
            ),
            ([Phone("5125550101", status: .dncNumber), Phone("5125550102", status: .valid)], nil),
            ([Phone("5125550101", status: .invalid), Phone("5125550102", status: .talked)], nil),
            ([Phone("5125550101")], nil),
            ([Phone("5125550101", status: .other(9))], nil),
            (
                [Phone("5125550101", status: .valid), Phone("5125550102", status: .dncContact)],
                "do not contact"
            ),
            ([Phone("none")], "not a phone number"),
        ] as [([Phone], String?)]
    )
    func numbers(phones: [Phone], reason: String?) {
        let expected = reason.map { ContactGuard.Verdict.blocked(because: $0) } ?? .allowed
        #expect(ContactGuard.verdict(for: .call, of: lead(phones: phones)) == expected)
        #expect(ContactGuard.verdict(for: .text, of: lead(phones: phones)) == expected)
    }

    @Test("numbers do not matter for email, an address does")
    func email() {
        let banned = lead(phones: [Phone("5125550101", status: .dncContact)])
        #expect(ContactGuard.verdict(for: .email, of: banned) == .allowed)
        #expect(ContactGuard.verdict(for: .email, of: lead(emails: [])) == .blocked(because: "no address"))
    }
}
