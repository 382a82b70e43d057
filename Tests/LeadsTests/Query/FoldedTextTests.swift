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
            ("\u{F9E1}小龍", "李小龍"), ("\u{2F800}", "丽"), ("\u{FA0E}", "\u{FA0E}"),
            ("\u{9A6}\u{9C7}\u{9BE}", "\u{9A6}\u{9CB}"), ("\u{B95}\u{BC6}\u{BBE}", "\u{B95}\u{BCA}"),
            ("\u{D2E}\u{D47}\u{D3E}", "\u{D2E}\u{D4B}"), ("\u{C95}\u{CC6}\u{CC2}\u{CD5}", "\u{C95}\u{CCB}"),
            ("\u{DC3}\u{DD9}\u{DCF}\u{DCA}", "\u{DC3}\u{DDD}"), ("\u{921}\u{93C}", "\u{95C}"),
            ("آمنة", "امنة"), ("أحمد".decomposedStringWithCanonicalMapping, "احمد"), ("مؤمن", "مومن"),
        ]
    )
    func folds(text: String, folded: String) {
        // By bytes: to Swift, two ways to write one letter are equal.
        #expect(FoldedText.bytes(of: text) == Array(folded.utf8))
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

    @Test("every letter of scripts that join letters, and every ideograph, folds alike in its parts")
    func parts() {
        let values: [ClosedRange<UInt32>] = [0x0900...0x109F, 0x1B00...0x1B7F, 0xF900...0xFAFF, 0x2F800...0x2FA1D]
        var joined = 0
        for value in values.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let parts = String(scalar).decomposedStringWithCanonicalMapping
            if parts.unicodeScalars.first != scalar { joined += 1 }
            if FoldedText.bytes(of: parts) != FoldedText.bytes(of: String(scalar)) {
                Issue.record("U+\(String(value, radix: 16))")
            }
        }
        #expect(joined > 1_000)
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
