// wfctl: parse, run the command, leave with its exit code.
#include <cstdio>

#include "command.hpp"

int main(int argc, char** argv) {
  auto parsed = wf::cli::parse(argc, argv);
  if (!parsed.invocation) return static_cast<int>(parsed.exit);
  const auto exit = parsed.invocation->spec->run(*parsed.invocation);
  return std::fflush(stdout) == 0 ? static_cast<int>(exit) : static_cast<int>(wf::cli::Exit::environment);
}
