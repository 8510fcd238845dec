# The migrations of the database are part of the program.
file(GLOB wf_sqlite_migrations CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/schemas/sql/sqlite/*.sql)
wf_embed(wf_store sqlite_migrations ${PROJECT_SOURCE_DIR}/schemas/sql/sqlite ${wf_sqlite_migrations})
