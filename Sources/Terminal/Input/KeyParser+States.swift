extension KeyParser {
    mutating func take(_ byte: UInt8, at now: ContinuousClock.Instant) {
        switch state {
        case .ground: takePlain(byte, modifiers: [], at: now)
        case .escape: takeAfterEscape(byte, at: now)
        case .altLetter: takeAltLetter(byte, at: now)
        case .afterEscape: takeLate(byte, at: now)
        case .controlSequence(let sequence, let isLate):
            takeInControlSequence(byte, sequence: sequence, isLate: isLate, at: now)
        case .singleShift(let digits, let isLate):
            takeInSingleShift(byte, digits: digits, isLate: isLate, at: now)
        case .skipping(let count): takeSkipped(count: count)
        case .reply(let introducer, _, let endsWithEscape):
            takeInReply(byte, introducer: introducer, endsWithEscape: endsWithEscape, at: now)
        case .paste: takePasted(byte, at: now)
        }
    }

    /// What the state stands for when nothing more comes.
    mutating func giveUp(at now: ContinuousClock.Instant) {
        switch state {
        case .ground, .altLetter, .afterEscape, .skipping: enterGround()
        case .escape:
            emit(.escape)
            enter(.afterEscape, for: timing.lateTail, from: now)
        case .controlSequence(let sequence, let isLate):
            // Nothing followed, so that it was typed: Alt and `[`, or a `[` soon after Escape.
            if sequence.isEmpty { emit(.character("["), isLate ? [] : .alt) }
            enterGround()
        case .singleShift(let digits, let isLate):
            if digits.isEmpty { emit(.character("O"), isLate ? [] : .alt) }
            enterGround()
        case .reply(let introducer, let isEmpty, _):
            if isEmpty { emit(.character(Character(Unicode.Scalar(introducer))), .alt) }
            enterGround()
        case .paste: endPaste()
        }
    }

    // MARK: Outside sequences

    private mutating func takePlain(
        _ byte: UInt8,
        modifiers: KeyPress.Modifiers,
        at now: ContinuousClock.Instant
    ) {
        for outcome in decoder.decode(byte) {
            switch outcome {
            case .scalar(let scalar): takeScalar(scalar, modifiers: modifiers, at: now)
            case .invalid: emit(.character("\u{FFFD}"), modifiers)
            }
        }
    }

    private mutating func takeScalar(
        _ scalar: Unicode.Scalar,
        modifiers: KeyPress.Modifiers,
        at now: ContinuousClock.Instant
    ) {
        guard scalar != "\u{1B}" else { return enter(.escape, for: timing.escape, from: now) }
        guard var press = KeyPress(scalar: scalar) else { return }
        press.modifiers.formUnion(modifiers)
        events.append(.key(press))
    }

    private mutating func takeAfterEscape(_ byte: UInt8, at now: ContinuousClock.Instant) {
        switch byte {
        case 0x1B:
            emit(.escape)
            enter(.escape, for: timing.escape, from: now)
        case UInt8(ascii: "["):
            enter(.controlSequence(ControlSequence(), isLate: false), for: timing.sequence, from: now)
        case UInt8(ascii: "O"): enter(.singleShift(digits: [], isLate: false), for: timing.sequence, from: now)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            enter(.reply(introducer: byte, isEmpty: true, endsWithEscape: false), for: timing.reply, from: now)
        case 0x80...: takeAltLetter(byte, at: now)
        default:
            enterGround()
            takePlain(byte, modifiers: .alt, at: now)
        }
    }

    private mutating func takeAltLetter(_ byte: UInt8, at now: ContinuousClock.Instant) {
        enterGround()
        takePlain(byte, modifiers: .alt, at: now)
        if !decoder.isEmpty { enter(.altLetter, for: timing.escape, from: now) }
    }

    private mutating func takeLate(_ byte: UInt8, at now: ContinuousClock.Instant) {
        switch byte {
        case UInt8(ascii: "["):
            enter(.controlSequence(ControlSequence(), isLate: true), for: timing.sequence, from: now)
        case UInt8(ascii: "O"): enter(.singleShift(digits: [], isLate: true), for: timing.sequence, from: now)
        default:
            enterGround()
            takePlain(byte, modifiers: [], at: now)
        }
    }

    // MARK: In sequences

    private mutating func takeInControlSequence(
        _ byte: UInt8,
        sequence: ControlSequence,
        isLate: Bool,
        at now: ContinuousClock.Instant
    ) {
        guard byte >= 0x20, byte < 0x7F else { return interrupt(with: byte, at: now) }
        var sequence = sequence
        guard let final = sequence.append(byte) else {
            return enter(.controlSequence(sequence, isLate: isLate), for: timing.sequence, from: now)
        }
        enterGround()
        switch sequence.meaning(final: final) {
        case .event(let event): if !isLate { events.append(event) }
        case .pasteBegins: enter(.paste, for: timing.paste, from: now)
        case .report(let count): enter(.skipping(count: count), for: timing.sequence, from: now)
        case .nothing: break
        }
    }

    private mutating func takeInSingleShift(
        _ byte: UInt8,
        digits: [UInt8],
        isLate: Bool,
        at now: ContinuousClock.Instant
    ) {
        guard byte >= 0x20, byte < 0x7F else { return interrupt(with: byte, at: now) }
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        if isDigit, digits.count < 2 {
            return enter(.singleShift(digits: digits + [byte], isLate: isLate), for: timing.sequence, from: now)
        }
        enterGround()
        guard !isLate, let key = Key(singleShift: byte) else { return }
        emit(key, KeyPress.Modifiers(parameter: Int(String(decoding: digits, as: UTF8.self))))
    }

    private mutating func takeSkipped(count: Int) {
        if count > 1 { state = .skipping(count: count - 1) } else { enterGround() }
    }

    private mutating func takeInReply(
        _ byte: UInt8,
        introducer: UInt8,
        endsWithEscape: Bool,
        at now: ContinuousClock.Instant
    ) {
        switch byte {
        case UInt8(ascii: "\\") where endsWithEscape, 0x07: enterGround()
        case 0x1B:
            enter(.reply(introducer: introducer, isEmpty: false, endsWithEscape: true), for: timing.reply, from: now)
        case 0x00..<0x20: interrupt(with: byte, at: now)
        case _ where endsWithEscape:
            // That ESC did not end the reply; it began something else.
            enter(.escape, for: timing.escape, from: now)
            takeAfterEscape(byte, at: now)
        default:
            enter(.reply(introducer: introducer, isEmpty: false, endsWithEscape: false), for: timing.reply, from: now)
        }
    }

    /// A control character has no place in a sequence: the sequence is lost, the key (Ctrl-C, ESC) counts.
    private mutating func interrupt(with byte: UInt8, at now: ContinuousClock.Instant) {
        enterGround()
        takePlain(byte, modifiers: [], at: now)
    }

    private mutating func takePasted(_ byte: UInt8, at now: ContinuousClock.Instant) {
        deadline = now + timing.paste
        if pasteBuffer.append(byte) { endPaste() }
    }

    private mutating func endPaste() {
        events.append(.paste(pasteBuffer.text))
        pasteBuffer = PasteBuffer()
        enterGround()
    }
}
