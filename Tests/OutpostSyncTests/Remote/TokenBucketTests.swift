import OutpostSync
import Testing

@Suite("a bucket of tokens")
struct TokenBucketTests {
    private var bucket = TokenBucket(limit: 40, per: .seconds(15), at: .seconds(100))

    @Test("it holds a quarter of its limit, and the rest flows in evenly")
    mutating func fills() {
        for _ in 0..<10 {
            #expect(bucket.wait(at: .seconds(100), reserve: 0) == .zero)
            bucket.take(at: .seconds(100))
        }
        #expect(bucket.level(at: .seconds(100)) == 0)
        bucket.finish(10, at: .seconds(100))
        #expect(bucket.level(at: .seconds(102)) == 4)
        #expect(bucket.level(at: .seconds(9_999)) == 10)
    }

    @Test("it says how long until there is one above the reserve", arguments: [(0.0, 0.5), (3, 2)])
    mutating func waits(reserve: Double, seconds: Double) {
        for _ in 0..<10 { bucket.take(at: .seconds(100)) }
        #expect(bucket.wait(at: .seconds(100), reserve: reserve) == .seconds(seconds))
    }

    @Test("a token comes back only once its request has come to its end")
    mutating func pending() {
        bucket.take(4, at: .seconds(100))
        #expect(bucket.level(at: .seconds(999)) == 6)
        bucket.finish(3, at: .seconds(999))
        #expect(bucket.level(at: .seconds(999)) == 6)
        #expect(bucket.level(at: .seconds(1_000)) == 8)
        #expect(bucket.level(at: .seconds(1_999)) == 9)
    }

    @Test("what was given back is there again")
    mutating func givenBack() {
        bucket.take(4, at: .seconds(100))
        bucket.giveBack(3, at: .seconds(100))
        #expect(bucket.level(at: .seconds(100)) == 9)
        #expect(bucket.pending == 1)
        bucket.finish(at: .seconds(100))
        bucket.giveBack(5, at: .seconds(100))
        #expect(bucket.level(at: .seconds(100)) == 10)
        #expect(bucket.pending == 0)
    }

    @Test("time that goes backwards takes nothing away")
    func backwards() {
        #expect(bucket.level(at: .seconds(50)) == 10)
    }
}
