import FoundationEssentials
import Leads
import Sync

/// A record of the audit log as the command line prints it.
struct AuditLine: Encodable {
    let number: Int64
    let time: Date?
    let userId: Int64?
    let user: String?
    let leadId: Int64?
    let leadName: String?
    let change: Int64?
    /// `sent`, `refused`, `undecided`, `merged`, `contested`, `overruled`, `overridden` or `unreadable`.
    let result: String
    let field: String?
    let before: String?
    let after: String?
    /// What the result alone does not say.
    let remark: String?
    let digest: String

    static let headings = ["NO", "TIME", "BY", "LEAD", "WHAT", "RESULT", "REMARK"]

    init(_ record: AuditRecord) {
        let event = record.event
        let told = event.map { Told($0.kind) }
        number = record.number
        time = event?.at
        userId = event?.by?.id.rawValue
        user = event?.by?.name
        leadId = event?.leadID.rawValue
        leadName = event?.leadName
        change = event?.entry?.rawValue
        result = told?.result ?? "unreadable"
        field = told?.step?.field
        before = told?.step?.before
        after = told?.step?.after
        remark = told?.remark ?? (event == nil ? record.body : nil)
        digest = Self.hex(record.digest)
    }

    var cells: [String] {
        let step = field.map { AuditStep($0, from: before, to: after).words }
        return [
            String(number), time?.formatted(.iso8601) ?? "", user ?? "",
            [leadName, leadId.map(String.init)].compactMap(\.self).joined(separator: " "), step ?? "", result,
            remark ?? "",
        ]
    }

    static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// An event in words.
    private struct Told {
        let result: String
        let step: AuditStep?
        let remark: String?

        init(_ kind: AuditEvent.Kind) {
            switch kind {
            case .sent(let step, let beside):
                let others = beside.map(\.words).joined(separator: ", ")
                self.init("sent", step, others.isEmpty ? nil : "beside others' \(others)")
            case .refused(let step, let reason): self.init("refused", step, reason)
            case .undecided(let step, let reason): self.init("undecided", step, reason)
            case .merged(let step, into: let survivor): self.init("merged", step, "into lead \(survivor)")
            case .contested(let step, let theirs): self.init("contested", step, "theirs: \(theirs)")
            case .overruled(let step, let theirs): self.init("overruled", step, "over \(theirs)")
            case .overridden(let override):
                let what = AuditStep(override.channel, from: nil, to: override.target)
                self.init("overridden", what, "\(override.rule): \(override.reason)")
            }
        }

        private init(_ result: String, _ step: AuditStep?, _ remark: String?) {
            self.result = result
            self.step = step
            self.remark = remark
        }
    }
}
