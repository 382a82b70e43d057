import FoundationEssentials
import Glibc
import Leads
import Store
import Sync
import TestSupport

/// A state directory of one test; it is removed with the value's last reference.
final class TemporaryState: Sendable {
    let directory: StateDirectory

    init() throws {
        var template = Array("/tmp/foyer-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw StoreError.failed(path: "/tmp", detail: "mkdtemp") }
        directory = StateDirectory(path: String(cString: made))
    }

    deinit {
        // What cannot be removed is left to the machine's own cleaning of /tmp.
        try? FileManager.default.removeItem(atPath: directory.path)
    }

    func file(_ name: String) -> String { directory.path + "/" + name }
}

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
