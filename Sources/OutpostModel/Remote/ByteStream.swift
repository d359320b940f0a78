/// Bytes that come piece by piece, each when it is asked for.
package struct ByteStream: AsyncSequence, Sendable {
    private let start: @Sendable () -> Iterator

    /// - Parameter bytes: makes the bytes out of a piece, or says why it will not.
    package init<Base: AsyncSequence & Sendable>(
        _ base: Base, _ bytes: @escaping @Sendable (Base.Element) throws -> [UInt8]
    ) {
        start = {
            var pieces = base.makeAsyncIterator()
            return Iterator { try await pieces.next().map(bytes) }
        }
    }

    /// The same, which tells when it breaks.
    package init(_ base: ByteStream, whenBroken tell: @escaping @Sendable () -> Void) {
        start = {
            var pieces = base.makeAsyncIterator()
            return Iterator {
                do {
                    return try await pieces.next()
                } catch {
                    tell()
                    throw error
                }
            }
        }
    }

    package func makeAsyncIterator() -> Iterator { start() }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let take: () async throws -> [UInt8]?

        package mutating func next() async throws -> [UInt8]? { try await take() }
    }
}
