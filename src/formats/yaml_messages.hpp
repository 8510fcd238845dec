// yaml-cpp's complaints in the words of a person who edits a workflow. Private to the YAML reader.
#pragma once
#include <string>
#include <string_view>

#include "base/source.hpp"

namespace wf::formats {

struct YamlComplaint {
  std::string_view number = "001";  ///< last part of the code
  std::string message;
  std::string help;
};

/// `message` is the library's text, `at` the byte where it stopped.
YamlComplaint explain_yaml_error(std::string_view message, std::string_view text, std::uint32_t at);

}  // namespace wf::formats
