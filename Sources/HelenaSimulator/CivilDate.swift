/// A moment taken apart into what people write: year, month, day and time of day, in UTC.
struct CivilDate {
    let year: Int
    let month: Int
    let day: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// Steps of 100 ns within the second.
    let fraction: Int
    /// 0 is Sunday.
    let weekday: Int

    init(_ moment: Timestamp) {
        let inDay = Timestamp.remainder(moment.ticks, Timestamp.ticksPerDay)
        let days = Int((moment.ticks - inDay) / Timestamp.ticksPerDay)
        let seconds = Int(inDay / Timestamp.ticksPerSecond)
        hour = seconds / 3600
        minute = seconds / 60 % 60
        second = seconds % 60
        fraction = Int(inDay % Timestamp.ticksPerSecond)
        weekday = Int(Timestamp.remainder(Int64(days) + 4, 7))

        // Counted in eras of 400 years that begin on 1 March, where the leap day comes last.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970 of a date; the way back of what `init` does.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
