/// Reads the words of a date one after another.
struct FollowUpReader {
    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    enum Outcome {
        /// Real seconds from now.
        case after(Int64)
        /// On the clock on the wall.
        case wall(Int64, hasTime: Bool)
    }

    let text: String
    var words: [String]
    private let wallNow: Int64
    /// Whether a day without a year is the last one of that name, rather than the next.
    private let looksBack: Bool

    init(_ text: String, wallNow: Int64, looksBack: Bool = false) {
        self.text = String(text.prefix(60))
        let folded = String(decoding: FoldedText.bytes(of: text.prefix(200)), as: UTF8.self)
        words = Self.plain(folded.split { $0 == " " || $0 == "," }.map(String.init))
        self.wallNow = wallNow
        self.looksBack = looksBack
        if !looksBack, let first = words.first, first.hasPrefix("+"), first.dropFirst().first?.isNumber == true {
            words[0] = String(first.dropFirst())
        }
    }

    /// The words without those that say nothing, and with short ones for some that are said in several.
    private static func plain(_ words: [String]) -> [String] {
        var all = words.reduce(into: [String]()) { all, word in
            if ["am", "pm"].contains(word), let hour = all.last, hour.allSatisfy({ $0.isNumber || $0 == ":" }) {
                all[all.count - 1] = hour + word
            } else if !["on", "the", "in", "of"].contains(word) {
                all.append(word)
            }
        }
        for (phrase, short) in phrases {
            let starts = all.indices.dropLast(phrase.count - 1)
            guard let start = starts.first(where: { all[$0..<$0 + phrase.count].elementsEqual(phrase) }) else {
                continue
            }
            all.replaceSubrange(start..<start + phrase.count, with: short)
        }
        let hasTime = all.contains(where: isTime)
        return zip(all, all.dropFirst() + [""]).flatMap { word, next -> [String] in
            switch word {
            // A number behind it is an hour, of which nobody can tell whether it is the early one.
            case "at": Int(next) == nil ? [] : ["at"]
            case "this": partsOfDay[next] == nil ? [] : ["today"]
            case "tonight": hasTime ? ["today"] : ["today", "19:00"]
            case "eod", "cob": all.count == 1 ? ["today", "17:00"] : ["17:00"]
            case "eow", "eom": hasTime ? [word] : [word, "17:00"]
            default: [word]
            }
        }
    }

    private static let phrases: [(phrase: [String], short: [String])] = [
        (["day", "after", "tomorrow"], ["2d"]), (["end", "day"], ["eod"]), (["end", "week"], ["eow"]),
        (["end", "month"], ["eom"]), (["from", "now"], []), (["from", "today"], []),
    ]

    var today: Int { Int(wallNow.floored(by: 86_400)) }

    mutating func read() throws(FollowUpDateError) -> Outcome {
        guard !words.isEmpty else { throw .nothing }
        if let seconds = duration() { return try atRest(.after(seconds)) }
        var time = try self.time()
        let day = try day()
        if time == nil { time = try self.time() }
        let isHour = words.first == "at" || day != nil && time == nil && words.count == 1 && Int(words[0]) != nil
        guard !isHour else { throw .hourOrDay(text) }
        guard words.isEmpty, day != nil || time != nil else { throw .unreadable(text) }
        guard let day else { return .wall(next(time ?? 0), hasTime: true) }
        if time == nil, day == today { return .wall(laterToday, hasTime: false) }
        return .wall(Int64(day) * 86_400 + (time ?? Int64(FollowUpDate.usualTime)), hasTime: time != nil)
    }

    private func atRest(_ outcome: Outcome) throws(FollowUpDateError) -> Outcome {
        guard words.isEmpty else { throw .unreadable(text) }
        return outcome
    }

    /// Today at that time, or tomorrow when it has passed.
    private func next(_ time: Int64) -> Int64 {
        let wall = Int64(today) * 86_400 + time
        return wall > wallNow ? wall : wall + 86_400
    }

    /// The end of the day, or an hour from now when that has passed.
    private var laterToday: Int64 {
        let end = Int64(today) * 86_400 + Int64(FollowUpDate.endOfDay)
        return end > wallNow ? end : wallNow + 3_600
    }

    // MARK: Lengths

    /// `45 min`, `2h`: real time from now.
    private mutating func duration() -> Int64? {
        var sum: Int64?
        while let (count, unit, length) = amount(), let seconds = Self.seconds(of: unit) {
            words.removeFirst(length)
            sum = (sum ?? 0) + Int64(count) * seconds
        }
        return sum
    }

    private static func seconds(of unit: String) -> Int64? {
        switch unit {
        case "m", "min", "mins", "minute", "minutes": 60
        case "h", "hr", "hrs", "hour", "hours": 3_600
        default: nil
        }
    }

    /// A count and a unit at the front, joined or apart, and how many words they are.
    func amount() -> (count: Int, unit: String, words: Int)? {
        guard let first = words.first else { return nil }
        let digits = first.prefix { $0.isASCII && $0.isNumber }
        let count = first == "a" || first == "an" ? 1 : Int(digits)
        guard let count, 0...9_999 ~= count else { return nil }
        let joined = String(first.dropFirst(digits.count))
        if !digits.isEmpty, !joined.isEmpty { return (count, joined, 1) }
        return words.count > 1 ? (count, words[1], 2) : nil
    }

    // MARK: Days

    /// Days since 1970; `nil` when no day stands here.
    private mutating func day() throws(FollowUpDateError) -> Int? {
        guard let first = words.first else { return nil }
        if let day = relative(first) { return day }
        if let day = ahead() { return day }
        if let day = try weekday() { return day }
        return try calendarDay()
    }

    private mutating func relative(_ word: String) -> Int? {
        switch word {
        case "t", "today": words.removeFirst()
        case "tomorrow", "tom", "tmrw":
            words.removeFirst()
            return today + 1
        case "eow":
            words.removeFirst()
            return today + (4 - Self.weekday(of: today) + 7) % 7
        case "eom":
            words.removeFirst()
            return CivilDay(daysSince1970: today).flatMap { day in
                let last = CivilDay.length(ofMonth: day.month, year: day.year)
                return CivilDay(year: day.year, month: day.month, day: last)?.daysSince1970
            }
        case _ where words.count == 1 || Self.isTime(words[1]):
            guard let days = Int(word), word.utf8.count <= 3, days >= 1 else { return nil }
            words.removeFirst()
            return today + days
        default: return nil
        }
        return today
    }

    private static func isTime(_ word: String) -> Bool {
        word.contains(":") || word.hasSuffix("am") || word.hasSuffix("pm") || partsOfDay[word] != nil
    }

    /// `2 weeks`, `3d`, `next month`.
    private mutating func ahead() -> Int? {
        let isNext = words.first == "next" && words.count > 1
        guard let (count, unit, length) = isNext ? (1, words[1], 2) : amount() else { return nil }
        let day: Int?
        switch unit {
        case "d", "day", "days": day = today + count
        case "w", "wk", "wks", "week", "weeks": day = today + count * 7
        case "fortnight", "fortnights": day = today + count * 14
        case "mo", "month", "months": day = month(count)
        case "y", "year", "years": day = month(count * 12)
        default: day = nil
        }
        if day != nil { words.removeFirst(length) }
        return day
    }

    /// The same day of a later month, or its last one.
    func month(_ count: Int) -> Int? {
        guard let day = CivilDay(daysSince1970: today) else { return nil }
        let months = day.year * 12 + day.month - 1 + count
        let (year, month) = (months / 12, months % 12 + 1)
        let last = CivilDay.length(ofMonth: month, year: year)
        return CivilDay(year: year, month: month, day: min(day.day, last))?.daysSince1970
    }

    /// The next day of that name, never today; `next tue` is that of the week that begins next Monday, and `tue 1 dec` the
    /// first of December, when that is a Tuesday.
    private mutating func weekday() throws(FollowUpDateError) -> Int? {
        let isNext = words.first == "next"
        guard let word = words.dropFirst(isNext ? 1 : 0).first, word.count >= 2 || isNext,
            let wanted = Self.weekdays.firstIndex(where: {
                $0.hasPrefix(word) && word.count >= 2 || ($0 == "tuesday" && word == "tues")
            })
        else { return nil }
        words.removeFirst(isNext ? 2 : 1)
        let weekday = Self.weekday(of: today)
        if isNext { return today - weekday + 7 + wanted }
        if !words.isEmpty, let day = try calendarDay() {
            guard Self.weekday(of: day) == wanted else { throw .otherWeekday(FollowUpDate.day(day)) }
            return day
        }
        let days = (wanted - weekday + 7) % 7
        return today + (days == 0 ? 7 : days)
    }

    /// Monday is 0.
    static func weekday(of day: Int) -> Int { Int((Int64(day) + 3).remainder(by: 7)) }

    // MARK: Calendar

    /// `2026-11-12`, `11/12`, `12.11.`, `12 nov`, `nov 12 2026`, `12th`.
    mutating func calendarDay() throws(FollowUpDateError) -> Int? {
        let first = words[0]
        let dashed = first.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        if dashed.count == 3, let year = dashed[0], let month = dashed[1], let day = dashed[2] {
            words.removeFirst()
            return try exact(year, month, day)
        }
        let slashed = first.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        if 2...3 ~= slashed.count, let month = slashed[0], let day = slashed[1] {
            words.removeFirst()
            guard slashed.count == 3 else { return try nearest(month, day) }
            guard let year = slashed[2] else { throw .unreadable(text) }
            return try exact(year < 100 ? year + 2_000 : year, month, day)
        }
        if let day = try dotted(first) { return day }
        if let day = try named() { return day }
        return try ordinal()
    }

    /// `24.12.`, `24.12.2026`: whoever writes dots puts the day first.
    private mutating func dotted(_ word: String) throws(FollowUpDateError) -> Int? {
        let isOpen = word.hasSuffix(".")
        let parts = (isOpen ? word.dropLast() : word[...]).split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0) }
        guard numbers.count == parts.count, numbers.count == 2 || numbers.count == 3 && !isOpen else { return nil }
        words.removeFirst()
        guard numbers.count == 3 else { return try nearest(numbers[1], numbers[0]) }
        return try exact(numbers[2] < 100 ? numbers[2] + 2_000 : numbers[2], numbers[1], numbers[0])
    }

    /// `1st`: the next day of that number, or the last one; never today.
    private mutating func ordinal() throws(FollowUpDateError) -> Int? {
        let digits = words[0].prefix { $0.isASCII && $0.isNumber }
        guard ["st", "nd", "rd", "th"].contains(words[0].dropFirst(digits.count)), let wanted = Int(digits),
            let now = CivilDay(daysSince1970: today)
        else { return nil }
        for step in 0...12 {
            let months = now.year * 12 + now.month - 1 + (looksBack ? -step : step)
            let found = CivilDay(year: months / 12, month: months % 12 + 1, day: wanted)?.daysSince1970
            guard let found, looksBack ? found < today : found > today else { continue }
            words.removeFirst()
            return found
        }
        throw .noSuchDay(words[0])
    }

    private mutating func named() throws(FollowUpDateError) -> Int? {
        guard words.count > 1 else { return nil }
        let isDayFirst = Self.month(words[1]) != nil
        guard let month = Self.month(isDayFirst ? words[1] : words[0]),
            let day = Self.dayNumber(words[isDayFirst ? 0 : 1])
        else { return nil }
        words.removeFirst(2)
        guard let next = words.first, next.utf8.count == 4, let year = Int(next) else { return try nearest(month, day) }
        words.removeFirst()
        return try exact(year, month, day)
    }

    private static func month(_ word: String) -> Int? {
        guard word.count >= 3 else { return nil }
        return months.firstIndex { $0.hasPrefix(word) || (word == "sept" && $0 == "september") }.map { $0 + 1 }
    }

    /// `12`, `12th`, `12.`.
    private static func dayNumber(_ word: String) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard ["", "st", "nd", "rd", "th", "."].contains(word.dropFirst(digits.count)), digits.count <= 2 else {
            return nil
        }
        return Int(digits)
    }

    private func exact(_ year: Int, _ month: Int, _ day: Int) throws(FollowUpDateError) -> Int {
        guard let found = CivilDay(year: year, month: month, day: day) else {
            let name =
                1...12 ~= month
                ? Self.months[month - 1].prefix(1).uppercased() + Self.months[month - 1].dropFirst() : nil
            throw .noSuchDay(name.map { "\(day) \($0) \(year)" } ?? "month \(month)")
        }
        return found.daysSince1970
    }

    /// This year's day, or next year's when this one passed more than three months ago.
    private func nearest(_ month: Int, _ day: Int) throws(FollowUpDateError) -> Int {
        let year = CivilDay(daysSince1970: today)?.year ?? 1970
        if looksBack { return try last(month, day, upTo: year) }
        // 29 February may exist next year only; a day that no year has is refused for this one.
        let isLeapDay = month == 2 && day == 29 && CivilDay(year: year, month: 2, day: 29) == nil
        let thisYear = try exact(
            isLeapDay && CivilDay(year: year + 1, month: 2, day: 29) != nil ? year + 1 : year,
            month,
            day
        )
        return thisYear < today - 92 ? try exact(year + 1, month, day) : thisYear
    }

    /// The day of this year or of the last one; 29 February may be longer ago.
    private func last(_ month: Int, _ day: Int, upTo year: Int) throws(FollowUpDateError) -> Int {
        for back in 0...(month == 2 && day == 29 ? 8 : 1) {
            let found = CivilDay(year: year - back, month: month, day: day)?.daysSince1970
            if let found, found <= today { return found }
        }
        return try exact(year, month, day)
    }

    // MARK: Times

    /// Hours that stand for a part of the day, each within the hours in which people may be called.
    private static let partsOfDay: [String: Int64] = [
        "morning": 9, "noon": 12, "afternoon": 14, "evening": 18, "night": 19,
    ]

    /// Seconds after midnight from `3pm`, `3:30 pm`, `3.30pm`, `15:00`, `noon`; `nil` when no time stands here.
    private mutating func time() throws(FollowUpDateError) -> Int64? {
        guard let word = words.first else { return nil }
        if let hour = Self.partsOfDay[word] {
            words.removeFirst()
            return hour * 3_600
        }
        guard Self.isTime(word), word.first?.isNumber == true else { return nil }
        let half = word.hasSuffix("am") ? 0 : word.hasSuffix("pm") ? 12 : nil
        let clock = half == nil ? word[...] : word.dropLast(2)
        let parts = clock.split(omittingEmptySubsequences: false) { $0 == ":" || half != nil && $0 == "." }
        guard parts.count <= 2, let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0 else {
            return nil
        }
        guard 0..<60 ~= minute, half == nil ? 0..<24 ~= hour : 1...12 ~= hour else { throw .noSuchTime(word) }
        words.removeFirst()
        let hours = half.map { hour % 12 + $0 } ?? hour
        return Int64(hours * 3_600 + minute * 60)
    }
}
