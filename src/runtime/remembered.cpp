// A remembered reply is one line of blank-separated fields: digest, instance, seq, state, key, version, changed.
#include "runtime/remembered.hpp"

#include <charconv>

#include "base/text.hpp"
#include "runtime/step.hpp"

namespace wf::runtime {

namespace {
template <class T>
T number(std::string_view text) {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}
}  // namespace

CommandId split_command_id(std::string_view id) {
  const auto colon = id.rfind(':');
  if (colon == std::string_view::npos) return {std::string(id), {}};
  return {std::string(id.substr(0, colon)), std::string(id.substr(colon + 1))};
}

std::string remembered_text(const Reply& reply, std::string_view digest) {
  return (digest.empty() ? "-" : std::string(digest)) + " " + std::to_string(reply.instance) + " " + std::to_string(reply.seq) + " " +
         std::to_string(static_cast<int>(reply.state)) + " " + std::to_string(reply.key) + " " + std::to_string(reply.version) + " " +
         (reply.changed ? "1" : "0");
}

Answer recalled(std::string_view remembered, std::string_view digest) {
  const auto fields = split(remembered, ' ');
  constexpr std::size_t field_count = 7;
  if (fields.size() != field_count) return tl::unexpected(refused("UNAVAILABLE", "The remembered reply cannot be read."));
  if (fields[0] != (digest.empty() ? std::string_view("-") : digest)) {
    return tl::unexpected(refused("SAME-KEY", "This Idempotency-Key was used for another request. Use a new key for a new request."));
  }
  Reply reply;
  reply.instance = number<InstanceKey>(fields[1]);
  reply.seq = number<std::uint64_t>(fields[2]);
  reply.state = static_cast<engine::InstanceState>(number<int>(fields[3]));
  reply.key = number<std::int64_t>(fields[4]);
  reply.version = number<std::int64_t>(fields[5]);
  reply.changed = fields[6] == "1";
  return reply;
}

}  // namespace wf::runtime
