import Foundation
import Hummingbird
import OutpostModel
import OutpostStore
import OutpostSync

/// Answers a question from the copy or asks the API first, as ``ReadRule`` decides, and says how old
/// the answer is. While the copy stays the same, it is read once for all who ask the same.
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
    let responses: ResponseCache

    /// - Parameter text: the answer's body.
    func answer<Value>(
        _ request: Request, _ lookup: Lookup<Value>, text: (Value) throws -> String
    ) async throws -> Response {
        let moment = responses.now()
        if let entry = moment?.entry(for: request),
            case .answer(let grounds) = step(request, Stored(value: entry, knownAt: entry.knownAt))
        {
            return try respond(request, entry, lookup.resource, .copy(grounds))
        }
        let stored = try lookup.find()
        switch step(request, stored) {
        case .answer(let grounds):
            let entry = try entry(lookup, stored, .copy(grounds), text)
            moment?.keep(entry, for: request)
            return try respond(request, entry, lookup.resource, .copy(grounds))
        case .refuse(let refusal):
            throw HelenaError(refusal, line.connectivity)
        case .ask(let asking, let copyMayStandIn):
            let failure = await asker.ask(lookup.question)
            guard let failure else {
                let entry = try entry(lookup, lookup.find(), .asked(asking), text)
                return try respond(request, entry, lookup.resource, .asked(asking))
            }
            if copyMayStandIn, case .failed = failure {
                let entry = try entry(lookup, stored, .staleIfError, text)
                return try respond(request, entry, lookup.resource, .staleIfError)
            }
            throw HelenaError(failure, hasCopy: stored.value != nil, line.connectivity)
        }
    }

    private func step<Value>(_ request: Request, _ stored: Stored<Value>) -> ReadRule.Step {
        ReadRule(
            directives: request.cacheDirectives, copy: stored.copy(at: clocks.now()),
            isOpen: line.isOpen
        ).step
    }

    /// - Throws: what is said of something that is not there.
    private func entry<Value>(
        _ lookup: Lookup<Value>, _ stored: Stored<Value>, _ way: Provenance.Way,
        _ text: (Value) throws -> String
    ) throws -> ResponseCache.Entry {
        guard let value = stored.value else {
            var absence = lookup.absence
            absence.headers = try provenance(lookup.resource, stored.knownAt, way).headers
            throw absence
        }
        return ResponseCache.Entry(try text(value), knownAt: stored.knownAt)
    }

    /// 304 without the body, if the caller has it already.
    private func respond(
        _ request: Request, _ entry: ResponseCache.Entry, _ resource: Resource,
        _ way: Provenance.Way
    ) throws -> Response {
        var headers = try provenance(resource, entry.knownAt, way).headers
        headers[.eTag] = entry.tag.text
        let known = request.headers[values: .ifNoneMatch].joined(separator: ",")
        guard known.isEmpty || !entry.tag.matches(known) else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: entry.body))
    }

    private func provenance(
        _ resource: Resource, _ knownAt: Date?, _ way: Provenance.Way
    ) throws -> Provenance {
        guard let knownAt else { throw HelenaError.incomplete(resource, line.connectivity) }
        return Provenance(
            way: way, age: max(0, Int(clocks.now().timeIntervalSince(knownAt))),
            lifetime: intervals.seconds(resource))
    }
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
