package import Foundation

extension JSONValue {
    /// How deep a text with fractions may be nested.
    package static let deepestWithFractions = 64

    /// Reads a JSON text; nil for anything else, and for one with fractions that is nested deeper than
    /// ``deepestWithFractions``.
    ///
    /// The same as decoding it, in a third of the time for all that the API sends: `JSONDecoder` is
    /// asked for one type after the other, and each wrong guess costs a thrown error. It is what
    /// reading a page of sessions costs. Only fractions are left to it: `JSONSerialization` gets the
    /// last digit of many of them wrong. The errors name the way to each guess, so that a small body
    /// that is nested deeply would keep it busy for seconds.
    package init?(reading data: Data) {
        do {
            self = try JSONValue(
                JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
        } catch is Fraction {
            guard Self.depth(of: data) <= Self.deepestWithFractions,
                let decoded = try? JSONDecoder().decode(JSONValue.self, from: data)
            else { return nil }
            self = decoded
        } catch {
            return nil
        }
    }

    private struct Fraction: Error {}

    /// How many brackets are open at once in a text that is known to be JSON.
    private static func depth(of data: Data) -> Int {
        var (depth, deepest) = (0, 0)
        var (isInString, isEscaped) = (false, false)
        for byte in data {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = isInString
            case UInt8(ascii: "\""): isInString.toggle()
            case _ where isInString: break
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return deepest
    }

    private init(_ any: Any) throws {
        self =
            switch any {
            case let value as String: .string(value)
            case let value as [String: Any]: .object(try value.mapValues(JSONValue.init))
            case let value as [Any]: .array(try value.map(JSONValue.init))
            case let value as NSNumber: try JSONValue(value)
            default: .null
            }
    }

    private init(_ number: NSNumber) throws {
        self =
            switch String(cString: number.objCType) {
            case "c": .bool(number.boolValue)  // a number is never made as a single byte
            case "q", "i": .integer(number.int64Value)  // 0 and 1 and -1 are kept ready, as "i"
            default: throw Fraction()
            }
    }
}
