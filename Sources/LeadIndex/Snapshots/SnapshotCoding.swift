import Leads

// MARK: Columns

extension SnapshotWriter {
    mutating func put(_ columns: LeadColumns) throws(SnapshotError) {
        try put(columns.tables)
        endSection()
        try put(columns.slots.tables)
        endSection()
        for chunk in columns.chunks {
            try put(chunk)
            endSection()
        }
    }

    private mutating func put(_ chunk: LeadChunk) throws(SnapshotError) {
        try put(UInt64(chunk.rows))
        try put(chunk.ids)
        try put(chunk.live)
        try put(chunk.text)
        try put(chunk.offsets)
        try put(chunk.classes)
        for column in chunk.moments {
            switch column {
            case .whole(let moments):
                try put(UInt8(4))
                try put(moments)
            case .exact(let moments):
                try put(UInt8(8))
                try put(moments)
            }
        }
        for column in chunk.codes {
            switch column {
            case .bytes(let codes):
                try put(UInt8(1))
                try put(codes)
            case .narrow(let codes):
                try put(UInt8(2))
                try put(codes)
            case .wide(let codes):
                try put(UInt8(4))
                try put(codes)
            }
        }
    }
}

extension SnapshotReader {
    mutating func chunk() throws(SnapshotError) -> LeadChunk {
        let rows = try value(UInt64.self)
        guard rows <= LeadChunk.capacity else { throw .damaged }
        return LeadChunk(
            rows: Int(rows),
            ids: try array(),
            live: try array(),
            text: try array(),
            offsets: try array(),
            classes: try array(),
            moments: try momentColumns(),
            codes: try codeColumns()
        )
    }

    mutating func slotMap() throws(SnapshotError) -> SlotMap {
        guard let map = SlotMap(tables: try lists()) else { throw .damaged }
        return map
    }

    private mutating func codeColumns() throws(SnapshotError) -> [CodeColumn] {
        var columns: [CodeColumn] = []
        for _ in CodedField.allCases {
            switch try value(UInt8.self) {
            case 1: columns.append(.bytes(try array()))
            case 2: columns.append(.narrow(try array()))
            case 4: columns.append(.wide(try array()))
            default: throw .damaged
            }
        }
        return columns
    }

    private mutating func momentColumns() throws(SnapshotError) -> [MomentColumn] {
        var columns: [MomentColumn] = []
        for _ in QueryMomentField.allCases {
            switch try value(UInt8.self) {
            case 4: columns.append(.whole(try array()))
            case 8: columns.append(MomentColumn(try array()))
            default: throw .damaged
            }
        }
        return columns
    }
}

// MARK: Tables

extension SnapshotWriter {
    private mutating func put(_ tables: LeadTables) throws(SnapshotError) {
        for table in [tables.stages, tables.sources, tables.owners, tables.ponds, tables.tags] {
            try put(table.values)
            try put(table.uses)
        }
        try put(tables.tagLists.values)
        try put(tables.tagLists.uses)
        for table in [tables.prices, tables.bedrooms, tables.scores] {
            try put(table.values.map(\.low))
            try put(table.values.map(\.high))
        }
        try put(tables.channels.values.map { $0.call.flatMap(\.words) })
        try put(tables.channels.values.map { $0.text.flatMap(\.words) })
        try put(tables.channels.values.map { UInt8($0.email ? 1 : 0) })
        try put(tables.choices.values)
    }

    private mutating func put(_ labels: [LeadLabel]) throws(SnapshotError) {
        try put(labels.map { Array($0.name.utf8) })
        try put(labels.map(\.item))
        try put(labels.map { $0.id ?? 0 })
        try put(labels.map { UInt8($0.id == nil ? 0 : 1) })
    }

    private mutating func put<Value: BitwiseCopyable>(_ lists: [[Value]]) throws(SnapshotError) {
        try put(lists.map { UInt32($0.count) })
        try put(Array(lists.joined()))
    }
}

extension SnapshotReader {
    mutating func tables() throws(SnapshotError) -> LeadTables {
        var tables = LeadTables()
        tables.stages = try table(of: try labels(), uses: try array())
        tables.sources = try table(of: try labels(), uses: try array())
        tables.owners = try table(of: try labels(), uses: try array())
        tables.ponds = try table(of: try labels(), uses: try array())
        tables.tags = try table(of: try labels(), uses: try array())
        tables.tagLists = try table(of: try lists(), uses: try array())
        tables.prices = try table(of: try intervals())
        tables.bedrooms = try table(of: try intervals())
        tables.scores = try table(of: try intervals())
        tables.channels = try table(of: try channels())
        tables.choices = try table(of: try array())
        return tables
    }

    private mutating func channels() throws(SnapshotError) -> [ContactChannels] {
        let calls: [[UInt64]] = try lists()
        let texts: [[UInt64]] = try lists()
        let emails: [UInt8] = try array()
        guard calls.count == texts.count, calls.count == emails.count else { throw .damaged }
        return calls.indices.map { index in
            ContactChannels(
                call: CallingZones.sets(of: calls[index]),
                text: CallingZones.sets(of: texts[index]),
                email: emails[index] != 0
            )
        }
    }

    private func table<Value>(of values: [Value], uses: [Int32]? = nil) throws(SnapshotError) -> CodeTable<Value> {
        guard let table = CodeTable(values: values, uses: uses) else { throw .damaged }
        return table
    }

    private mutating func labels() throws(SnapshotError) -> [LeadLabel] {
        let names: [[UInt8]] = try lists()
        let items: [[UInt8]] = try lists()
        let ids: [Int64] = try array()
        let haveIDs: [UInt8] = try array()
        guard names.count == items.count, names.count == ids.count, names.count == haveIDs.count else { throw .damaged }
        return names.indices.map { index in
            LeadLabel(
                name: String(decoding: names[index], as: UTF8.self),
                id: haveIDs[index] == 0 ? nil : ids[index],
                item: items[index]
            )
        }
    }

    private mutating func lists<Value: BitwiseCopyable>() throws(SnapshotError) -> [[Value]] {
        let lengths: [UInt32] = try array()
        let values: [Value] = try array()
        guard lengths.reduce(0, { $0 + Int($1) }) == values.count else { throw .damaged }
        var start = 0
        return lengths.map { length in
            defer { start += Int(length) }
            return Array(values[start..<start + Int(length)])
        }
    }

    private mutating func intervals() throws(SnapshotError) -> [QueryInterval] {
        let lows: [Int64] = try array()
        let highs: [Int64] = try array()
        guard lows.count == highs.count else { throw .damaged }
        return zip(lows, highs).map { low, high in
            var interval = QueryInterval.empty
            interval.low = low
            interval.high = high
            return interval
        }
    }
}

// MARK: Orders

extension SnapshotWriter {
    mutating func put(_ order: LeadOrder) throws(SnapshotError) {
        switch order.key {
        case .newest: try put([UInt8]())
        case .sort(let sort):
            try put(Array(sort.key.rawValue.utf8))
            try put(UInt8(sort.isDescending ? 1 : 0))
        }
        try put(Array(order.blocks.joined()))
    }
}

extension SnapshotReader {
    mutating func order() throws(SnapshotError) -> LeadOrder {
        let name: [UInt8] = try array()
        guard !name.isEmpty else { return LeadOrder(.newest, inOrder: try array()) }
        guard let key = LeadSort.Key(rawValue: String(decoding: name, as: UTF8.self)) else { throw .damaged }
        let isDescending = try value(UInt8.self) != 0
        return LeadOrder(.sort(LeadSort(key, descending: isDescending)), inOrder: try array())
    }
}

extension CallingZones {
    /// Sets from the words of all of them in a row.
    fileprivate static func sets(of words: [UInt64]) -> [CallingZones] {
        stride(from: 0, to: words.count, by: wordCount).map { CallingZones(words: words[$0...]) }
    }
}
