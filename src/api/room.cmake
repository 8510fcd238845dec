# The status page is part of the program.
file(GLOB wf_status_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/web/status/*.html ${PROJECT_SOURCE_DIR}/web/status/*.css ${PROJECT_SOURCE_DIR}/web/status/*.js)
wf_embed(wf_api status_page ${PROJECT_SOURCE_DIR}/web/status ${wf_status_files})
# The description of the API is part of the program.
wf_embed(wf_api api_description ${PROJECT_SOURCE_DIR}/schemas ${PROJECT_SOURCE_DIR}/schemas/openapi.yaml)
