// What of libpq does not reach Swift by itself: character macros, and a callback that does nothing.
#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>

static inline const char *clibpq_sqlstate(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

static inline const char *clibpq_constraint(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);
}

static inline const char *clibpq_table(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_TABLE_NAME);
}

static inline const char *clibpq_column(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_COLUMN_NAME);
}

static void clibpq_drop_notice(void *unused, const PGresult *notice) {
  (void)unused;
  (void)notice;
}

// By default libpq prints notices to stderr, with the data that they quote.
static inline void clibpq_drop_notices(PGconn *connection) {
  PQsetNoticeReceiver(connection, clibpq_drop_notice, 0);
}

#endif
