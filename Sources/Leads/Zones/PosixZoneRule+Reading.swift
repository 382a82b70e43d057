extension PosixZoneRule {
    /// Reads the text form; `nil` when it is none.
    init?(_ text: some StringProtocol) {
        var reader = Reader(Array(text.utf8))
        guard reader.name(), let west = reader.time(hours: 24) else { return nil }
        self.init(standard: -west)
        guard !reader.isAtEnd else { return }
        guard reader.name() else { return nil }
        let isOffsetNext = !reader.isAtEnd && !reader.isNext(",")
        let offset = isOffsetNext ? reader.time(hours: 24).map { -$0 } : standard + 3_600
        guard let offset, let start = reader.change(), let end = reader.change(), reader.isAtEnd else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    /// Walks over the bytes of a rule.
    private struct Reader {
        private let bytes: [UInt8]
        private var position = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { position == bytes.count }

        func isNext(_ scalar: Unicode.Scalar) -> Bool {
            position < bytes.count && UInt32(bytes[position]) == scalar.value
        }

        private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
            guard isNext(scalar) else { return false }
            position += 1
            return true
        }

        /// At least three letters, or anything between angle brackets.
        mutating func name() -> Bool {
            if skip("<") {
                while !isAtEnd, !isNext(">") { position += 1 }
                return skip(">")
            }
            let start = position
            while position < bytes.count, (0x41...0x5A).contains(bytes[position] & 0xDF) { position += 1 }
            return position - start >= 3
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int? {
            var value = 0
            let start = position
            while position < bytes.count, (0x30...0x39).contains(bytes[position]), position - start < 4 {
                value = value * 10 + Int(bytes[position] - 0x30)
                position += 1
            }
            return position > start && range.contains(value) ? value : nil
        }

        /// `[+-]h[:m[:s]]` in seconds.
        mutating func time(hours: Int) -> Int? {
            let isNegative = skip("-")
            if !isNegative { _ = skip("+") }
            guard let hours = number(0...hours) else { return nil }
            var seconds = hours * 3_600
            for unit in [60, 1] where skip(":") {
                guard let part = number(0...59) else { return nil }
                seconds += part * unit
            }
            return isNegative ? -seconds : seconds
        }

        /// `,day[/time]`; two in the morning when no time is given.
        mutating func change() -> Change? {
            guard skip(","), let day = day() else { return nil }
            guard skip("/") else { return Change(day: day, time: 7_200) }
            return time(hours: 167).map { Change(day: day, time: $0) }
        }

        private mutating func day() -> Day? {
            if skip("J") { return number(1...365).map(Day.withoutLeapDay) }
            guard skip("M") else { return number(0...365).map(Day.counted) }
            guard let month = number(1...12), skip("."), let week = number(1...5), skip("."),
                let weekday = number(0...6)
            else { return nil }
            return .weekday(weekday, week: week, month: month)
        }
    }
}
