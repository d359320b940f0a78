import Foundation
import OutpostModel
import Seeded
import Testing

/// The reader beside `JSONDecoder`: on what is JSON, and on what is nearly so.
@Suite("JSON, read as a decoder reads it")
struct JSONReaderTests {
    private static let texts = [
        #"{"id":"4c1e","n":[1,-2.5e3,0.1,1e300,-0,10,123456789012345678901],"b":[true,false,null]}"#,
        #"[{"name":"Ana \"Nina\" Gonçalves","text":"\u00e9\ud83d\ude00\n\t\\\/","x":{}},[],""," a "]"#,
        #" { "weight" : 1.50 , "weight" : 2 , "deep" : [ [ [ 0.25 ] ] ] , "é" : "👩‍👩‍👧" } "#,
        "[0,1,-1,9223372036854775807,-9223372036854775808,9223372036854775808,1.0,2e2,5E-1]",
    ]

    private static let marks =
        Array(#"{}[]",:\u0123456789abcdefDdEe+-. tfn"#.utf8) + [0, 9, 0xC3, 0xFF]

    @Test("ten thousand texts with mistakes in them", arguments: texts)
    func mistakes(_ text: String) {
        var random = SplitMix(seed: 7)
        var (read, refused) = (0, 0)
        for _ in 0..<2_500 {
            var bytes = Array(text.utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                change(&bytes, &random)
            }
            // JSONDecoder takes what begins so for UTF-16 or UTF-32.
            guard !bytes.prefix(4).contains(where: { $0 == 0 || $0 >= 0xEF }) else { continue }
            let value = JSONValue(reading: Data(bytes))
            let decoded = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
            let changed = String(decoding: bytes, as: UTF8.self)
            if value == nil { refused += 1 } else { read += 1 }
            // It lets pass what RFC 8259 does not.
            let isLax = changed.contains(#/,\s*[\]}]|[eE][+-]?\s*([,\]}\s]|$)/#)
            #expect(isSame(value, decoded) || (value == nil && isLax), "\(changed)")
        }
        #expect(read > 100 && refused > 100, "or it shows nothing")
    }

    /// A decoder rounds before it asks whether a number with a fraction is whole; it is the same number.
    private func isSame(_ one: JSONValue?, _ other: JSONValue?) -> Bool {
        switch (one, other) {
        case (.integer(let whole), .number(let number)), (.number(let number), .integer(let whole)):
            Double(whole) == number
        case (.array(let one), .array(let other)):
            one.count == other.count && zip(one, other).allSatisfy { isSame($0, $1) }
        case (.object(let one), .object(let other)):
            one.count == other.count && one.allSatisfy { isSame($1, other[$0]) }
        default: one == other
        }
    }

    private func change(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let mark = Self.marks.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = mark
        case 1: bytes.insert(mark, at: place)
        case 2: bytes.remove(at: place)
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
        }
    }

    @Test("any double is read to its last digit")
    func doubles() {
        var random = SplitMix(seed: 11)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: UInt64.random(in: .min ... .max, using: &random))
            guard value.isFinite, Int64(exactly: value) == nil else { continue }
            #expect(JSONValue(reading: Data("\(value)".utf8)) == .number(value))
        }
    }

    @Test(
        "what is no JSON, and looks like it",
        arguments: [
            "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x1", "NaN", "Infinity", "tru", "True",
            "[1,]",
            "{\"a\":1,}", "{a:1}", "'a'", "\"\t\"", #""\x""#, #""\ud800""#, #""\ud800\u0041""#,
            #""\udc00""#, #""\u12g4""#, "[1 2]", "1 2", "\u{FEFF}", "[", "\"", #""\"#,
        ])
    func noJSON(_ text: String) {
        #expect(JSONValue(reading: Data(text.utf8)) == nil)
    }

    @Test("a byte order mark is passed over; bytes that are no UTF-8 are no text")
    func bytes() {
        #expect(JSONValue(reading: Data("\u{FEFF}[1]".utf8)) == .array([.integer(1)]))
        for bad: [UInt8] in [
            [0xC3], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ] {
            #expect(JSONValue(reading: Data([0x22] + bad + [0x22])) == nil)
        }
    }
}
