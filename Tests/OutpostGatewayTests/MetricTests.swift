import Testing

@testable import OutpostGateway

/// How figures are written for Prometheus.
struct MetricTests {
    @Test("a metric says what it is, and each sample has a line")
    func text() {
        let family = MetricFamily(
            "outpost_things", "Things.", .gauge,
            [.init(labels: [.init("a", "x\"\\\n"), .init("b", "y")], value: 1.5), .init(value: 3)])
        #expect(
            family.text == """
                # HELP outpost_things Things.
                # TYPE outpost_things gauge
                outpost_things{a="x\\"\\\\\\n",b="y"} 1.5
                outpost_things 3

                """)
    }

    @Test("a bucket holds those before it, the last one all, also what took too long")
    func histogram() {
        var histogram = Histogram()
        for seconds in [0.0005, 0.001, 0.3, 60] { histogram.add(seconds) }
        let samples = histogram.samples([])
        let values = Dictionary(
            uniqueKeysWithValues: samples.filter { $0.suffix == "_bucket" }
                .map { ($0.labels[0].value, $0.value) })
        #expect(values["0.001"] == 2)
        #expect(values["0.25"] == 2)
        #expect(values["0.5"] == 3)
        #expect(values["10"] == 3)
        #expect(values["+Inf"] == 4)
        #expect(samples.last?.value == 4)
    }

    @Test("however many paths and methods are tried, the rows are few")
    func fewRows() {
        let counts = RequestCounts()
        for number in 0..<1_000 {
            counts.count(template: nil, method: "M\(number)", status: 404, seconds: 0)
        }
        #expect(counts.families[0].samples.count == 1)
        #expect(counts.families[0].samples[0].value == 1_000)
        counts.count(template: "/a/{id}", method: "GET", status: 200, seconds: 0)
        counts.count(template: "/a/{id}", method: "GET", status: 204, seconds: 0)
        #expect(counts.families[0].samples.map(\.value) == [2, 1_000])
    }
}
