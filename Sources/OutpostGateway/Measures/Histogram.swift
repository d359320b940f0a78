/// How long something took, in few numbers: how often it took at most so long.
struct Histogram: Hashable {
    /// Upper bounds, seconds. From a look-up in memory to the longest wait for a delivery.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    private var counts = [Int](repeating: 0, count: bounds.count + 1)
    private var sum = 0.0

    mutating func add(_ seconds: Double) {
        let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        counts[place] += 1
        sum += seconds
    }

    /// Buckets that each hold those before them, the sum and the count.
    func samples(_ labels: [MetricFamily.Label]) -> [MetricFamily.Sample] {
        var total = 0
        var samples: [MetricFamily.Sample] = []
        for (bound, count) in zip(Self.bounds.map(\.plain) + ["+Inf"], counts) {
            total += count
            samples.append(
                .init(
                    suffix: "_bucket", labels: labels + [.init("le", bound)],
                    value: Double(total)))
        }
        samples.append(.init(suffix: "_sum", labels: labels, value: sum))
        samples.append(.init(suffix: "_count", labels: labels, value: Double(total)))
        return samples
    }
}
