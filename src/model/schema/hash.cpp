// Hash of values for uniqueItems: equal values give equal hashes.
#include <functional>

#include "model/schema/checker.hpp"

namespace wf::model::schema {

namespace {

constexpr std::size_t mixed(std::size_t seed, std::size_t next) {
  return seed ^ (next + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U));
}

}  // namespace

std::size_t hash_of(const feel::Value& value) {
  const std::hash<std::string_view> text_hash;
  std::size_t hash = static_cast<std::size_t>(value.kind()) + 1;
  if (const bool* yes = value.as_boolean()) return mixed(hash, *yes ? 1 : 0);
  if (const Decimal* number = value.as_number()) return mixed(hash, number->hash());
  if (const std::string* text = value.as_string()) return mixed(hash, text_hash(*text));
  if (const feel::List* list = value.as_list()) {
    for (const feel::Value& item : *list) hash = mixed(hash, hash_of(item));
    return hash;
  }
  if (const feel::Context* object = value.as_context()) {
    std::size_t sum = 0;  // the order of members is free
    for (const auto& entry : object->entries()) sum += mixed(text_hash(entry.name), hash_of(entry.value));
    return mixed(hash, sum);
  }
  return mixed(hash, text_hash(feel::to_display_text(value)));
}

}  // namespace wf::model::schema
