import HTTPTypes
import Hummingbird
import NIOCore
import OutpostModel
import OutpostSync
import Synchronization

/// What of the API we do not answer ourselves: it is passed on while the line is open.
struct PassThrough: Fallback {
    let mode: PassThroughMode
    let passage: Passage
    let orders: RefreshOrders
    let line: Line

    func answer(_ request: Request, _ context: GatewayContext) async throws -> Response? {
        guard mode != .none, request.isForTheAPI else { return nil }
        let passed = try passed(request)
        guard mode == .all || passed.isRead else { throw HelenaError.readsOnly }
        let connectivity = line.connectivity
        guard connectivity.isOpen else { throw HelenaError.notPassed(connectivity) }
        do {
            let answer = try await passage.pass(passed)
            if !passed.isRead && answer.isSuccess { Self.list(of: passed).map(orders.hurry) }
            return Response(answer, to: request.method)
        } catch {
            throw HelenaError(error, isRead: passed.isRead, connectivity)
        }
    }

    /// Which of the lists that we answer from has changed with it, so that who changed something does
    /// not read for long how it was before.
    private static func list(of passed: PassedRequest) -> Resource? {
        let segments = passed.target.prefix { $0 != "?" }.lowercased().split(separator: "/")
        return switch segments.first {
        case "chat": .sessions
        case "core" where segments.contains("department"): .departments
        case "core" where segments.contains("agent"): .users
        default: nil
        }
    }

    private func passed(_ request: Request) throws(HelenaError) -> PassedRequest {
        guard let target = PlainTarget(request.uri.string) else { throw .notPlain }
        let length = request.headers[.contentLength].flatMap { Int($0) }
        guard length ?? 0 <= GatewayLimits.largestPassedBody else { throw .tooLargeToPass }
        let hasBody = (length ?? 0) > 0 || request.headers[.transferEncoding] != nil
        return PassedRequest(
            method: request.method.rawValue, target: target.text,
            fields: request.headers.map { HeaderField($0.name.rawName, $0.value) },
            body: hasBody ? Self.stream(request.body) : nil, length: length)
    }

    /// The body, cut off where it becomes too long without having said so.
    private static func stream(_ body: RequestBody) -> ByteStream {
        let count = Mutex(0)
        return ByteStream(body) { piece in
            let sum = count.withLock { sum in
                sum += piece.readableBytes
                return sum
            }
            guard sum <= GatewayLimits.largestPassedBody else { throw HelenaError.tooLargeToPass }
            return Array(piece.readableBytesView)
        }
    }
}

extension Response {
    fileprivate init(_ answer: PassedAnswer, to method: HTTPRequest.Method) {
        var headers = HTTPFields()
        for field in answer.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers.append(HTTPField(name: name, value: field.value))
        }
        let isEmpty = method == .head || [204, 304].contains(answer.status)
        self.init(
            status: .init(code: answer.status), headers: headers,
            body: isEmpty ? ResponseBody() : ResponseBody(answer))
    }
}

extension ResponseBody {
    fileprivate init(_ answer: PassedAnswer) {
        self.init(contentLength: answer.length) { writer in
            for try await piece in answer.body {
                try await writer.write(ByteBuffer(bytes: piece))
            }
            try await writer.finish(nil)
        }
    }
}
