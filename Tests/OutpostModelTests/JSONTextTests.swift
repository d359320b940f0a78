import Foundation
import OutpostModel
import Testing

@Suite("JSON, kept whole")
struct JSONTextTests {
    @Test(
        "an object comes back as it was, with fields that nobody knows",
        arguments: [
            #"{}"#,
            #"{"a":null,"b":true,"c":false,"d":0,"e":-7,"f":1.5,"g":"","h":[],"i":{}}"#,
            #"{"novelty":{"deep":[1,[2,[3,{"x":null}]],"é\n\"\\"]}}"#,
            #"{"largest":9223372036854775807,"least":-9223372036854775808}"#,
            #"{"tenth":0.1,"tiny":1e-9,"huge":1e+300}"#,
            #"{"emoji":"👩‍👩‍👧 ok","zero":"\u0000","line":"\u2028"}"#,
            #"{"url":"https://example.com/a/b?c=d&e=<f>"}"#,
            #"{"":"a member without a name"}"#,
        ])
    func roundTrip(_ json: String) throws {
        let object = try Example.object(json)
        let text = JSONText(object)
        #expect(text.object == object)
        #expect(JSONText(text.object) == text)
        #expect(try Example.object(text.text) == object)
        #expect(JSONValue(reading: Data(json.utf8)) == .object(object), "read as it is decoded")
    }

    @Test("equal objects are equal text, however their members were ordered")
    func equalObjects() throws {
        let names = ["b", "B", "a", "A", "á", "z", "1", "01", "10", "2", "a_b", "aB", "ab"]
        var random = SystemRandomNumberGenerator()
        let texts = (0..<50).map { _ in
            // The capacity as well as the order decides how a dictionary is laid out.
            var object = [String: JSONValue](minimumCapacity: Int.random(in: 1...200))
            for name in names.shuffled(using: &random) { object[name] = .string(name) }
            return JSONText(object).text
        }
        #expect(Set(texts).count == 1)
    }

    @Test(
        "read as they are decoded: numbers of every form, and what is none",
        arguments: [
            "0", "-0", "-0.0", "1.0", "1e2", "1e18", "1.5e-7", "1234567890123456789",
            "-1234567890123456789", "18446744073709551615", "-9223372036854775809", "1e300",
            "true", "false", "null", #""text""#, "[true,1,0,false]",
        ])
    func readAsDecoded(_ json: String) throws {
        let decoded = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
        #expect(JSONValue(reading: Data(json.utf8)) == decoded)
    }

    @Test("fractions keep their last digit")
    func fractions() {
        for number in 0..<1_000 {
            let value = (Double(number) - 499.5) * 0.295_970_113_7
            let text = JSONText(["position": .array([.number(value), .integer(1)])])
            #expect(text.object["position"]?.array?.first == .number(value))
        }
    }

    @Test("a text is read down to a stated depth", arguments: ["0.5", "1", "{}", #""[\"[\\""#])
    func depth(_ text: String) {
        func nested(_ depth: Int) -> JSONValue? {
            let json =
                String(repeating: "[", count: depth) + text + String(repeating: "]", count: depth)
            return JSONValue(reading: Data(json.utf8))
        }
        let own = text == "{}" ? 1 : 0
        #expect(nested(JSONValue.deepest - own) != nil)
        #expect(nested(JSONValue.deepest - own + 1) == nil)
    }

    @Test(
        "what is no JSON is not read",
        arguments: [
            "", " ", "{", "nothing", "{\"a\":}", "<html>", "[1,]x",
            String(repeating: "[", count: 100_000),
        ])
    func noJSON(_ text: String) {
        #expect(JSONValue(reading: Data(text.utf8)) == nil)
    }

    @Test("every character is written so that another reader reads the same")
    func characters() throws {
        let all = (0...0x2FF).compactMap(UnicodeScalar.init).map(String.init).joined()
        for value in [all, "\"\\/", "é", "e\u{301}", "👩‍👩‍👧", "\u{2028}\u{FFFF}"] {
            let text = JSONText([value: .string(value)]).text
            #expect(try Example.object(text) == [value: .string(value)])
        }
    }

    @Test("slashes are not escaped, so that a URL can be read")
    func slashes() {
        #expect(JSONText(["u": .string("a/b")]).text == #"{"u":"a/b"}"#)
    }

    @Test(
        "text that is no object is an empty one",
        arguments: ["", "[]", "7", "null", "{", "nothing"]
    )
    func noObject(_ text: String) {
        #expect(JSONText(trusted: text).object.isEmpty)
    }

    @Test("whole numbers may arrive as strings")
    func integers() throws {
        let object = try Example.object(#"{"a":500,"b":"500","c":"5x","d":1.5,"e":true,"f":null}"#)
        #expect(object["a"]?.integer == 500)
        #expect(object["b"]?.integer == 500)
        for name in ["c", "d", "e", "f"] { #expect(object[name]?.integer == nil) }
    }

    @Test("a value is nothing but what it is")
    func kinds() throws {
        let value = JSONValue.object(try Example.object(#"{"s":"x","b":true,"a":[1],"o":{"n":2}}"#))
        #expect(value["s"]?.string == "x")
        #expect(value["b"]?.bool == true)
        #expect(value["a"]?.array == [.integer(1)])
        #expect(value["o"]?["n"]?.integer == 2)
        #expect(value["missing"] == nil)
        #expect(value["s"]?["deeper"] == nil)
        #expect(value["b"]?.string == nil)
        #expect(value["s"]?.bool == nil)
        #expect(value["o"]?.array == nil)
        #expect(value["a"]?.object == nil)
    }
}
