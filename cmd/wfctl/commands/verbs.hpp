// The functions behind the command table, one file per verb or family.
#pragma once
#include "command.hpp"

namespace wf::cli {

Exit run_new(Invocation& call);
Exit run_validate(Invocation& call);
Exit run_explain(Invocation& call);
Exit run_feel_eval(Invocation& call);
Exit run_test(Invocation& call);

Exit run_deploy(Invocation& call);
Exit run_versions(Invocation& call);

Exit run_start(Invocation& call);
Exit run_list(Invocation& call);
Exit run_status(Invocation& call);
Exit run_show(Invocation& call);
Exit run_history(Invocation& call);

Exit run_task_list(Invocation& call);
Exit run_task_show(Invocation& call);
Exit run_task_claim(Invocation& call);
Exit run_task_release(Invocation& call);
Exit run_task_assign(Invocation& call);
Exit run_task_complete(Invocation& call);
Exit run_approve(Invocation& call);
Exit run_reject(Invocation& call);

Exit run_incident_list(Invocation& call);
Exit run_incident_show(Invocation& call);
Exit run_retry(Invocation& call);
Exit run_cancel(Invocation& call);
Exit run_job_list(Invocation& call);

Exit run_user_list(Invocation& call);
Exit run_user_show(Invocation& call);
Exit run_user_add(Invocation& call);
Exit run_user_change(Invocation& call);
Exit run_user_remove(Invocation& call);
Exit run_token_list(Invocation& call);
Exit run_token_create(Invocation& call);
Exit run_token_revoke(Invocation& call);
Exit run_login(Invocation& call);
Exit run_doctor(Invocation& call);
Exit run_completion(Invocation& call);
Exit run_generate(Invocation& call);

}  // namespace wf::cli
