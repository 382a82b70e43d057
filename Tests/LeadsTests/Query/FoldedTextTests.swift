import Foundation
import Leads
import Testing

@Suite("Folded text")
struct FoldedTextTests {
    @Test(
        "case and accents do not count",
        arguments: [
            ("Jane", "jane"), ("ZOË", "zoe"), ("Zoe\u{308}", "zoe"), ("Nguyễn", "nguyen"), ("Łukasz", "lukasz"),
            ("Bjørn", "bjorn"), ("Weiß", "weiss"), ("Œuvre", "oeuvre"), ("İstanbul", "istanbul"), ("ısı", "isi"),
            ("Παππάς", "παππασ"), ("ΠΑΠΠΑΣ", "παππασ"), ("Йосиф", "иосиф"), ("И\u{306}осиф", "иосиф"),
            ("Алёна", "алена"), ("مُحَمَّد", "محمد"), ("שָׁלוֹם", "שלום"), ("ＪＡＮＥ１", "jane1"), ("❤️", "❤"),
            ("O’Brien", "o'brien"), ("OʼBrien", "o'brien"), ("O`Brien", "o'brien"), ("O´Brien", "o'brien"),
            ("O‘Brien", "o'brien"), ("O＇Brien", "o'brien"), ("O′Brien", "o'brien"), ("Smith–Jones", "smith-jones"),
            ("Smith‐Jones", "smith-jones"), ("Smith—Jones", "smith-jones"), ("Smith−Jones", "smith-jones"),
            ("Smith\u{2011}Jones", "smith-jones"), ("Smith－Jones", "smith-jones"), ("Straße", "strasse"),
            ("STRASSE", "strasse"), ("ẞ", "ss"), ("\u{200B}Ja\u{AD}ne\u{202C}\u{FEFF}", "jane"),
            ("Jane\u{A0}Smith", "jane smith"), ("李\u{3000}小龍", "李 小龍"), ("“Bob”", "\"bob\""),
            ("한글".decomposedStringWithCanonicalMapping, "한글"), ("각", "각"), ("ガ\u{3099}", "ガ\u{3099}"),
            ("がぎぱ".decomposedStringWithCanonicalMapping, "がぎぱ"), ("ヴァイオリン", "ヴァイオリン"),
            ("ヴパボ".decomposedStringWithCanonicalMapping, "ヴパボ"), ("ｶﾞｷﾞﾊﾟｱｲｳｴｵｰ", "ガギパアイウエオー"),
            ("آمنة", "امنة"), ("أحمد".decomposedStringWithCanonicalMapping, "احمد"), ("مؤمن", "مومن"),
        ]
    )
    func folds(text: String, folded: String) {
        #expect(String(decoding: FoldedText.bytes(of: text), as: UTF8.self) == folded)
    }

    @Test("letters of scripts without case stay as they are", arguments: ["李小龍", "さくら", "ガ", "हिन्दी", "한글", "🌵"])
    func keeps(text: String) {
        #expect(String(decoding: FoldedText.bytes(of: text), as: UTF8.self) == text)
    }

    @Test("a text folds alike composed, decomposed and in compatibility forms of width")
    func normalForms() {
        let texts = [
            "김민준", "박서연", "값", "さとう じゅんぺい", "パブロ", "ヷヸヹヺ", "ゞヾゔ", "Nguyễn Thị", "Łódź", "Åkesson", "Çelik",
            "Ελένη Παππάς", "Йосиф Їжак", "مُؤَسَّسَة", "آدم", "שָׁלוֹם", "हिन्दी", "ক্ষ", "ไทย", "O’Brien–Smith",
        ]
        for text in texts {
            let composed = FoldedText.bytes(of: text.precomposedStringWithCanonicalMapping)
            #expect(FoldedText.bytes(of: text.decomposedStringWithCanonicalMapping) == composed, "\(text)")
        }
        for value in UInt32(0xAC00)...0xD7A3 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let parts = String(scalar).decomposedStringWithCanonicalMapping
            if FoldedText.bytes(of: parts) != FoldedText.bytes(of: String(scalar)) { Issue.record("\(scalar)") }
        }
    }

    @Test("folding twice changes nothing more")
    func isIdempotent() {
        // All of the basic plane, and the scripts with case beyond it.
        let values: [ClosedRange<UInt32>] = [0...0xFFFF, 0x10400...0x105FF, 0x10C80...0x10CFF, 0x1E900...0x1E95F]
        for value in values.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = FoldedText.bytes(of: String(scalar))
            let twice = FoldedText.bytes(of: String(decoding: once, as: UTF8.self))
            if once != twice { Issue.record("U+\(String(value, radix: 16)) folds to \(once), then to \(twice)") }
        }
    }

    @Test("no folded text holds a control character")
    func controls() {
        let controls = String(String.UnicodeScalarView((UInt8(0)...31).map { Unicode.Scalar($0) })) + "\u{7F}"
        #expect(FoldedText.bytes(of: controls) == Array(repeating: 0x20, count: 33))
    }
}
