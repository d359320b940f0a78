import AsyncAlgorithms
import Hummingbird
import NIOCore
import OutpostModel

/// Reads a program's body, and hands it on piece by piece as it is asked for.
///
/// Once a request is answered the server reads on from its connection, and two readers at once end the
/// process (a precondition of swift-nio). Who sends the body may hold on to it for longer than that:
/// so nobody but this one reads from the connection, and it has come to its end before.
struct BodyReading: Sendable {
    let stream: ByteStream
    private let task: Task<Void, Never>

    /// - Parameter most: bytes; the stream breaks where there are more.
    init(_ body: RequestBody, most: Int) {
        let channel = AsyncThrowingChannel<[UInt8], any Error>()
        stream = ByteStream(channel) { $0 }
        // Not a child of the handler's: the answer is written after that has returned.
        task = Task {
            do {
                var count = 0
                for try await piece in body {
                    count += piece.readableBytes
                    guard count <= most else { throw HelenaError.tooLargeToPass }
                    await channel.send(Array(piece.readableBytesView))
                }
                try Task.checkCancellation()
                channel.finish()
            } catch {
                channel.fail(error)
            }
        }
    }

    /// Reads no further. Where something was left, the connection ends after the answer.
    func end() async {
        task.cancel()
        await task.value
    }
}
