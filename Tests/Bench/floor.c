/* What accepting must cost at least: one row and one commit of SQLite for each transfer, synchronous
 * FULL, from as many threads as there are callers, each with a connection of its own.
 *
 *   floor FILE CALLERS SECONDS
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *file;
static double end;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static sqlite3 *opened(void) {
    sqlite3 *database;
    if (sqlite3_open(file, &database) != SQLITE_OK) exit(1);
    sqlite3_busy_timeout(database, 60000);
    sqlite3_exec(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", 0, 0, 0);
    return database;
}

static void *call(void *argument) {
    long *accepted = argument;
    sqlite3 *database = opened();
    sqlite3_stmt *insert;
    char id[40];
    if (sqlite3_prepare_v2(database, "INSERT INTO intent (id, sessionID, departmentID) VALUES "
            "(?1, ?1, ?1)", -1, &insert, 0) != SQLITE_OK) exit(1);
    while (now() < end) {
        snprintf(id, sizeof id, "%08lx-0000-4000-8000-%012lx", (unsigned long)(accepted) & 0xffffffff,
            (unsigned long)*accepted);
        sqlite3_bind_text(insert, 1, id, -1, SQLITE_STATIC);
        if (sqlite3_step(insert) == SQLITE_DONE) *accepted += 1;
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return 0;
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    file = arguments[1];
    int callers = atoi(arguments[2]);
    if (callers < 1 || callers > 1024) return 64;
    sqlite3 *database = opened();
    if (sqlite3_exec(database, "CREATE TABLE intent (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL "
            "UNIQUE, sessionID TEXT NOT NULL, departmentID TEXT NOT NULL) STRICT", 0, 0, 0)
            != SQLITE_OK) return 1;
    pthread_t threads[1024];
    static long accepted[1024];
    double start = now();
    end = start + atof(arguments[3]);
    for (int caller = 0; caller < callers; caller++)
        pthread_create(&threads[caller], 0, call, &accepted[caller]);
    long all = 0;
    for (int caller = 0; caller < callers; caller++) {
        pthread_join(threads[caller], 0);
        all += accepted[caller];
    }
    double took = now() - start;
    fprintf(stderr, "%ld accepted in %f seconds, %d per second\n", all, took, (int)((double)all / took));
    sqlite3_close(database);
    return 0;
}
