import Foundation
import Leads
import Testing

@Suite("Logging a call that should not have been made")
struct CallGuardTests {
    /// 2026-11-29 13:05 UTC: 03:05 in Honolulu.
    private static let now = Date(timeIntervalSince1970: 1_795_957_500)

    private static func verdict(
        _ outcome: CallOutcome,
        _ phone: Phone,
        _ permissions: ContactPermissions = ContactPermissions()
    ) -> Verdict {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [phone], permissions: permissions)
        return Planner(team: Team(), now: now).plan(.logCall(outcome, text: "", phone: nil), for: lead)
    }

    private static let forbidding: [(status: Phone.Status?, permissions: ContactPermissions, rule: String)] = [
        (.dncNumber, ContactPermissions(), "number on a do-not-call list"),
        (.dncContact, ContactPermissions(), "do not contact"),
        (.valid, ContactPermissions(cannotCall: true), "marked cannot call"),
        (.dncNumber, ContactPermissions(cannotCall: true), "number on a do-not-call list, marked cannot call"),
    ]

    @Test("is refused with the number and the rule", arguments: [CallOutcome.talked, .voiceMessage, .noAnswer])
    func refused(_ outcome: CallOutcome) {
        for (status, permissions, rule) in Self.forbidding {
            let verdict = Self.verdict(outcome, Phone("5125550142", status: status), permissions)
            #expect(verdict == .blocked(.forbidden(ForbiddenContact(.call, "5125550142", rule: rule))))
        }
    }

    @Test("a wish not to be called can always be written down", arguments: [CallOutcome.dncContact, .dncNumber])
    func wishes(_ outcome: CallOutcome) {
        for (status, permissions, _) in Self.forbidding {
            guard case .change = Self.verdict(outcome, Phone("5125550142", status: status), permissions) else {
                Issue.record("\(outcome) is refused")
                continue
            }
        }
    }

    @Test("the hour, a dead number and a ban on texts and mail do not keep a call out of the log")
    func logged() {
        let others: [(Phone, ContactPermissions)] = [
            (Phone("8085550142"), ContactPermissions()), (Phone("5125550142", status: .invalid), ContactPermissions()),
            (Phone("5125550142"), ContactPermissions(cannotText: true, cannotEmail: true, isUnsubscribed: true)),
        ]
        for (phone, permissions) in others {
            guard case .change = Self.verdict(.talked, phone, permissions) else {
                Issue.record("\(phone) is refused")
                continue
            }
        }
    }

    @Test("no disposition with a call does anything when the guard is against it; one without a call does")
    func dispositions() {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone("5125550142", status: .dncNumber)])
        let planner = Planner(team: Team(), now: Self.now)
        for disposition in Disposition.defaults {
            let isCall = [.talked, .voiceMessage, .noAnswer].contains(disposition.outcome)
            switch planner.plan(disposition, for: lead) {
            case .blocked(.forbidden(let bar)): #expect(isCall && bar.target == "5125550142", "\(disposition.id)")
            case .blocked(let obstacle): Issue.record("\(disposition.id): \(obstacle)")
            case .changes: #expect(!isCall, "\(disposition.id)")
            }
        }
    }

    @Test(
        "a number that is written longer than Lofty takes is logged as it is dialled, never as a part of it",
        arguments: ["tel:+1-(512)-555-0842", "+1 (512) 555 - 0842 x77", "+1 512 555 0842 ext. 77"]
    )
    func longNumber(written: String) {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(written)])
        let planner = Planner(team: Team(), now: Self.now)
        for outcome in [CallOutcome.dncNumber, .badNumber, .talked] {
            let verdict = planner.plan(.logCall(outcome, text: "x", phone: written), for: lead)
            guard case .change(.logCall(let call)) = verdict else {
                Issue.record("\(outcome): \(verdict)")
                continue
            }
            #expect(Phone(call.phone).key == lead.phones[0].key && call.phone.count <= LeadLimits.phone)
        }
    }

    @Test("what is no number and too long for Lofty is not cut into another number")
    func longText() {
        let written = "5125550142 or 5125550143 or so"
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone(written)])
        let verdict = Planner(team: Team(), now: Self.now).plan(.logCall(.dncNumber, text: "x", phone: nil), for: lead)
        guard case .blocked(.tooLong(.phone, length: 30, limit: 20)) = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test("a colleague's outcomes of a timeline count, numbers of others' do not")
    func timeline() {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: [Phone("(512) 555-0142"), Phone("5125550143")])
        func entry(_ outcome: String?, _ phone: String?) -> TimelineEntry {
            TimelineEntry(
                id: "\(outcome ?? "")\(phone ?? "")",
                at: Self.now,
                kind: .call(.outbound, outcome: outcome),
                text: "",
                phone: phone
            )
        }
        let entries = [
            entry("DNCNumber", "+15125550142"), entry("BadNumber", "5125550143"), entry("DNCNumber", "2125550100"),
            entry("Talked", "5125550142"), entry("Whatever", nil), entry(nil, "5125550142"),
        ]
        var wanted = ContactEvidence()
        wanted.listedNumbers = ["+15125550142"]
        wanted.badNumbers = ["+15125550143"]
        #expect(ContactEvidence(entries, of: lead) == wanted)
        wanted.refusesContact = true
        #expect(ContactEvidence(entries + [entry("DNCContact", nil)], of: lead) == wanted)
        // Nobody knows which number a colleague meant who named none.
        wanted.listedNumbers = ["+15125550142", "+15125550143"]
        #expect(ContactEvidence(entries + [entry("DNCContact", nil), entry("DNCNumber", nil)], of: lead) == wanted)
        #expect(ContactEvidence([entry("DNCNumber", "")], of: lead).listedNumbers == wanted.listedNumbers)
        #expect(ContactEvidence([], of: lead).isEmpty)
    }
}
