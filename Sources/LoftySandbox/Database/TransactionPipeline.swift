import GRDB

/// What is being transacted; each has stages of its own.
enum TransactionType: String, Hashable, Sendable, CaseIterable {
    case purchase = "Purchase"
    case listing = "Listing"
    case lease = "Lease"
    case other = "Other"
}

/// The stages of one type in order; the first is where a transaction starts.
struct TransactionPipeline: Hashable, Sendable {
    let type: TransactionType
    let stages: [Stage]

    struct Stage: Hashable, Sendable {
        let id: Int64
        let name: String
    }

    static func fetch(_ type: TransactionType, _ db: Database) throws -> TransactionPipeline {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT id, name FROM transactionStage WHERE type = :type ORDER BY position",
            arguments: ["type": type.rawValue]
        )
        return TransactionPipeline(type: type, stages: rows.map { Stage(id: $0["id"], name: $0["name"]) })
    }

    /// Without regard to case, as the contract has it for writes.
    func stage(named name: String) -> Stage? { stages.first { $0.name.lowercased() == name.lowercased() } }

    func first() throws -> Stage {
        guard let stage = stages.first else { throw SandboxError.internalError }
        return stage
    }

    var wire: JSON {
        [
            "transactionType": .string(type.rawValue),
            "stages": .array(
                stages.enumerated().map { index, stage in
                    ["id": .integer(stage.id), "name": .string(stage.name), "default": .bool(index == 0)]
                }
            ),
        ]
    }
}
