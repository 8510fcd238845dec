// The command id is the hash of who, which route and the key; the digest behind the colon is that of path and body.
#include "api/submit.hpp"

#include <charconv>

#include "api/answer.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace wf::api {

namespace {
constexpr std::size_t longest_key = 200;

Result<std::string> command_id(const Call& call, const std::string& person) {
  const auto* key = call.request.headers.find("Idempotency-Key");
  if (!key) return std::string();
  if (key->empty() || key->size() > longest_key) return fail("MALFORMED", "'Idempotency-Key' must have 1 to " + std::to_string(longest_key) + " characters.");
  const auto id = sha256_hex(person + '\n' + call.request.method + '\n' + std::string(call.route) + '\n' + *key);
  return id + ":" + sha256_hex(call.request.target + '\n' + call.request.body);
}

template <class T>
std::optional<T> whole_number(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  return value;
}
}  // namespace

tl::expected<runtime::Reply, codec::Problem> submit(const Call& call, Work work, engine::Actor actor, std::string_view pointer_prefix,
                                                    Objection objection) {
  auto id = command_id(call, call.who->person.id);
  if (!id) return problem(id.error());
  auto answer = call.service.runtime->call({std::move(work), std::move(actor), std::move(*id), {}, std::move(objection)});
  if (answer) return std::move(*answer);
  auto rejection = std::move(answer.error());
  for (auto& field : rejection.fields) field.pointer.insert(0, pointer_prefix);
  return problem(rejection);
}

Answer answer_once(const Call& call, std::int64_t kept_ms, const std::function<Answer()>& work) {
  const auto id = command_id(call, call.who->person.id);
  if (!id) return problem(id.error());
  if (id->empty()) return work();
  const auto colon = id->find(':');
  return call.service.recent.once({id->substr(0, colon), id->substr(colon + 1), call.now(), kept_ms}, work);
}

Result<std::optional<std::uint64_t>> if_match(const Call& call) {
  const auto* header = call.request.headers.find("If-Match");
  if (!header) return std::optional<std::uint64_t>();
  std::string_view text = trimmed(*header);
  if (text == "*") return std::optional<std::uint64_t>();
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  const auto version = whole_number<std::uint64_t>(text);
  if (!version) return fail("MALFORMED", "'If-Match' must be the ETag of an earlier answer.");
  return version;
}

Result<engine::EntityKey> entity_key(std::string_view text) {
  const auto key = engine::parse_entity_key(text);
  if (!key || engine::to_text(*key) != text) return fail("NOT-FOUND", "There is nothing with the key '" + std::string(text) + "'.");
  return *key;
}

Result<engine::InstanceKey> instance_key(std::string_view text) {
  const auto key = whole_number<engine::InstanceKey>(text);
  if (!key || *key <= 0) return fail("NOT-FOUND", "There is no case '" + std::string(text) + "'.");
  return *key;
}

Result<std::int64_t> number_in_path(std::string_view text) {
  const auto number = whole_number<std::int64_t>(text);
  if (!number || *number <= 0) return fail("NOT-FOUND", "There is nothing with the number '" + std::string(text) + "'.");
  return *number;
}

namespace {
http::Response command_answer(const runtime::Reply& reply, const engine::EntityKey* key) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object();
  if (key) writer.field("key", std::string_view(engine::to_text(*key))).field("instance", std::string_view(std::to_string(reply.instance)));
  else writer.field("key", std::string_view(std::to_string(reply.instance)));
  writer.field("seq", static_cast<std::int64_t>(reply.seq)).field("state", engine::state_name(reply.state)).end_object();
  auto response = json_response(std::move(body));
  response.headers.add("ETag", etag(reply.seq));
  return response;
}
}  // namespace

Answer command_on(const Call& call, const engine::EntityKey& key, engine::Command::Body command, engine::Actor actor, std::string_view pointer_prefix,
                  Objection objection) {
  const auto expected = if_match(call);
  if (!expected) return problem(expected.error());
  auto reply = submit(call, runtime::OnInstance{key.instance, {std::move(command)}, *expected}, std::move(actor), pointer_prefix, std::move(objection));
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return command_answer(*reply, &key);
}

Answer command_on_instance(const Call& call, engine::InstanceKey key, engine::Command::Body command) {
  const auto expected = if_match(call);
  if (!expected) return problem(expected.error());
  auto reply = submit(call, runtime::OnInstance{key, {std::move(command)}, *expected}, call.who->intervening_actor());
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return command_answer(*reply, nullptr);
}

}  // namespace wf::api
