// The table of all routes, gathered from one function per resource. Not for their work.
#pragma once
#include <vector>

#include "api/route.hpp"

namespace wf::api {

/// Every route of wfd.
std::vector<Route> all_routes();

void add_account_routes(std::vector<Route>& routes);     ///< me, server
void add_deployment_routes(std::vector<Route>& routes);
void add_workflow_routes(std::vector<Route>& routes);
void add_instance_routes(std::vector<Route>& routes);
void add_task_routes(std::vector<Route>& routes);
void add_job_routes(std::vector<Route>& routes);
void add_incident_routes(std::vector<Route>& routes);
void add_people_routes(std::vector<Route>& routes);
void add_token_routes(std::vector<Route>& routes);
void add_health_routes(std::vector<Route>& routes);  ///< healthz, readyz, metrics
void add_page_routes(std::vector<Route>& routes);    ///< the status page and its files
void add_document_routes(std::vector<Route>& routes);  ///< openapi.yaml and openapi.json

}  // namespace wf::api
