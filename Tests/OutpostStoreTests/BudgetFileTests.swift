import OutpostModel
import OutpostStore
import Testing

@Suite("the saved budget")
struct BudgetFileTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    private func budget(_ spent: Double, savedAt: BootMoment? = nil) -> SavedBudget {
        SavedBudget(
            short: .init(limit: 100.1, spent: spent, pending: 12),
            long: .init(limit: 500.3, spent: spent * 3, pending: 15), pause: .seconds(40),
            savedAt: savedAt)
    }

    @Test("it comes back as it was, the last one alone")
    func roundTrip() throws {
        let cache = try Cache.open(in: folder.path)
        #expect(try cache.savedBudget() == nil)
        let moment = BootMoment(bootID: "a", elapsed: .milliseconds(12_345_678))
        for saved in [budget(1.25), budget(-0.5, savedAt: moment), budget(33.1, savedAt: moment)] {
            try cache.save(saved)
            #expect(try cache.savedBudget() == saved)
        }
        cache.close()
        let found = try Cache.openForLookup(in: folder.path)
        #expect(try found.savedBudget() == budget(33.1, savedAt: moment))
    }

    @Test("a file that is made anew has it still")
    func rebuilt() throws {
        let cache = try Cache.open(in: folder.path)
        try cache.save(budget(7))
        try cache.rebuild()
        #expect(try cache.savedBudget() == budget(7))
    }
}
