// The command table of wfctl. Help, man page, completions and the parser are all made from it.
#include "commands/verbs.hpp"

namespace wf::cli {

namespace {

using Words = std::vector<std::string>;

const ArgumentSpec files{"FILE", "workflow or test file, or a directory that is searched for them", true, true, Completion::file};
const ArgumentSpec the_case{"CASE", "number of the case, as 'wfctl list' shows it"};
const ArgumentSpec the_task{"TASK", "number of the task, as 'wfctl task list' shows it"};
const ArgumentSpec the_person{"PERSON", "id of the person, e.g. anna"};

OptionSpec limit() { return {"limit", "N", "show at most N rows (default 50)"}; }
OptionSpec yes() { return {"yes", "", "do it without being asked"}; }
OptionSpec data() { return {"data", "JSON|@FILE|-", "data of the form as a JSON object, from a file, or from standard input"}; }
OptionSpec set() { return {"set", "NAME=VALUE", "one field of the form; may be repeated", {}, true}; }
OptionSpec of_workflow() { return {"workflow", "ID", "only of this workflow"}; }
OptionSpec of_case() { return {"case", "CASE", "only of this case"}; }

std::vector<CommandSpec> author() {
  return {
      {"new", "author", "Make a workflow from a template", "Writes a folder with a workflow, its forms, tests and a README, ready to be changed.",
       {{"NAME", "id of the new workflow: small letters, digits, dashes", false}},
       {{"template", "NAME", "template to start from (default leave-request)"}, {"directory", "DIR", "where to write (default: a folder of that name)", {}, false, Completion::directory},
        {"list", "", "list the templates"}},
       {{"wfctl new travel-request --template purchase", "starts from the purchase process"}}, false, run_new},
      {"validate", "author", "Check workflows and tests", "Reads every file, reports every finding with its place and a way to repair it. Needs no server.", {files},
       {{"format", "FORMAT", "how to print", Words{"text", "json", "github"}}, {"strict", "", "warnings count as errors"}},
       {{"wfctl validate workflows", "checks every workflow below the folder"}, {"wfctl validate --format github workflows", "marks the lines of a pull request"}}, false, run_validate},
      {"explain", "author", "Explain a finding's code", "Says what a code of a diagnostic means, with an example and its repair.", {{"CODE", "code, e.g. WF-FEEL-003"}}, {},
       {{"wfctl explain WF-FEEL-003", "explains the code"}}, false, run_explain},
      {"feel eval", "author", "Evaluate a FEEL expression", "Prints the value; with --json also its type and messages. Needs no server.", {{"EXPRESSION", "the expression"}},
       {{"context", "FILE|-", "JSON object with the variables", {}, false, Completion::file}, {"format", "FORMAT", "how to print", Words{"text", "json"}}},
       {{"wfctl feel eval '1 + 2 * 3'", "prints 7"}, {"wfctl feel eval 'total * 1.19' --context invoice.json", "uses a variable of the file"}}, false, run_feel_eval},
      {"test", "prove", "Test workflows on a virtual clock", "Runs the cases of *.test.yaml files on the real engine, without network and without waiting.", {files},
       {{"filter", "TEXT", "only cases with TEXT in their name"}, {"trace", "FILE", "write every engine event as JSON lines", {}, false, Completion::file},
        {"format", "FORMAT", "how to print", Words{"text", "json", "junit"}}, {"coverage", "", "say which steps and arcs no case reached"}},
       {{"wfctl test workflows", "runs every test below the folder"}, {"wfctl test leave.test.yaml --filter late", "runs the cases that have 'late' in their name"}}, false, run_test},
  };
}

std::vector<CommandSpec> deliver() {
  return {
      {"deploy", "deliver", "Deploy workflows to the server", "Checks all files, then sends them. A workflow equal to its newest version is left as it is.", {files},
       {{"message", "TEXT", "why, e.g. the commit", {}, false, Completion::none, 'm'}},
       {{"wfctl deploy workflows/leave-request", "deploys the workflow of the folder"}}, true, run_deploy},
      {"versions", "deliver", "List deployed workflows and their versions", "", {{"WORKFLOW", "id of a workflow; without it the newest version of each is listed", false}}, {},
       {{"wfctl versions leave-request", "every version, newest first"}}, true, run_versions},
  };
}

std::vector<CommandSpec> run() {
  return {
      {"start", "run", "Start a case", "", {{"WORKFLOW", "id of the workflow"}},
       {data(), set(), {"at", "ID", "start event, where there are several"}, {"key", "TEXT", "text by which people find the case, e.g. a file number"}, {"version", "N", "version, instead of the newest"}},
       {{"wfctl start leave-request --set days=3", "starts a case with one field"}, {"wfctl start purchase --data @request.json --key P-17", "takes the form from a file"}}, true, run_start},
      {"list", "run", "List cases", "", {},
       {{"state", "STATE", "only in this state", Words{"active", "completed", "terminated", "failed"}}, of_workflow(), {"key", "TEXT", "only with this business key"},
        {"started-by", "PERSON", "only started by this person"}, {"incidents", "", "only cases with open incidents"}, limit()},
       {{"wfctl list --state active --workflow purchase", "running purchases"}}, true, run_list},
      {"status", "run", "Show where a case stands", "Prints the steps as a tree with marks. Without a case: figures of the whole server.", {{"CASE", "number of the case", false}}, {},
       {{"wfctl status 1042", "the steps of case 1042"}, {"wfctl status", "figures of the server"}}, true, run_status},
      {"show", "run", "Show a case with its data", "", {the_case}, {}, {{"wfctl show 1042", "steps and variables"}}, true, run_show},
      {"history", "run", "Show what happened in a case", "", {the_case}, {{"all", "", "also technical events"}, limit()}, {{"wfctl history 1042", "who did what, in order"}}, true, run_history},
  };
}

std::vector<CommandSpec> people() {
  return {
      {"task list", "people", "List tasks", "Without options: what you can do.", {},
       {{"for", "PERSON", "tasks of this person, 'me' or 'all'"}, {"state", "STATE", "only in this state", Words{"open", "completed", "cancelled"}}, of_workflow(), of_case(), limit()},
       {{"wfctl task list", "what there is to do for you"}, {"wfctl task list --for all", "everybody's open tasks"}}, true, run_task_list},
      {"task show", "people", "Show a task with its form and data", "", {the_task}, {}, {{"wfctl task show 1042.7", "form, people and data"}}, true, run_task_show},
      {"task claim", "people", "Take a task", "", {the_task}, {}, {{"wfctl task claim 1042.7", "the task is yours"}}, true, run_task_claim},
      {"task release", "people", "Give a task back", "", {the_task}, {}, {{"wfctl task release 1042.7", "others may take it"}}, true, run_task_release},
      {"task assign", "people", "Give a task to somebody", "", {the_task, the_person}, {}, {{"wfctl task assign 1042.7 anna", "anna has it now"}}, true, run_task_assign},
  };
}

std::vector<CommandSpec> answers() {
  return {
      {"task complete", "people", "Complete a task", "", {the_task}, {data(), set()}, {{"wfctl task complete 1042.7 --set receipts=3", "completes it with one field"}}, true, run_task_complete},
      {"approve", "people", "Approve", "Completes an approval with the outcome 'approve'.", {the_task}, {data(), set(), {"comment", "TEXT", "the field 'comment' of the form"}},
       {{"wfctl approve 1042.7 --comment 'Have a good trip'", "approves with a comment"}}, true, run_approve},
      {"reject", "people", "Reject", "Completes an approval with the outcome 'reject'.", {the_task}, {data(), set(), {"comment", "TEXT", "the field 'comment' of the form"}},
       {{"wfctl reject 1042.7 --comment 'Budget is used up'", "rejects with a reason"}}, true, run_reject},
  };
}

std::vector<CommandSpec> repair() {
  return {
      {"incident list", "repair", "List what is stuck", "", {}, {{"all", "", "also resolved incidents"}, of_workflow(), {"code", "CODE", "only with this code"}, of_case(), limit()},
       {{"wfctl incident list", "open incidents, newest first"}}, true, run_incident_list},
      {"incident show", "repair", "Show an incident with advice", "", {{"INCIDENT", "number of the incident"}}, {}, {{"wfctl incident show 1042.9", "what happened and what to do"}}, true, run_incident_show},
      {"retry", "repair", "Try again what is stuck", "With a case: all its incidents. With an incident: this one.", {{"KEY", "number of a case or of an incident"}}, {},
       {{"wfctl retry 1042", "every incident of the case"}, {"wfctl retry 1042.9", "one incident"}}, true, run_retry},
      {"cancel", "repair", "End a case for good", "", {the_case}, {{"reason", "TEXT", "why; it is kept in the history"}, yes()}, {{"wfctl cancel 1042 --reason 'entered twice' --yes", "ends it without a question"}}, true, run_cancel},
      {"job list", "repair", "List open jobs of machines", "", {}, {{"type", "TYPE", "only of this type"}, {"state", "STATE", "only in this state", Words{"ready", "backing_off", "stuck"}}, of_case(), limit()},
       {{"wfctl job list --state stuck", "jobs that wait for a person"}}, true, run_job_list},
  };
}

std::vector<OptionSpec> person_options() {
  return {{"name", "TEXT", "full name"},
          {"email", "ADDRESS", "e-mail address"},
          {"manager", "PERSON", "id of the person's manager"},
          {"group", "NAME", "group; may be repeated", {}, true},
          {"role", "ROLE", "right on the server; may be repeated", Words{"viewer", "user", "designer", "operator", "admin"}, true}};
}

std::vector<CommandSpec> admin() {
  auto change = person_options();
  change.push_back({"active", "YES|NO", "whether the person may sign in", Words{"yes", "no"}});
  return {
      {"login", "admin", "Keep a token for later commands", "Asks for the token, tries it, and stores it for you alone. Tokens are never taken from the command line, where others could see them.", {}, {},
       {{"wfctl login --server https://wf.example.org", "asks for the token and keeps both"}}, true, run_login},
      {"user list", "admin", "List people", "", {}, {limit()}, {{"wfctl user list", "everybody with groups and roles"}}, true, run_user_list},
      {"user show", "admin", "Show a person", "", {the_person}, {}, {{"wfctl user show anna", "name, groups, roles"}}, true, run_user_show},
      {"user add", "admin", "Add a person", "The role is 'user' unless --role says otherwise.", {the_person}, person_options(),
       {{"wfctl user add anna --name 'Anna Berg' --group physics --manager hugo", "adds anna"}}, true, run_user_add},
      {"user change", "admin", "Change a person", "Only what is given changes; --group and --role replace the whole list.", {the_person}, change, {{"wfctl user change anna --active no", "anna cannot sign in any more"}}, true, run_user_change},
      {"user remove", "admin", "Remove a person", "", {the_person}, {yes()}, {{"wfctl user remove anna --yes", "removes anna"}}, true, run_user_remove},
  };
}

std::vector<CommandSpec> access() {
  return {
      {"token list", "admin", "List tokens", "", {}, {limit()}, {{"wfctl token list", "your tokens; everybody's for administrators"}}, true, run_token_list},
      {"token create", "admin", "Make a token", "Prints it once. Without --for: for yourself.", {}, {{"for", "PERSON", "whose token"}, {"name", "TEXT", "what it is for"}, {"role", "ROLE", "only these of the person's roles; may be repeated", Words{"viewer", "user", "designer", "operator", "admin"}, true}, {"days", "N", "days until it expires"}},
       {{"wfctl token create --for anna --name laptop --days 365", "a token for anna"}}, true, run_token_create},
      {"token revoke", "admin", "Make a token useless", "", {{"TOKEN", "number of the token"}}, {yes()}, {{"wfctl token revoke 7 --yes", "at once"}}, true, run_token_revoke},
  };
}

std::vector<CommandSpec> upkeep() {
  return {
      {"doctor", "admin", "Check that everything is in place", "Checks settings, connection, sign-in, versions and clocks, and says what to do.", {}, {}, {{"wfctl doctor", "checks what it can"}}, true, run_doctor},
      {"completion", "admin", "Print a completion script", "", {{"SHELL", "bash, zsh or fish"}}, {}, {{"wfctl completion bash > ~/.local/share/bash-completion/completions/wfctl", "for bash"}}, false, run_completion},
      {"generate", "", "Write completions and man page", "For packagers: writes completions/ and man/ below a directory.", {}, {{"into", "DIR", "where (default .)", {}, false, Completion::directory}}, {{"wfctl generate --into .", "renews the checked-in files"}}, false, run_generate},
  };
}

}  // namespace

const std::vector<CommandSpec>& commands() {
  static const std::vector<CommandSpec> all = [] {
    std::vector<CommandSpec> list;
    for (auto part : {author(), deliver(), run(), people(), answers(), repair(), admin(), access(), upkeep()}) {
      for (auto& spec : part) list.push_back(std::move(spec));
    }
    return list;
  }();
  return all;
}

const std::vector<OptionSpec>& common_options() {
  static const std::vector<OptionSpec> options = {{"json", "", "print JSON"}, {"quiet", "", "print only what was asked for", {}, false, Completion::none, 'q'}, {"no-color", "", "no colours"}, {"help", "", "show this help", {}, false, Completion::none, 'h'}};
  return options;
}

const std::vector<OptionSpec>& online_options() {
  static const std::vector<OptionSpec> options = {{"server", "URL", "address of the server (else WFCTL_SERVER, wf.toml, the user's settings)"},
                                                  {"token-file", "FILE", "file with the token (else WFCTL_TOKEN, the user's settings)", {}, false, Completion::file}};
  return options;
}

}  // namespace wf::cli
