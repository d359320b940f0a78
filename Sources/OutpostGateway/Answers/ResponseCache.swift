import Foundation
import Hummingbird
import OutpostStore
import Synchronization

/// Answers as they were given, until anything is written to the files that they were made from.
///
/// Programs ask for the same lists again and again, and most of the time nothing has changed. An answer is
/// given again only if both files are what they were before it was made: never one that is no longer so.
final class ResponseCache: Sendable {
    /// An answer but for what time makes of it, its age.
    struct Entry: Sendable {
        let body: ByteBuffer
        let tag: EntityTag
        /// When the server was last known to say so; nil if that cannot be told.
        let knownAt: Date?
        /// Whether it is all that there is.
        let isWhole: Bool

        /// - Parameter text: JSON.
        init(_ text: String, knownAt: Date?, isWhole: Bool = true) {
            body = ByteBuffer(string: text)
            tag = EntityTag(text)
            self.knownAt = knownAt
            self.isWhole = isWhole
        }

        /// What it takes to keep it, bytes, about.
        fileprivate func size(with question: String) -> Int {
            body.readableBytes + question.utf8.count + 512
        }
    }

    fileprivate struct Editions: Hashable {
        let cache: Edition
        let outbox: Edition
    }

    fileprivate struct Kept {
        var editions: Editions?
        var entries: [String: Entry] = [:]
        var bytes = 0
    }

    private let cache: Cache
    private let outbox: Outbox
    private let kept = Mutex(Kept())

    init(cache: Cache, outbox: Outbox) {
        self.cache = cache
        self.outbox = outbox
    }

    /// What the kept ones take, about.
    var bytes: Int { kept.withLock(\.bytes) }

    /// What the files are at now; nil if that cannot be told. To be had before anything is read.
    func now() -> Moment? {
        guard let cache = cache.edition(), let outbox = outbox.edition() else { return nil }
        return Moment(responses: self, editions: Editions(cache: cache, outbox: outbox))
    }

    /// Both files between two commits.
    struct Moment {
        fileprivate let responses: ResponseCache
        fileprivate let editions: Editions

        func entry(for request: Request) -> Entry? {
            responses.kept.withLock { kept in
                kept.editions == editions ? kept.entries[request.uri.string] : nil
            }
        }

        func keep(_ entry: Entry, for request: Request) {
            responses.kept.withLock { $0.keep(entry, for: request.uri.string, at: editions) }
        }
    }

    /// The answer as it was given at this moment, or as it is made now.
    func entry(for request: Request, _ make: () throws -> Entry) rethrows -> Entry {
        let moment = now()
        if let entry = moment?.entry(for: request) { return entry }
        let entry = try make()
        moment?.keep(entry, for: request)
        return entry
    }
}

extension ResponseCache.Kept {
    fileprivate mutating func keep(
        _ entry: ResponseCache.Entry, for question: String, at editions: ResponseCache.Editions
    ) {
        let size = entry.size(with: question)
        guard size <= GatewayLimits.largestKeptAnswer else { return }
        // Begun anew also when it is full: which of them are asked for again, nobody knows.
        if self.editions != editions || bytes + size > GatewayLimits.keptAnswers {
            self = ResponseCache.Kept(editions: editions)
        }
        if let old = entries.updateValue(entry, forKey: question) {
            bytes -= old.size(with: question)
        }
        bytes += size
    }
}
