// Member readers. Each knows one type and says in one sentence what was expected.
#include "api/body.hpp"

#include "api/answer.hpp"
#include "base/text.hpp"
#include "codec/json_value.hpp"

namespace wf::api {

std::string pointer_to(std::string_view name) {
  std::string out = "/";
  for (const char c : name) {
    if (c == '~') out += "~0";
    else if (c == '/') out += "~1";
    else out += c;
  }
  return out;
}

tl::expected<Body, codec::Problem> Body::read(const Call& call) {
  if (trimmed(call.request.body).empty()) return Body(feel::Value(feel::Context{}));
  auto value = codec::parse_json(call.request.body);
  if (!value) return problem(value.error());
  if (!value->as_context()) return problem("MALFORMED", "The body must be a JSON object.");
  return Body(std::move(*value));
}

const feel::Value* Body::take(std::string_view name, Need need) {
  asked_.emplace(name);
  const auto& value = value_.member(name);
  if (!value.is_null()) return &value;
  if (need == Need::required) fault(pointer_to(name), "is required");
  return nullptr;
}

std::string Body::text(std::string_view name, Need need, std::size_t most_bytes) {
  const auto* value = take(name, need);
  if (!value) return {};
  const auto* text = value->as_string();
  if (!text) fault(pointer_to(name), "must be a string");
  else if (text->size() > most_bytes) fault(pointer_to(name), "must have at most " + std::to_string(most_bytes) + " bytes");
  else if (need == Need::required && trimmed(*text).empty()) fault(pointer_to(name), "must not be empty");
  else return *text;
  return {};
}

std::optional<std::int64_t> Body::integer_if_given(std::string_view name, std::int64_t least, std::int64_t most) {
  const auto* value = take(name, Need::optional);
  if (!value) return std::nullopt;
  const auto* number = value->as_number();
  const auto whole = number ? number->to_int64() : std::nullopt;
  if (whole && *whole >= least && *whole <= most) return whole;
  fault(pointer_to(name), "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::int64_t Body::integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  return integer_if_given(name, least, most).value_or(otherwise);
}

bool Body::boolean(std::string_view name, bool otherwise) {
  const auto* value = take(name, Need::optional);
  if (!value) return otherwise;
  if (const auto* yes = value->as_boolean()) return *yes;
  fault(pointer_to(name), "must be true or false");
  return otherwise;
}

std::vector<std::string> Body::texts(std::string_view name, Need need) {
  const auto* value = take(name, need);
  if (!value) return {};
  const auto* list = value->as_list();
  if (!list || list->size() > most_items) {
    fault(pointer_to(name), "must be a list of at most " + std::to_string(most_items) + " strings");
    return {};
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto* text = (*list)[i].as_string();
    if (text && !text->empty() && text->size() <= short_text) texts.push_back(*text);
    else fault(pointer_to(name) + "/" + std::to_string(i), "must be a string of 1 to " + std::to_string(short_text) + " bytes");
  }
  return texts;
}

feel::Value Body::object(std::string_view name, Need need) {
  const auto* value = take(name, need);
  if (!value) return feel::Context{};
  if (value->as_context()) return *value;
  fault(pointer_to(name), "must be an object");
  return feel::Context{};
}

feel::Value Body::any(std::string_view name) {
  const auto* value = take(name, Need::optional);
  return value ? *value : feel::Value();
}

void Body::fault(std::string pointer, std::string message) { fields_.push_back({std::move(pointer), std::move(message)}); }

std::optional<codec::Problem> Body::faults() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& entry : value_.as_context()->entries()) {
    if (asked_.contains(entry.name)) continue;
    const auto near = nearest_name(entry.name, known);
    fault(pointer_to(entry.name), near ? "is not known here (did you mean '" + *near + "'?)" : "is not known here");
  }
  if (fields_.empty()) return std::nullopt;
  auto problem = codec::problem_of(Error{"INVALID", "The body has " + std::to_string(fields_.size()) + (fields_.size() == 1 ? " fault." : " faults.")});
  problem.fields = fields_;
  return problem;
}

}  // namespace wf::api
