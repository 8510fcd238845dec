// wfctl explain CODE: what a finding means and how to repair it.
#include "commands/replies.hpp"
#include "commands/verbs.hpp"
#include "formats/diagnostic_codes.hpp"

namespace wf::cli {

Exit run_explain(Invocation& call) {
  const auto* code = formats::find_diagnostic_code(call.get("CODE"));
  if (!code) {
    call.print_error("There is no code '" + call.get("CODE") + "'.");
    return Exit::usage;
  }
  if (call.json()) {
    call.print(json_text(feel::Context{{"code", code->code}, {"meaning", code->meaning}, {"example", code->example}, {"repair", code->repair}}));
    return Exit::done;
  }
  call.print(tinted(code->code, Tint::bold, call.colour()) + ": " + std::string(code->meaning) + "\n\nExample:\n" + std::string(code->example) + "\n\nRepair: " + std::string(code->repair) + "\n");
  return Exit::done;
}

}  // namespace wf::cli
