import Foundation
import OutpostModel
import Testing

@testable import OutpostSync

/// What people hear of the line, and when.
@Suite("damped news")
struct DamperTests {
    private var line = Connectivity(at: .after(0))
    private var told: [String] = []

    /// Hears that, and lets time pass; whatever is due is told on the way.
    private mutating func hear(_ failure: RemoteFailure?, at second: Double) {
        collect(until: second)
        line.hear(failure, at: .after(second))
        collect(until: second)
    }

    private mutating func collect(until second: Double) {
        while let due = line.newsDue, due <= .seconds(second) {
            let moment = max(0, due.seconds)
            guard let news = line.news(at: .after(moment)) else { break }
            told.append("\(Int(moment)) \(news.state.rawValue)")
        }
    }

    @Test("the first answer is told, and the next ones are not")
    mutating func online() {
        for second in 0...3 { hear(nil, at: Double(second)) }
        #expect(told == ["0 online"])
    }

    @Test("never online since the start, it is told at once")
    mutating func offlineAtFirst() {
        hear(.lineDown, at: 3)
        hear(.lineDown, at: 40)
        #expect(told == ["3 offline"])
    }

    @Test("a blip is told to nobody", arguments: [0.0, 1, 9.9])
    mutating func blip(_ span: Double) {
        hear(nil, at: 0)
        hear(.lineDown, at: 100)
        #expect(line.state == .offline)
        #expect(!line.isOpen)
        #expect(line.newsDue == .seconds(110))
        hear(nil, at: 100 + span)
        collect(until: 1_000)
        #expect(told == ["0 online"])
    }

    @Test("a loss is told once, when it has lasted, and its end once")
    mutating func loss() {
        hear(nil, at: 0)
        for second in stride(from: 100.0, to: 200, by: 3) { hear(.lineDown, at: second) }
        for second in stride(from: 200.0, to: 230, by: 3) { hear(nil, at: second) }
        #expect(told == ["0 online", "110 offline", "200 online"])
    }

    @Test("nothing need be heard meanwhile")
    mutating func silence() {
        hear(nil, at: 0)
        hear(.lineDown, at: 100)
        collect(until: 110)
        #expect(told == ["0 online", "110 offline"])
    }

    @Test("a line that blinks all day is told to nobody")
    mutating func blinking() {
        hear(nil, at: 0)
        for minute in 1...600 {
            hear(.lineDown, at: Double(minute) * 60)
            hear(nil, at: Double(minute) * 60 + 8)
        }
        #expect(told == ["0 online"])
    }

    @Test("the reason is the latest, and since is when it went")
    mutating func words() {
        hear(nil, at: 0)
        line.hear(.lineDown, at: .after(100))
        line.hear(.lineBroke, at: .after(105))
        #expect(line.news(at: .after(109)) == nil)
        let news = line.news(at: .after(110))
        #expect(news?.reason == RemoteFailure.lineBroke.reason)
        #expect(news?.since == noon + 100)
    }

    @Test("a refused key is told at once, once, and that it works again")
    mutating func paused() {
        hear(nil, at: 0)
        for second in 10...20 { hear(.keyRefused, at: Double(second)) }
        hear(nil, at: 30)
        #expect(told == ["0 online", "11 paused", "30 resumed"])
    }

    @Test("a refused key and a loss: each is told, and the key's end too")
    mutating func pausedAndOffline() {
        hear(nil, at: 0)
        hear(.keyRefused, at: 10)
        hear(.keyRefused, at: 11)
        hear(.lineDown, at: 20)
        hear(.keyRefused, at: 60)
        hear(.lineDown, at: 70)
        hear(.keyRefused, at: 75)
        hear(.lineDown, at: 90)
        hear(nil, at: 120)
        #expect(
            told == [
                "0 online", "11 paused", "30 offline", "60 paused", "100 offline", "120 resumed",
            ])
    }

    @Test("a wall clock that is set does not make it early or late")
    mutating func wallClock() {
        hear(nil, at: 0)
        let lost = Moment(uptime: .seconds(100), wall: noon + 90_000)
        line.hear(.lineDown, at: lost)
        #expect(line.news(at: Moment(uptime: .seconds(109), wall: noon - 5_000)) == nil)
        #expect(line.news(at: Moment(uptime: .seconds(110), wall: noon - 5_000)) != nil)
    }

    @Test("the time is a setting")
    func setting() {
        var line = Connectivity(at: .after(0), damping: .seconds(60))
        line.hear(nil, at: .after(0))
        _ = line.news(at: .after(0))
        line.hear(.lineDown, at: .after(10))
        #expect(line.newsDue == .seconds(70))
    }
}
