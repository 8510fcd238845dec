// wfctl new, completion, generate: files made from templates and from the command table.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.hpp"
#include "commands/files.hpp"
#include "commands/verbs.hpp"
#include "help.hpp"
#include "output.hpp"

namespace wf::embedded {
extern const std::map<std::string_view, std::string_view> workflow_templates;
}

namespace wf::cli {

namespace fs = std::filesystem;

namespace {

std::set<std::string> template_names() {
  std::set<std::string> names;
  for (const auto& [path, text] : embedded::workflow_templates) names.insert(std::string(split(path, '/').front()));
  return names;
}

bool is_id(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  return !name.empty() && name.size() <= 80 && name.front() >= 'a' && name.front() <= 'z' && std::all_of(name.begin(), name.end(), letter);
}

/// The template's text with its own id replaced by the new name, wherever it is the value of `workflow:`.
std::string renamed(std::string_view text, const std::string& from, const std::string& to) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto end = text.find('\n', at);
    end = end == std::string_view::npos ? text.size() : end + 1;
    const auto line = text.substr(at, end - at);
    const std::string key = "workflow: " + from;
    if (line.rfind(key, 0) == 0) out += "workflow: " + to + std::string(line.substr(key.size()));
    else out += line;
    at = end;
  }
  return out;
}

}  // namespace

Exit run_new(Invocation& call) {
  const auto names = template_names();
  const std::string list = joined(std::vector<std::string>(names.begin(), names.end()), ", ");
  if (call.has("list")) {
    for (const auto& name : names) call.print(name + "\n");
    return Exit::done;
  }
  const std::string name = call.get("NAME");
  if (name.empty()) return call.usage("The argument NAME is missing.");
  if (!is_id(name)) return call.usage("'" + name + "' cannot be the id of a workflow: use small letters, digits and dashes, beginning with a letter.");
  const std::string kind = call.get("template", "leave-request");
  if (!names.contains(kind)) return call.usage("There is no template '" + kind + "'. Known are: " + list + ".");
  const std::string directory = call.get("directory", name);
  std::error_code ignored;
  if (fs::exists(directory, ignored) && !fs::is_empty(directory, ignored)) {
    return call.failed({"WF-CLI-003", "The directory '" + directory + "' is not empty. Choose another with --directory."});
  }
  for (const auto& [path, text] : embedded::workflow_templates) {
    if (path.rfind(kind + "/", 0) != 0) continue;
    const std::string target = directory + "/" + std::string(path.substr(kind.size() + 1));
    if (auto written = write_file(target, renamed(text, kind, name)); !written) return call.failed(written.error());
    if (!call.quiet()) call.print("wrote " + target + "\n");
  }
  if (!call.quiet()) call.print("\nNext: edit " + directory + "/workflow.yaml, then\n  wfctl validate " + directory + "\n  wfctl test " + directory + "\n");
  return Exit::done;
}

Exit run_completion(Invocation& call) {
  const auto script = completion_script(call.get("SHELL"));
  if (script.empty()) return call.usage("'" + call.get("SHELL") + "' is not known; choose bash, zsh or fish.");
  call.print(script);
  return Exit::done;
}

Exit run_generate(Invocation& call) {
  const std::string into = call.get("into", ".");
  const std::vector<std::pair<std::string, std::string>> files = {{"completions/wfctl.bash", completion_script("bash")},
                                                                  {"completions/_wfctl", completion_script("zsh")},
                                                                  {"completions/wfctl.fish", completion_script("fish")},
                                                                  {"man/wfctl.1", man_page()}};
  for (const auto& [path, text] : files) {
    if (auto written = write_file(into + "/" + path, text); !written) return call.failed(written.error());
  }
  return Exit::done;
}

}  // namespace wf::cli
