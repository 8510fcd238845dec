// wfctl(1) in mdoc, from the command table.
#include "help.hpp"

namespace wf::cli {

namespace {

/// Text in roff: a leading dot or apostrophe and backslashes are escaped; line breaks start new text lines.
std::string roff(std::string_view text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') out += "\\e";
    else if (c == '-') out += "\\-";
    else out += c;
    line_start = c == '\n';
  }
  return out;
}

std::string paragraphs(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    const auto line = text.substr(at, end == std::string_view::npos ? end : end - at);
    out += line.empty() ? ".Pp\n" : roff(line) + "\n";
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return out;
}

void options(std::string& out, const std::vector<OptionSpec>& list) {
  if (list.empty()) return;
  out += ".Bl -tag -width Ds\n";
  for (const auto& option : list) out += ".It " + roff(option_label(option)) + "\n" + roff(option.help) + ".\n";
  out += ".El\n";
}

void command(std::string& out, const CommandSpec& spec) {
  out += ".Ss wfctl " + roff(spec.name) + " " + roff(synopsis(spec)) + "\n";
  out += roff(spec.summary) + ".\n";
  if (!spec.description.empty()) out += ".Pp\n" + paragraphs(spec.description);
  if (!spec.arguments.empty()) {
    out += ".Bl -tag -width Ds\n";
    for (const auto& argument : spec.arguments) out += ".It " + roff(argument.name) + "\n" + roff(argument.help) + ".\n";
    out += ".El\n";
  }
  options(out, spec.options);
  for (const auto& [line, what] : spec.examples) out += ".Pp\n" + roff(what) + ":\n.Dl " + roff(line) + "\n";
}

}  // namespace

std::string man_page() {
  std::string out = ".Dd November 25, 2026\n.Dt WFCTL 1\n.Os\n.Sh NAME\n.Nm wfctl\n.Nd workflows as code for institutions\n";
  out += ".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTIONS\n.Ar ...\n.Sh DESCRIPTION\n";
  out += ".Nm\nvalidates, tests and delivers workflows that are written as text files, and works on running cases of a\n.Xr wfd 8\nserver.\n";
  out += ".Sh COMMANDS\n";
  for (const auto& spec : commands()) command(out, spec);
  out += ".Sh OPTIONS OF EVERY COMMAND\n";
  options(out, common_options());
  out += ".Sh OPTIONS OF COMMANDS THAT NEED A SERVER\n";
  options(out, online_options());
  out += ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev WFCTL_SERVER\nAddress of the server.\n.It Ev WFCTL_TOKEN\nToken to sign in with.\n";
  out += ".It Ev NO_COLOR\nNo colours.\n.It Ev CLICOLOR_FORCE\nColours also when the output is not a terminal.\n.El\n";
  out += ".Sh FILES\n.Bl -tag -width Ds\n.It Pa ~/.config/wfctl/token\nToken, readable by its owner only.\n.It Pa ~/.config/wfctl/server\nAddress of the server.\n";
  out += ".It Pa wf.toml\nThe key server of a project.\n.El\n";
  out += ".Sh EXIT STATUS\n.Bl -tag -width Ds\n.It 0\nDone and clean.\n.It 1\nThe check found something.\n.It 2\nWrong usage.\n";
  out += ".It 3\nA file cannot be read, or the server cannot be reached.\n.It 4\nThe server refused.\n.El\n";
  return out + ".Sh SEE ALSO\n.Xr wfd 8\n";
}

}  // namespace wf::cli
