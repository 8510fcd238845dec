// libFuzzer target: any text is compiled three ways and evaluated within a small budget; nothing may crash or hang.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "feel/expression.hpp"

namespace {

void run(const wf::feel::Compiled& compiled) {
  if (!compiled.expression) return;
  wf::feel::Environment environment;
  environment.budget = {20'000, 50, 4 << 20};
  const wf::feel::Value tested(5);
  environment.tested = &tested;
  const auto made = wf::feel::evaluate(*compiled.expression, environment);
  wf::feel::to_feel_text(made.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most = 4096;
  if (size > most) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  wf::feel::Scope scope;
  scope.open = true;
  run(wf::feel::compile_expression(text, scope));
  run(wf::feel::compile_unary_tests(text, scope));
  run(wf::feel::compile_template(text, scope));
  return 0;
}
