#!/bin/sh
# Creates Temporal's two databases, or brings their schemas up to the version of this image. Safe to repeat: it
# goes on from the version that it finds. The address, user and password come from SQL_HOST, SQL_PORT, SQL_USER,
# SQL_PASSWORD and SQL_PLUGIN.
set -eu

schema=/etc/temporal/schema/postgresql/v12

for database in temporal temporal_visibility; do
  case $database in
    temporal) versions=$schema/temporal/versioned ;;
    *) versions=$schema/visibility/versioned ;;
  esac
  temporal-sql-tool --database "$database" create-database
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-dir "$versions"
done
