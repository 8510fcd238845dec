// The order of the table is the order of the documents; paths never overlap.
#include "api/resources/resources.hpp"

namespace wf::api {

std::vector<Route> all_routes() {
  std::vector<Route> routes;
  add_account_routes(routes);
  add_deployment_routes(routes);
  add_workflow_routes(routes);
  add_instance_routes(routes);
  add_task_routes(routes);
  add_job_routes(routes);
  add_incident_routes(routes);
  add_people_routes(routes);
  add_token_routes(routes);
  add_health_routes(routes);
  add_page_routes(routes);
  add_document_routes(routes);
  return routes;
}

}  // namespace wf::api
