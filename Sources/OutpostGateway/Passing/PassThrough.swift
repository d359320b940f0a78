import HTTPTypes
import Hummingbird
import NIOCore
import OutpostModel
import OutpostSync

/// What of the API we do not answer ourselves: it is passed on while the line is open.
struct PassThrough: Fallback {
    let mode: PassThroughMode
    let passage: Passage
    let changes: Changes
    let line: Line

    func answer(_ request: Request, _ context: GatewayContext) async throws -> Response? {
        guard mode != .none, request.isForTheAPI else { return nil }
        guard Self.methods.contains(request.method) else {
            throw Problem.wrongMethod(allowed: Self.methods.map(\.rawValue))
        }
        var passed = try passed(request)
        guard mode == .all || passed.isRead else { throw HelenaError.readsOnly }
        let connectivity = line.connectivity
        guard !passed.isRead || !request.cacheDirectives.onlyIfCached else {
            throw HelenaError(.onlyIfCached, connectivity)
        }
        guard connectivity.isOpen else { throw HelenaError.notPassed(connectivity) }
        let reading = Self.body(of: request)
        passed = passed.with(reading?.stream)
        do {
            let answer = try await passage.pass(passed)
            if !passed.isRead && answer.isSuccess { Self.list(of: passed).map(changes.note) }
            return await Response(answer, to: request.method, after: reading)
        } catch {
            await reading?.end()
            throw HelenaError(error, isRead: passed.isRead, connectivity)
        }
    }

    /// The API's own answer to a question of which the copy knows a part only; nil if there is none now,
    /// and then that part has to do.
    func answer(inFull request: Request) async -> Response? {
        guard mode != .none, line.isOpen, request.method == .get,
            !request.cacheDirectives.onlyIfCached, let passed = try? passed(request),
            let answer = try? await passage.pass(passed), answer.status == 200, answer.isTheAPIs
        else { return nil }
        return await Response(answer, to: .get, after: nil)
    }

    /// What is passed on. Not TRACE, whose answer is the request with the agent's key in it; and not
    /// CONNECT, which asks for a tunnel.
    private static let methods: [HTTPRequest.Method] = [
        .get, .head, .options, .post, .put, .patch, .delete,
    ]

    /// Nil if there is none.
    private static func body(of request: Request) -> BodyReading? {
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length > 0 || request.headers[.transferEncoding] != nil else { return nil }
        return BodyReading(request.body, most: GatewayLimits.largestPassedBody)
    }

    /// Which of the lists that we answer from has changed with it.
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
        return PassedRequest(
            method: request.method.rawValue, target: target.text,
            fields: request.headers.map { HeaderField($0.name.rawName, $0.value) },
            body: nil, length: length)
    }
}

extension Response {
    /// - Parameter reading: of the request's body; it ends with the answer at the latest.
    fileprivate init(
        _ answer: PassedAnswer, to method: HTTPRequest.Method, after reading: BodyReading?
    ) async {
        var headers = HTTPFields()
        for field in answer.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            headers.append(HTTPField(name: name, value: field.value))
        }
        // Of what a GET would bring; an empty body's would be taken for that.
        if method == .head { headers[.contentLength] = answer.length.map { "\($0)" } }
        let isEmpty = method == .head || [204, 304].contains(answer.status)
        if isEmpty { await reading?.end() }
        self.init(
            status: .init(code: answer.status), headers: headers,
            body: isEmpty ? ResponseBody() : ResponseBody(answer, after: reading))
    }
}

extension ResponseBody {
    fileprivate init(_ answer: PassedAnswer, after reading: BodyReading?) {
        self.init(contentLength: answer.length) { writer in
            do {
                for try await piece in answer.body {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
            } catch {
                await reading?.end()
                throw error
            }
            await reading?.end()
            try await writer.finish(nil)
        }
    }
}
