import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1
package import OutpostModel

/// Speaks to the running agent through its socket.
package struct AgentClient: Sendable {
    private let socketPath: String

    /// How long an answer may take before the agent counts as not there.
    private static let patience = TimeAmount.seconds(5)
    /// A refresh may be long; it says something with every page.
    private static let refreshPatience = TimeAmount.minutes(60)
    private static let largestAnswer = 1024 * 1024

    /// One for the process, which is a command and ends soon. It does not try again to connect: on
    /// this machine a socket answers at once, or nobody is behind it.
    private static let client = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.timeout.connect = .seconds(1)
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Nil if no agent runs in the directory, or it does not listen (yet).
    ///
    /// Who may use the socket alone cannot see who holds the directory.
    package init?(_ directory: DataDirectory) {
        let files = FileManager.default
        let isHeld =
            DirectoryLock.holder(.agent, directory) != nil
            || (directory.isShared && directory.isClosedToUs)
        guard isHeld, files.fileExists(atPath: directory.socketPath) else { return nil }
        socketPath = directory.socketPath
    }

    /// Nil if the agent does not answer.
    package func status() async -> StatusReport? {
        guard let response = try? await send(.GET, "/outpost/v1/status"),
            let body = try? await response.body.collect(upTo: Self.largestAnswer)
        else { return nil }
        return try? JSONDecoder().decode(StatusReport.self, from: body)
    }

    /// Why an intent is where it is; nil if the agent does not answer.
    package func explanation(of id: Intent.ID) async -> ExplanationReport? {
        guard
            let response = try? await send(.GET, "/outpost/v1/intents/\(id)/explanation"),
            let body = try? await response.body.collect(upTo: Self.largestAnswer)
        else { return nil }
        return try? JSONDecoder().decode(ExplanationReport.self, from: body)
    }

    /// Whether the agent means the same API with the same key; nil if it does not answer.
    package func likeness(_ question: Likeness.Question) async -> Likeness.Answer? {
        guard let text = try? JSONText.encode(question),
            let response = try? await send(.POST, "/outpost/v1/likeness", body: text),
            let body = try? await response.body.collect(upTo: Self.largestAnswer)
        else { return nil }
        return try? JSONDecoder().decode(Likeness.Answer.self, from: body)
    }

    /// Tells the agent that there is something in the outbox. If it does not hear it, it will see
    /// so itself within a second.
    package func nudge() async {
        _ = try? await send(.POST, "/outpost/v1/nudge")
    }

    /// Asks for a refresh and tells how it goes.
    package func refresh(
        _ resources: [Resource], full: Bool,
        progress: @Sendable (RefreshProgress) -> Void
    ) async throws {
        let body = try JSONText.encode(RefreshRequest(resources: resources, full: full))
        let response = try await send(
            .POST, "/outpost/v1/refresh", body: body, patience: Self.refreshPatience)
        var pending = ByteBuffer()
        for try await part in response.body {
            pending.writeImmutableBuffer(part)
            while let newline = pending.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending.readSlice(length: newline - pending.readerIndex) ?? ByteBuffer()
                pending.moveReaderIndex(forwardBy: 1)
                progress(try JSONDecoder().decode(RefreshProgress.self, from: line))
            }
        }
    }

    /// Asks a question of `/outpost/v1`.
    ///
    /// - Throws: ``AgentRefusal``.
    func get<Answer: Decodable>(
        _ path: String, _ query: [(String, String?)] = []
    ) async throws -> Answer {
        var parts = URLComponents()
        let items = query.compactMap { name, value in
            value.map { URLQueryItem(name: name, value: $0) }
        }
        parts.queryItems = items.isEmpty ? nil : items
        // A plus sign would be read as a space.
        let text = parts.percentEncodedQuery?.replacing("+", with: "%2B").replacing(
            ";", with: "%3B")
        return try await answer(.GET, path + (text.map { "?\($0)" } ?? ""), body: nil)
    }

    /// Asks for something to be done.
    ///
    /// - Throws: ``AgentRefusal``.
    func post<Answer: Decodable>(
        _ path: String, body: (some Encodable)?
    ) async throws -> Answer {
        try await answer(.POST, path, body: try body.map { try JSONText.encode($0) })
    }

    /// - Throws: ``AgentRefusal``.
    func delete<Answer: Decodable>(_ path: String) async throws -> Answer {
        try await answer(.DELETE, path, body: nil)
    }

    private func answer<Answer: Decodable>(
        _ method: HTTPMethod, _ path: String, body: String?
    ) async throws -> Answer {
        let response: HTTPClientResponse
        do {
            response = try await send(method, "/outpost/v1/" + path, body: body)
        } catch {
            throw AgentRefusal(
                type: "busy", detail: "the agent does not answer on \(socketPath)",
                advice: "is it running, and are you a member of its group?")
        }
        let bytes = try await response.body.collect(upTo: Self.largestAnswer * 16)
        guard (200..<300).contains(response.status.code) else {
            throw try JSONDecoder().decode(AgentRefusal.self, from: bytes)
        }
        return try JSONDecoder().decode(Answer.self, from: bytes)
    }

    private func send(
        _ method: HTTPMethod, _ path: String, body: String? = nil,
        patience: TimeAmount = patience
    ) async throws -> HTTPClientResponse {
        guard let url = URL(httpURLWithSocketPath: socketPath, uri: path) else {
            throw DataDirectoryFailure.tooLong(path: socketPath)
        }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = method
        request.headers.add(name: "content-type", value: "application/json")
        if let body { request.body = .bytes(ByteBuffer(string: body)) }
        return try await Self.client.execute(request, timeout: patience)
    }
}
