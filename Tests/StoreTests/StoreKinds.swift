import FoundationEssentials
import Leads
import Store
import Sync
import TestSupport

/// The stores that the contract holds for.
enum StoreKind: String, CaseIterable, CustomStringConvertible, Sendable {
    case memory, sqlite

    var description: String { rawValue }

    func medium() throws -> StoreMedium {
        switch self {
        case .memory: .memory(InMemoryStore.Medium())
        case .sqlite: .sqlite(try TemporaryState())
        }
    }
}

/// What survives a crash: every ``open()`` is a new process.
enum StoreMedium: Sendable {
    case memory(InMemoryStore.Medium)
    case sqlite(TemporaryState)

    func open() throws -> any MirrorStore & OutboxStore {
        switch self {
        case .memory(let medium): InMemoryStore(on: medium)
        case .sqlite(let state): try state.directory.open().store
        }
    }
}

let someTime = Date(timeIntervalSinceReferenceDate: 800_000_000)

func sampleLead(_ id: Int64, stage: String = "New Lead", tags: [String] = []) -> Lead {
    Lead(
        id: Lead.ID(id),
        firstName: "Ana \(id)",
        lastName: "de la Cruz",
        emails: ["ana\(id)@example.com"],
        phones: [Phone("5125550142", status: .valid)],
        stage: stage,
        tags: tags,
        createdAt: someTime
    )
}

func draft(
    _ change: LeadChange,
    on lead: Int64?,
    status: OutboxEntry.Status = .queued
) -> EntryDraft {
    EntryDraft(
        leadID: lead.map { Lead.ID($0) },
        leadName: "Ana",
        change: change,
        status: status,
        createdAt: someTime
    )
}
