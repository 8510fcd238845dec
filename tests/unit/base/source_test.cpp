// Positions in a text: lines, columns in code points, also far along a very long line.
#include "base/source.hpp"

#include <catch2/catch.hpp>

#include "base/diagnostic.hpp"
#include "base/text.hpp"

using namespace wf;

TEST_CASE("a position counts lines and code points from 1") {
  const SourceText text("t", "ab\n\xC3\xA4\xC3\xB6\xE2\x82\xAC!\r\n\nend");
  CHECK(text.line_count() == 4);
  CHECK(text.position(0) == Position{1, 1});
  CHECK(text.position(2) == Position{1, 3});
  CHECK(text.position(3) == Position{2, 1});
  CHECK(text.position(5) == Position{2, 2});
  CHECK(text.position(10) == Position{2, 4});
  CHECK(text.position(13) == Position{3, 1});
  CHECK(text.position(9'999) == Position{4, 4});
  CHECK(text.line(2) == "\xC3\xA4\xC3\xB6\xE2\x82\xAC!");
  CHECK(text.line(5).empty());
}

namespace {
/// One by one, as a person would.
std::uint32_t counted(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}
}  // namespace

TEST_CASE("a position far along a long line is the same as counted from its beginning") {
  std::string line;
  for (int i = 0; i < 20'000; ++i) line += i % 3 == 0 ? "\xC3\xA4" : i % 3 == 1 ? "x" : "\xE2\x82\xAC";
  const std::string all = "first\n" + line + "\n" + line;
  const SourceText text("t", all);
  for (const std::size_t begin : {std::size_t{6}, 7 + line.size()}) {
    for (std::size_t step = 0, at = begin; step < 400; ++step, at = begin + step * 97) {
      // Only offsets at which a character begins are asked for.
      while ((static_cast<unsigned char>(all[at]) & 0xC0) == 0x80) ++at;
      REQUIRE(text.position(static_cast<std::uint32_t>(at)).column == counted(std::string_view(all).substr(begin, at - begin)) + 1);
    }
  }
}

TEST_CASE("an empty text has one line and one position") {
  const SourceText text("t", "");
  CHECK(text.position(0) == Position{1, 1});
  CHECK(text.position(5) == Position{1, 1});
}

TEST_CASE("a finding quotes at most a thousand bytes, cut between characters") {
  const SourceText text("t", "x");
  std::string message = "'";
  for (int i = 0; i < 2'000; ++i) message += "\xE2\x82\xAC";
  const auto finding = diagnostic_at(text, {0, 1}, Severity::error, "A", message, "");
  CHECK(finding.message.size() <= 1'003);
  CHECK(finding.message.ends_with("…"));
  CHECK_FALSE(invalid_utf8(finding.message).has_value());
  CHECK(diagnostic_at(text, {0, 1}, Severity::error, "A", "short", "help").message == "short");
}
