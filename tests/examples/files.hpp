// Reading the files of this repository in tests; the working directory is its root.
#pragma once
#include <catch2/catch.hpp>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "formats/document.hpp"

namespace wf::examples {

inline std::string text_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  INFO(path);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

inline feel::Value value_of(const std::string& path) {
  const auto read = formats::read_document(std::make_shared<const SourceText>(path, text_of(path)));
  INFO(path);
  REQUIRE(read.document);
  return formats::to_value(read.document->root);
}

}  // namespace wf::examples
