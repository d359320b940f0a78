/// The most of the times that fall into any window of that length, its end left out.
func most(of times: [Duration], within window: Duration) -> Int {
    var most = 0
    var start = 0
    for (end, time) in times.enumerated() {
        while time - times[start] >= window { start += 1 }
        most = max(most, end - start + 1)
    }
    return most
}
