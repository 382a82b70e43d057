extension KeyParser {
    mutating func take(_ byte: UInt8, at now: Duration, into events: inout [InputEvent]) {
        switch state {
        case .ground: takeInGround(byte, at: now, into: &events)
        case .character(let assembler, let modifiers):
            takeInCharacter(byte, assembler, modifiers: modifiers, at: now, into: &events)
        case .escape: takeAfterEscape(byte, into: &events)
        case .control(let sequence): takeInControl(byte, sequence, at: now, into: &events)
        case .consoleFunctionKey:
            state = .ground
            if (0x41...0x45).contains(byte) { events.append(.key(KeyPress(.function(Int(byte) - 0x40)))) }
        case .oldMouseReport(let remaining):
            state = remaining > 1 ? .oldMouseReport(remaining: remaining - 1) : .ground
        case .singleShift(let isLate): takeInSingleShift(byte, isLate: isLate, at: now, into: &events)
        case .string(let string): takeInString(byte, string, at: now, into: &events)
        case .stringEscape(let string):
            state = .ground
            if byte == UInt8(ascii: "\\") {
                finish(string)
            } else {
                state = .escape
                take(byte, at: now, into: &events)
            }
        case .paste(var paste):
            let isComplete = paste.take(byte)
            state = isComplete ? .ground : .paste(paste)
            if isComplete { events.append(.paste(paste.text)) }
        case .lateIntroducer(let introducer): takeAfterLateIntroducer(byte, introducer, at: now, into: &events)
        }
    }

    private mutating func takeInGround(_ byte: UInt8, at now: Duration, into events: inout [InputEvent]) {
        if let tail = lateTail(beginningWith: byte, at: now) {
            state = tail
        } else if byte == 0x1B {
            state = .escape
        } else {
            takeKey(byte, modifiers: [], into: &events)
        }
    }

    private mutating func takeAfterEscape(_ byte: UInt8, into events: inout [InputEvent]) {
        state = .ground
        switch byte {
        case 0x1B:
            events.append(.key(KeyPress(.escape)))
            state = .escape
        case UInt8(ascii: "["): state = .control(ControlSequence(isLate: false))
        case UInt8(ascii: "O"): state = .singleShift(isLate: false)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            state = .string(TerminalString(introducer: byte))
        default: takeKey(byte, modifiers: .alt, into: &events)
        }
    }

    /// One byte that begins no sequence: a key of its own or the start of a character.
    private mutating func takeKey(_ byte: UInt8, modifiers: KeyPress.Modifiers, into events: inout [InputEvent]) {
        if var press = KeyPress(byte: byte) {
            press.modifiers.formUnion(modifiers)
            events.append(.key(press))
        } else if let assembler = UTF8Assembler(lead: byte) {
            state = .character(assembler, modifiers: modifiers)
        }
    }

    private mutating func takeInCharacter(
        _ byte: UInt8,
        _ assembler: UTF8Assembler,
        modifiers: KeyPress.Modifiers,
        at now: Duration,
        into events: inout [InputEvent]
    ) {
        var assembler = assembler
        state = .ground
        switch assembler.take(byte) {
        case .needsMore: state = .character(assembler, modifiers: modifiers)
        case .invalid: take(byte, at: now, into: &events)
        case .complete(let scalar):
            // U+0080–009F are controls of eight-bit terminals; no keyboard types them.
            guard scalar.value >= 0xA0 else { return }
            events.append(.key(KeyPress(.character(Character(scalar)), modifiers: modifiers)))
        }
    }

    private mutating func takeInControl(
        _ byte: UInt8,
        _ sequence: ControlSequence,
        at now: Duration,
        into events: inout [InputEvent]
    ) {
        var sequence = sequence
        state = .ground
        switch byte {
        case 0x20...0x3F:
            sequence.append(byte)
            state = .control(sequence)
        case _ where sequence.isEmpty && !sequence.isLate && ControlSequence.isTypedAfterIntroducer(byte):
            takeKey(UInt8(ascii: "["), modifiers: .alt, into: &events)
            take(byte, at: now, into: &events)
        case 0x40...0x7E:
            switch sequence.meaning(final: byte) {
            case .event(let event): events.append(event)
            case .pasteStart: state = .paste(PasteCollector(limitInBytes: limits.pasteInBytes))
            case .consoleFunctionKey: state = .consoleFunctionKey
            case .oldMouseReport: state = .oldMouseReport(remaining: 3)
            case .answer(let answer): answers.append(answer)
            case .nothing: break
            }
        case 0x18, 0x1A: break
        default: take(byte, at: now, into: &events)
        }
    }

    private mutating func takeInSingleShift(
        _ byte: UInt8,
        isLate: Bool,
        at now: Duration,
        into events: inout [InputEvent]
    ) {
        switch byte {
        // Old terminals put a modifier before the letter; the letter alone is enough.
        case 0x30...0x39: break
        case 0x20...0x7E:
            state = .ground
            if !isLate, let press = KeyPress(singleShift: byte) { events.append(.key(press)) }
        default:
            state = .ground
            take(byte, at: now, into: &events)
        }
    }

    private mutating func takeInString(
        _ byte: UInt8,
        _ string: TerminalString,
        at now: Duration,
        into events: inout [InputEvent]
    ) {
        state = .ground
        switch byte {
        case 0x07: finish(string)
        case 0x18, 0x1A: break
        case 0x1B: state = .stringEscape(string)
        // No answer holds controls. Enter or Ctrl-C from a person, after an Alt key, must not be lost in one.
        case 0x00...0x1F: take(byte, at: now, into: &events)
        case _ where string.isLate && !string.continues(with: byte): take(byte, at: now, into: &events)
        // No terminal begins an answer so: it was Escape, or Alt, and keys behind it.
        case _ where string.isEmpty && !string.continues(with: byte):
            takeKey(string.introducer, modifiers: .alt, into: &events)
            take(byte, at: now, into: &events)
        default:
            var string = string
            string.append(byte)
            state = .string(string)
        }
    }

    private mutating func finish(_ string: TerminalString) {
        if let answer = string.answer { answers.append(answer) }
    }

    private mutating func takeAfterLateIntroducer(
        _ byte: UInt8,
        _ introducer: UInt8,
        at now: Duration,
        into events: inout [InputEvent]
    ) {
        if let tail = Self.lateTail(introducer, byte) {
            state = tail
        } else {
            state = .ground
            takeKey(introducer, modifiers: [], into: &events)
        }
        take(byte, at: now, into: &events)
    }

    /// What a late rest with these first two bytes is; `nil` when a person typed them.
    private static func lateTail(_ introducer: UInt8, _ byte: UInt8) -> State? {
        switch introducer {
        case UInt8(ascii: "["):
            return ControlSequence.continuesAfterIntroducer(byte) ? .control(ControlSequence(isLate: true)) : nil
        case UInt8(ascii: "O"):
            let isTail = (0x30...0x39).contains(byte) || Key(controlFinal: byte) != nil
            return isTail ? .singleShift(isLate: true) : nil
        default:
            let string = TerminalString(introducer: introducer, isLate: true)
            return string.continues(with: byte) ? .string(string) : nil
        }
    }
}
