// Names with spaces and symbols: one canonical spelling, so that "a + b" and "a+b" are the same name
// (DMN 1.5 §10.3.1.4). Not for looking names up (compile_names.cpp).
#pragma once
#include <string>
#include <string_view>

namespace wf::feel {

/// White space collapsed to one space between words and dropped beside the symbols . / - ' + *
std::string canonical_name(std::string_view raw);
/// Whether `raw` as written somewhere is the name `canonical`.
bool is_name(std::string_view canonical, std::string_view raw);
/// Appends a word or symbol to a name in canonical spelling.
void append_name_part(std::string& name, std::string_view part);

}  // namespace wf::feel
