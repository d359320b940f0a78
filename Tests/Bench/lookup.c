/* What a look-up must cost at least: the statements that Outpost runs for it, prepared once, their
 * values bound, every column of every row read and copied, and nothing else. More than one statement
 * is in a transaction, as it is there.
 *
 *   lookup FILE SCRIPT SECONDS    with SECONDS 0: the first look-up once
 *
 * SCRIPT has words that end with a zero byte; the first character says what a word is:
 *   S sql      a statement; the first one is number 0
 *   L          a look-up begins
 *   R number   runs that statement, with the values that follow: N, I integer or T text
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_STATEMENTS = 16, MOST_LOOKUPS = 1024, MOST_TIMES = 1 << 22 };

static sqlite3 *database;
static sqlite3_stmt *statements[MOST_STATEMENTS], *begin, *commit;
static long rows[MOST_STATEMENTS];
static int statement_count, lookup_count;
static char *script, *script_end, *lookups[MOST_LOOKUPS + 1];
static float times[MOST_TIMES];
static char copy[1 << 20];

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, database ? sqlite3_errmsg(database) : "");
    exit(1);
}

static char *after(char *word) { return word + strlen(word) + 1; }

static sqlite3_stmt *prepared(const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, 0) != SQLITE_OK)
        fail(sql);
    return statement;
}

static void read_script(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(path);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    script = malloc((size_t)size + 1);
    if (!script || fread(script, 1, (size_t)size, file) != (size_t)size) fail(path);
    fclose(file);
    script[size] = 0;
    script_end = script + size;
    for (char *word = script; word < script_end; word = after(word)) {
        if (*word == 'S') {
            if (statement_count == MOST_STATEMENTS) fail("too many statements");
            statements[statement_count++] = prepared(word + 1);
        } else if (*word == 'L') {
            if (lookup_count == MOST_LOOKUPS) fail("too many look-ups");
            lookups[lookup_count++] = word;
        }
    }
    lookups[lookup_count] = script_end;
    if (!lookup_count) fail("no look-ups");
}

/* Binds the values after `word`, and returns what follows them. */
static char *bound(sqlite3_stmt *statement, char *word) {
    for (int place = 1; word < script_end && strchr("NIT", *word); place++, word = after(word)) {
        int result = *word == 'T' ? sqlite3_bind_text(statement, place, word + 1, -1, SQLITE_STATIC)
            : *word == 'I' ? sqlite3_bind_int64(statement, place, atoll(word + 1))
            : sqlite3_bind_null(statement, place);
        if (result != SQLITE_OK) fail("bind");
    }
    return word;
}

static void read_row(sqlite3_stmt *statement) {
    char *to = copy;
    for (int column = 0, count = sqlite3_column_count(statement); column < count; column++) {
        int type = sqlite3_column_type(statement, column);
        if (type == SQLITE_INTEGER) {
            sqlite3_int64 value = sqlite3_column_int64(statement, column);
            memcpy(to, &value, sizeof value);
            to += sizeof value;
        } else if (type != SQLITE_NULL) {
            const unsigned char *text = sqlite3_column_text(statement, column);
            size_t size = (size_t)sqlite3_column_bytes(statement, column);
            if (size > sizeof copy - 1024 - (size_t)(to - copy)) fail("a row is too large");
            memcpy(to, text, size);
            to += size;
        }
    }
}

static void step(sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail("step");
    sqlite3_reset(statement);
}

static void look_up(int number) {
    char *end = lookups[number + 1], *word = after(lookups[number]);
    int is_transaction = 0;
    for (char *other = after(word); other < end; other = after(other)) is_transaction |= *other == 'R';
    if (is_transaction) step(begin);
    while (word < end) {
        int which = atoi(word + 1);
        sqlite3_stmt *statement = statements[which];
        word = bound(statement, after(word));
        int result;
        while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
            read_row(statement);
            rows[which]++;
        }
        if (result != SQLITE_DONE) fail("step");
        sqlite3_reset(statement);
    }
    if (is_transaction) step(commit);
}

static int ascending(const void *left, const void *right) {
    float difference = *(const float *)left - *(const float *)right;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
    if (count != 4) return 64;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(arguments[1], &database, flags, 0) != SQLITE_OK) fail(arguments[1]);
    sqlite3_busy_timeout(database, 10000);
    begin = prepared("BEGIN");
    commit = prepared("COMMIT");
    read_script(arguments[2]);
    double seconds = atof(arguments[3]);
    if (seconds <= 0) {
        look_up(0);
        return 0;
    }
    for (int number = 0; number < lookup_count; number++) look_up(number);
    long found[MOST_STATEMENTS];
    memcpy(found, rows, sizeof found);
    double first = now(), last = first;
    int done = 0;
    while ((last < first + seconds && done < MOST_TIMES) || !done) {
        look_up(done % lookup_count);
        double time = now();
        times[done++] = (float)((time - last) * 1e6);
        last = time;
    }
    qsort(times, (size_t)done, sizeof *times, ascending);
    printf("{\"rate\": %f, \"p50\": %f, \"p99\": %f, \"rows\": [", done / (last - first),
        times[(done - 1) / 2], times[(int)((done - 1) * 0.99)]);
    for (int which = 0; which < statement_count; which++)
        printf("%s%ld", which ? ", " : "", found[which]);
    printf("]}\n");
    return 0;
}
