import Leads

/// The columns of the list, in their order on the screen; a wider pane has more of them.
struct ListColumns {
    enum Kind: Hashable {
        case wait, name, flag, stage, score, type, touch, next, source, owner, tags, phone
    }

    struct Column {
        var kind: Kind
        var x: Int
        var width: Int

        var isRight: Bool {
            switch kind {
            case .wait, .score, .touch, .phone: true
            case .name, .flag, .stage, .type, .next, .source, .owner, .tags: false
            }
        }
    }

    /// Cells before the first column: edge, mark, sync state, blank.
    static let prefix = 4

    let all: [Column]

    /// - Parameter width: cells inside the pane.
    init(width: Int) {
        var kinds: [(kind: Kind, width: Int)] = [(.wait, 5), (.name, 0)]
        kinds += width >= 44 ? [(.flag, 4)] : []
        kinds += [
            (.stage, width >= 120 ? 16 : width >= 60 ? 13 : width >= 44 ? 11 : 10), (.score, width >= 44 ? 5 : 3),
        ]
        let more: [(kind: Kind, width: Int, from: Int)] = [
            (.type, 2, 55), (.touch, 5, 62), (.next, 11, 74), (.source, 9, 84), (.owner, 9, 94), (.tags, 18, 114),
            (.phone, 14, 132),
        ]
        // One blank stays before the right edge.
        var used = kinds.reduce(Self.prefix) { $0 + $1.width + 1 }
        // Another column comes only where the name keeps 17 cells.
        for column in more where width >= column.from && width - used - column.width - 1 >= 17 {
            kinds.append((column.kind, column.width))
            used += column.width + 1
        }
        let name = max(4, min(30, width - used))
        var x = Self.prefix
        all = kinds.map { kind, width in
            defer { x += (kind == .name ? name : width) + 1 }
            return Column(kind: kind, x: x, width: kind == .name ? name : width)
        }
    }
}

extension ListColumns.Kind {
    func title(width: Int) -> String {
        switch self {
        case .wait: "WAIT"
        case .name: "NAME"
        case .flag: ""
        case .stage: "STAGE"
        case .score: width < 5 ? "SCR" : "SCORE"
        case .type: "TY"
        case .touch: "TOUCH"
        case .next: "NEXT STEP"
        case .source: "SOURCE"
        case .owner: "OWNER"
        case .tags: "TAGS"
        case .phone: "PHONE"
        }
    }

    /// True for the column that the order goes by.
    func shows(_ key: LeadSort.Key) -> Bool {
        switch key {
        case .created: self == .wait
        case .touched: self == .touch
        case .score: self == .score
        case .name: self == .name
        case .stage: self == .stage
        case .updated, .visited: false
        }
    }
}

extension LeadSort {
    /// Whether the column reads upwards: the newest moment is the smallest age.
    var readsUpwards: Bool {
        switch key {
        case .created, .touched, .updated, .visited: isDescending
        case .score, .name, .stage: !isDescending
        }
    }
}
