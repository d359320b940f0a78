import OutpostModel
import OutpostSync

// How the list is answered, with all that is peculiar to this server.
extension SessionTable {
    func page(_ request: SessionPageRequest, _ numbers: inout Numbers) -> SessionPage {
        let found = ordered(chats.indices.filter { isListed($0, request) }, request, &numbers)
        let size = quirks.ignoresSize ? 15 : min(request.pageSize, quirks.pageLimit)
        let start = min((request.pageNumber - 1) * size, found.count)
        let end = min(start + size, found.count)
        return SessionPage(
            sessions: found[start..<end].compactMap { listed($0)?.session }, unreadable: 0,
            pageNumber: request.pageNumber, totalItems: total(found.count, &numbers),
            totalPages: nil, hasMore: end < found.count || quirks.promisesMore)
    }

    /// What the server has, in its own words: what the copy is to be compared with.
    var shown: [Chat.Version] { chats.indices.compactMap { version($0) } }

    private func listed(_ place: Int) -> Chat.Version? {
        listedVersion(place).map { chats[place].versions[$0] }
    }

    private func isListed(_ place: Int, _ request: SessionPageRequest) -> Bool {
        guard let facts = listed(place)?.facts else { return false }
        let isOfStatus = request.statuses.isEmpty || request.statuses.contains(facts.status)
        if quirks.honoursCreation, let bound = request.createdAfter {
            let isCoarse = quirks.comparesHoursOfCreation
            guard isAfter(chats[place].createdAt, bound, by: isCoarse ? 3_600 : grain) else {
                return false
            }
        }
        guard isOfStatus, let bound = request.updatedAfter else { return isOfStatus }
        return switch quirks.filter {
        case .honoured: isAfter(facts.updatedAt, bound, by: grain)
        case .ignored: true
        case .alwaysEmpty: false
        case .lossy: place % 4 != 1 && isAfter(facts.updatedAt, bound, by: grain)
        }
    }

    /// Seconds; 0: as fine as times are.
    private var grain: Int64 { quirks.comparesWholeSeconds ? 1 : 0 }

    private func isAfter(_ time: Timestamp, _ bound: Timestamp, by grain: Int64) -> Bool {
        let unit = max(1, grain * 10_000_000)
        let (time, bound) = (time.ticks / unit, bound.ticks / unit)
        return quirks.isInclusive ? time >= bound : time > bound
    }

    private func ordered(
        _ places: [Int], _ request: SessionPageRequest, _ numbers: inout Numbers
    ) -> [Int] {
        let salt = quirks.shufflesEquals ? numbers.next() : 0
        let isReversed = request.newestFirst && quirks.honoursOrder
        return places.sorted { left, right in
            let (one, other) = (chats[left].createdAt, chats[right].createdAt)
            if one != other { return isReversed ? one > other : one < other }
            guard salt != 0 else { return left < right }
            return (UInt64(left) &* salt) >> 8 < (UInt64(right) &* salt) >> 8
        }
    }

    private func total(_ count: Int, _ numbers: inout Numbers) -> Int? {
        switch quirks.total {
        case .right: count
        case .missing: nil
        case .wrong: count + 7
        case .changing: count + numbers.below(5)
        }
    }
}
