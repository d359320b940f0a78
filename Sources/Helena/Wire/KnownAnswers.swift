import Synchronization

/// The last answers to questions that are asked again and again, where the server gives them names: it
/// need not send them another time while they stay the same.
///
/// The API itself is not known to; another Outpost that stands in for it does.
final class KnownAnswers: Sendable {
    private struct Known {
        let query: [String]
        let answer: Answer
    }

    /// One for each route: the last question there is the one that is asked again.
    private let answers = Mutex<[String: Known]>([:])

    /// Longer ones are fetched each time, bytes.
    static let largest = 1 << 20

    func answer(to call: Call) -> Answer? {
        answers.withLock { answers in
            answers[call.route].flatMap { $0.query == Self.words(call) ? $0.answer : nil }
        }
    }

    func keep(_ answer: Answer, to call: Call) {
        answers.withLock { answers in
            let isOfUse = answer.isSuccess && answer.tag != nil && answer.body.count <= Self.largest
            answers[call.route] =
                isOfUse ? Known(query: Self.words(call), answer: answer) : nil
        }
    }

    private static func words(_ call: Call) -> [String] {
        call.query.flatMap { [$0.name, $0.value] }
    }
}
