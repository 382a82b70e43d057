/// What stands between a field and its value.
enum QueryOperator: Equatable {
    case has
    case equals
    case compares(QueryComparison)

    var sign: String {
        switch self {
        case .has: ":"
        case .equals: "="
        case .compares(let comparison): comparison.rawValue
        }
    }
}
