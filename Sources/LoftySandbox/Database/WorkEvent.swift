/// A change around the work on a lead that the system log keeps.
///
/// 103 is the contract's number for a planned task; the two of transactions are ours.
enum WorkEvent: Hashable, Sendable {
    case planTask(kind: TaskKind, content: String, plan: String)
    case transactionStart(name: String, type: String, stage: TransactionPipeline.Stage)
    case transactionStage(name: String, from: String, to: TransactionPipeline.Stage)

    var type: Int64 {
        switch self {
        case .planTask: 103
        case .transactionStart: 161
        case .transactionStage: 162
        }
    }

    var typeName: String {
        switch self {
        case .planTask: "SmartPlanTask"
        case .transactionStart: "TransactionCreate"
        case .transactionStage: "TransactionStageChange"
        }
    }

    var content: JSON {
        switch self {
        case .planTask(let kind, let content, let plan):
            ["taskType": .string(kind.rawValue), "taskContent": .string(content), "planName": .string(plan)]
        case .transactionStart(let name, let type, let stage):
            [
                "transactionName": .string(name), "transactionType": .string(type),
                "toStageName": .string(stage.name),
            ]
        case .transactionStage(let name, let from, let stage):
            ["transactionName": .string(name), "fromStageName": .string(from), "toStageName": .string(stage.name)]
        }
    }
}
