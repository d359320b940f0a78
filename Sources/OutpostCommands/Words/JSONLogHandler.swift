import Foundation
import Logging
import OutpostModel

/// A line of JSON for each message: `time`, `level`, `message`, and what belongs to it by its name.
struct JSONLogHandler: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]
    private let write: @Sendable (String) -> Void

    init(_ write: @escaping @Sendable (String) -> Void = Speech.murmur) { self.write = write }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(JSONValue.init)
        members["time"] = .string(Timestamp(Date()).text)
        members["level"] = .string(event.level.rawValue)
        members["message"] = .string(event.message.description)
        write(JSONText(members).text + "\n")
    }
}

extension JSONValue {
    fileprivate init(_ value: Logger.Metadata.Value) {
        switch value {
        case .string(let text): self = .string(text)
        case .stringConvertible(let value): self = .string(value.description)
        case .array(let values): self = .array(values.map(JSONValue.init))
        case .dictionary(let members): self = .object(members.mapValues(JSONValue.init))
        }
    }
}
