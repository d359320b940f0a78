/// Whether a question is answered from the copy, or the API asked first: decided by what the caller
/// wants, what the copy has, and whether the line is open.
///
/// Without a wish the copy answers, however old it is: that is what it is there for, and the answer
/// says its age. `no-cache` and `max-age` are wishes that nothing overrides but `stale-if-error`:
/// where HTTP leaves it open what a cache without a line does about `max-age` (RFC 9111, 4.2.4), who
/// took the trouble to set a bound is told that it cannot be kept.
struct ReadRule: Hashable {
    /// What the copy has for the question; ages in seconds.
    enum Copy: Hashable {
        /// It cannot say: it is not complete, or never was.
        case nothing
        case object(age: Int)
        /// It is complete, and there was no such thing.
        case absence(age: Int)
    }

    enum Step: Hashable {
        case answer(Grounds)
        /// Ask the API first; if that fails, the copy may stand in for its answer, or may not.
        case ask(Asking, copyMayStandIn: Bool)
        case refuse(Refusal)
    }

    enum Grounds: Hashable {
        case usual
        /// Too old, but allowed to stand in.
        case staleIfError
    }

    enum Asking: Hashable {
        /// The caller wants it newer than the copy is.
        case request
        /// The copy does not have it.
        case miss
    }

    enum Refusal: Hashable {
        /// The caller does not want the API asked, and the copy will not do.
        case onlyIfCached
        /// The line is down, and the copy is too old for the caller.
        case tooOld(age: Int)
        /// The line is down, and the copy cannot say.
        case nothingToSay
    }

    let directives: CacheDirectives
    let copy: Copy
    let isOpen: Bool

    var step: Step {
        guard let age else {
            if directives.onlyIfCached { return .refuse(.onlyIfCached) }
            return isOpen ? .ask(.miss, copyMayStandIn: false) : .refuse(.nothingToSay)
        }
        if isYoungEnough(age), !mustBeLookedFor { return .answer(.usual) }
        if directives.onlyIfCached { return .refuse(.onlyIfCached) }
        guard isOpen else {
            if isYoungEnough(age) { return .answer(.usual) }
            return mayStandIn(age) ? .answer(.staleIfError) : .refuse(.tooOld(age: age))
        }
        return .ask(isAbsence ? .miss : .request, copyMayStandIn: mayStandIn(age))
    }

    private var age: Int? {
        switch copy {
        case .nothing: nil
        case .object(let age), .absence(let age): age
        }
    }

    private var isAbsence: Bool { if case .absence = copy { true } else { false } }

    /// What the copy does not have may have come about since: where the API can be asked, it is; and
    /// to HTTP it is nothing cached.
    private var mustBeLookedFor: Bool { isAbsence && (isOpen || directives.onlyIfCached) }

    private func isYoungEnough(_ age: Int) -> Bool {
        !directives.noCache && age <= directives.maxAge ?? .max
    }

    private func mayStandIn(_ age: Int) -> Bool {
        guard let grace = directives.staleIfError else { return false }
        let bound = directives.noCache ? 0 : directives.maxAge ?? 0
        return age - bound <= grace
    }
}
