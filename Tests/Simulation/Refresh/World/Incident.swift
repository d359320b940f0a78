/// What happens around the walks.
enum Incident: String, CaseIterable {
    case clockSetForward, clockSetBack, cacheDeleted, cacheDamaged, daysPass, nap
    case fullOrdered, quickOrdered, urgentBetweenPages, choreBetweenPages
    case delivery, look, lateLook, diskFreed, filterChanges, restart, rebuild
    case departmentOrUserChanges, walkCut, walkTurnsToCounting, proof
}
