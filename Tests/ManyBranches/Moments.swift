/// The moments that somebody sleeps for: the earliest is found at once, however many there are (a
/// binary heap).
struct Moments {
    struct Moment {
        let deadline: Duration
        /// Of two that sleep for the same moment, the one who lay down first wakes first.
        let number: Int

        static func < (left: Moment, right: Moment) -> Bool {
            (left.deadline, left.number) < (right.deadline, right.number)
        }
    }

    private var heap: [Moment] = []

    mutating func add(_ moment: Moment) {
        heap.append(moment)
        var place = heap.count - 1
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func takeFirst() -> Moment? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return first }
        heap[0] = last
        var place = 0
        while let smallest = [2 * place + 1, 2 * place + 2].filter({ $0 < heap.count })
            .min(by: { heap[$0] < heap[$1] }), heap[smallest] < heap[place]
        {
            heap.swapAt(place, smallest)
            place = smallest
        }
        return first
    }
}
