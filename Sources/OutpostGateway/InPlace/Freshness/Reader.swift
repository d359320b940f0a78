import Foundation
import Hummingbird
import OutpostModel
import OutpostStore
import OutpostSync

/// Answers a question from the copy or asks the API first, as ``ReadRule`` decides, and says how old
/// the answer is.
struct Reader {
    /// A question, and where its answer is found.
    struct Lookup<Value> {
        let resource: Resource
        /// What to ask the API if the copy will not do.
        let question: Asker.Question
        /// What the API says if there is no such thing.
        let absence: HelenaError
        let find: () throws -> Stored<Value>
    }

    let asker: Asker
    let line: Line
    let clocks: Clocks
    let intervals: RefreshSchedule.Intervals

    /// - Parameter text: the answer's body.
    func answer<Value>(
        _ request: Request, _ lookup: Lookup<Value>, text: (Value) throws -> String
    ) async throws -> Response {
        let stored = try lookup.find()
        let rule = ReadRule(
            directives: request.cacheDirectives,
            copy: stored.copy(at: clocks.now()), isOpen: line.isOpen)
        switch rule.step {
        case .answer(let grounds):
            let way: Provenance.Way = grounds == .usual ? .hit : .staleIfError
            return try respond(request, lookup, stored, way, text)
        case .refuse(let refusal):
            throw HelenaError(refusal, line.connectivity)
        case .ask(let asking, let copyMayStandIn):
            let failure = await asker.ask(lookup.question)
            guard let failure else {
                return try respond(request, lookup, lookup.find(), .asked(asking), text)
            }
            if copyMayStandIn, case .failed = failure {
                return try respond(request, lookup, stored, .staleIfError, text)
            }
            throw HelenaError(failure, hasCopy: stored.value != nil, line.connectivity)
        }
    }

    private func respond<Value>(
        _ request: Request, _ lookup: Lookup<Value>, _ stored: Stored<Value>,
        _ way: Provenance.Way, _ text: (Value) throws -> String
    ) throws -> Response {
        guard let knownAt = stored.knownAt else {
            throw HelenaError.incomplete(lookup.resource, line.connectivity)
        }
        let provenance = Provenance(
            way: way, age: max(0, Int(clocks.now().timeIntervalSince(knownAt))),
            lifetime: intervals.seconds(lookup.resource))
        guard let value = stored.value else {
            var absence = lookup.absence
            absence.headers = provenance.headers
            throw absence
        }
        return Response(
            json: try text(value), ifNoneMatch: request.headers[values: .ifNoneMatch].joined(","),
            headers: provenance.headers)
    }
}

extension Response {
    /// JSON with its tag; 304 without it, if the caller has it already.
    fileprivate init(json text: String, ifNoneMatch: String, headers: HTTPFields) {
        let tag = EntityTag(text)
        var headers = headers
        headers[.eTag] = tag.text
        guard ifNoneMatch.isEmpty || !tag.matches(ifNoneMatch) else {
            self.init(status: .notModified, headers: headers)
            return
        }
        headers[.contentType] = "application/json"
        self.init(
            status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}

extension [String] {
    fileprivate func joined(_ separator: String) -> String { joined(separator: separator) }
}

extension RefreshSchedule.Intervals {
    /// How often the resource is meant to be fetched, seconds.
    fileprivate func seconds(_ resource: Resource) -> Int {
        let interval =
            switch resource {
            case .departments: departments
            case .users: users
            case .sessions: sessions
            }
        return Int(interval.components.seconds)
    }
}
