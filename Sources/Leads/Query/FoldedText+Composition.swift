extension FoldedText {
    /// Joins letters that came in parts, so that both ways of writing them fold alike.
    ///
    /// Source: Unicode Standard, section 3.12 (conjoining jamo), and the names of the kana with voicing marks.
    struct Composition {
        /// The letter that a mark may still join, and where its bytes begin.
        private var open: (value: UInt32, start: Int)?

        /// True when the scalar is a letter of these scripts or a mark of one, and has been written.
        mutating func take(_ scalar: Unicode.Scalar, _ bytes: inout [UInt8]) -> Bool {
            let value = Self.plain(scalar.value)
            guard Self.isConcerned(value) else { return false }
            if let last = open, last.start + 3 == bytes.count, let joined = Self.joined(last.value, value) {
                bytes.removeLast(3)
                write(joined, &bytes)
            } else {
                write(value, &bytes)
            }
            return true
        }

        private mutating func write(_ value: UInt32, _ bytes: inout [UInt8]) {
            guard let scalar = Unicode.Scalar(value) else { return }
            open = (value, bytes.count)
            bytes.append(contentsOf: String(scalar).utf8)
        }

        /// Conjoining jamo, syllables, kana and their marks, letters of Indic scripts that may be halves, and ideographs.
        ///
        /// Whatever joins another has three bytes.
        private static func isConcerned(_ value: UInt32) -> Bool {
            switch value {
            case 0x0900...0x0DFF, 0x0F00...0x109F, 0x1B00...0x1B7F: isHalf(value)
            case 0x1100...0x11FF, 0x3041...0x30FF, 0xAC00...0xD7A3: true
            case 0x3400...0x9FFF, 0x2_0000...0x2_A6DF: true
            default: false
            }
        }

        private static func joined(_ base: UInt32, _ mark: UInt32) -> UInt32? {
            switch mark {
            case 0x1161...0x1175 where 0x1100...0x1112 ~= base: 0xAC00 + ((base - 0x1100) * 21 + mark - 0x1161) * 28
            case 0x11A8...0x11C2 where 0xAC00...0xD7A3 ~= base && (base - 0xAC00) % 28 == 0: base + mark - 0x11A7
            case 0x3099: voiced[base]
            case 0x309A where isHa(base): base + 2
            case 0x0900...0x109F, 0x1B00...0x1B7F: pair(base, mark)
            default: nil
            }
        }

        /// The five kana of the ha row without marks, in both scripts.
        private static func isHa(_ base: UInt32) -> Bool {
            let place = base >= 0x30A1 ? base - 0x60 : base
            return 0x306F...0x307B ~= place && (place - 0x306F) % 3 == 0
        }

        private static let voiced: [UInt32: UInt32] = {
            var voiced: [UInt32: UInt32] = [
                0x3046: 0x3094, 0x30A6: 0x30F4, 0x30EF: 0x30F7, 0x30F0: 0x30F8, 0x30F1: 0x30F9, 0x30F2: 0x30FA,
                0x309D: 0x309E, 0x30FD: 0x30FE,
            ]
            let plain: [UInt32] = [
                0x304B, 0x304D, 0x304F, 0x3051, 0x3053, 0x3055, 0x3057, 0x3059, 0x305B, 0x305D, 0x305F, 0x3061, 0x3064,
                0x3066, 0x3068, 0x306F, 0x3072, 0x3075, 0x3078, 0x307B,
            ]
            for base in plain {
                voiced[base] = base + 1
                voiced[base + 0x60] = base + 0x61
            }
            return voiced
        }()

        /// Half-width katakana as full-width ones, compatibility ideographs as those that they stand for.
        private static func plain(_ value: UInt32) -> UInt32 {
            switch value {
            case 0xFF66...0xFF9F: halfWidth[Int(value - 0xFF66)]
            case 0xF900...0xFAFF, 0x2_F800...0x2_FA1F: unified(value)
            default: value
            }
        }

        private static let halfWidth: [UInt32] = {
            let letters = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
            return letters.unicodeScalars.map(\.value) + [0x3099, 0x309A]
        }()
    }
}
