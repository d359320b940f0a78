package import Foundation

extension JSONValue {
    /// Reads a JSON text; nil for anything else.
    ///
    /// The same as decoding it, in a third of the time: `JSONDecoder` is asked for one type after the
    /// other, and each wrong guess costs a thrown error. It is what reading a page of sessions costs.
    package init?(reading data: Data) {
        guard let any = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        else { return nil }
        self.init(any)
    }

    private init(_ any: Any) {
        self =
            switch any {
            case let value as String: .string(value)
            case let value as [String: Any]: .object(value.mapValues(JSONValue.init))
            case let value as [Any]: .array(value.map(JSONValue.init))
            case let value as NSNumber: JSONValue(value)
            default: .null
            }
    }

    private init(_ number: NSNumber) {
        self =
            if String(cString: number.objCType) == "c" {
                .bool(number.boolValue)  // a number is never made as a single byte
            } else if let integer = Int64(exactly: number) {
                .integer(integer)
            } else {
                .number(number.doubleValue)
            }
    }
}
