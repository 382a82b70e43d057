import Leads
import ViewModels

/// The columns of the list, in their order on the screen; a wider pane has more of them.
struct ListColumns {
    struct Column {
        var kind: ListColumn
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
    /// The name takes what the others leave, and no more than this.
    private static let widestName = 30

    let all: [Column]

    /// - Parameters:
    ///   - width: cells inside the pane.
    ///   - choice: what the person wants to see; `nil` leaves it to the width.
    init(width: Int, choice: ListColumnChoice? = nil) {
        var columns = choice.map { Self.chosen($0, width: width) } ?? Self.usual(width: width)
        let used = columns.reduce(Self.prefix) { $0 + $1.width + 1 }
        if let name = columns.firstIndex(where: { $0.kind == .name && $0.width == 0 }) {
            columns[name].width = max(4, min(Self.widestName, width - used))
        }
        var x = Self.prefix
        all = columns.map { kind, width in
            defer { x += width + 1 }
            return Column(kind: kind, x: x, width: width)
        }
    }

    /// A width of 0 is what the others leave.
    private typealias Sized = (kind: ListColumn, width: Int)

    private static func usual(width: Int) -> [Sized] {
        var columns: [Sized] = [(.wait, 5), (.name, 0)]
        columns += width >= 44 ? [(.flag, 4)] : []
        columns += [(.stage, usualWidth(of: .stage, in: width)), (.score, usualWidth(of: .score, in: width))]
        let more: [(kind: ListColumn, from: Int)] = [
            (.type, 55), (.touch, 62), (.next, 74), (.source, 84), (.owner, 94), (.tags, 114), (.phone, 132),
        ]
        // One blank stays before the right edge.
        var used = columns.reduce(prefix) { $0 + $1.width + 1 }
        // Another column comes only where the name keeps 17 cells.
        for (column, from) in more {
            let cells = usualWidth(of: column, in: width)
            guard width >= from, width - used - cells - 1 >= 17 else { continue }
            columns.append((column, cells))
            used += cells + 1
        }
        return columns
    }

    /// Those that fit beside the name, which keeps 10 cells at least; the last ones are the first to go.
    private static func chosen(_ choice: ListColumnChoice, width: Int) -> [Sized] {
        let nameWidth = choice.entries.first { $0.column == .name }?.width
        var room = width - prefix - (nameWidth ?? 10) - 1
        var columns: [Sized] = []
        for entry in choice.entries {
            guard entry.column != .name else {
                columns.append((.name, nameWidth.map { max(4, min($0, width - prefix - 1)) } ?? 0))
                continue
            }
            let cells = entry.width ?? usualWidth(of: entry.column, in: width)
            guard cells < room else { continue }
            columns.append((entry.column, cells))
            room -= cells + 1
        }
        return columns
    }

    private static func usualWidth(of column: ListColumn, in width: Int) -> Int {
        switch column {
        case .wait, .touch: 5
        case .name: 0
        case .flag: 4
        case .stage: width >= 120 ? 16 : width >= 60 ? 13 : width >= 44 ? 11 : 10
        case .score: width >= 44 ? 5 : 3
        case .type: 2
        case .next: 11
        case .source, .owner: 9
        case .tags: 18
        case .phone: 14
        }
    }
}

extension ListColumn {
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
        case .updated, .visited, .call: false
        }
    }
}

extension LeadSort {
    /// Whether the column reads upwards: the newest moment is the smallest age.
    var readsUpwards: Bool {
        switch key {
        case .created, .touched, .updated, .visited: isDescending
        case .score, .name, .stage, .call: !isDescending
        }
    }
}
