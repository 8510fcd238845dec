// From a request to the runtime and back: idempotency keys, preconditions, waiting for the commit.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "api/route.hpp"

namespace wf::api {

using Work = decltype(runtime::Submission::work);

/// Hands the work to the runtime and waits until it is durable. A repeated Idempotency-Key is answered like the first
/// time, with another path or body it is SAME-KEY. Pointers of a rejection are put under `pointer_prefix`.
/// `objection` is asked right before the work, unless the request repeats an answered one.
using Objection = decltype(runtime::Submission::objection);
tl::expected<runtime::Reply, codec::Problem> submit(const Call& call, Work work, engine::Actor actor, std::string_view pointer_prefix = {},
                                                    Objection objection = {});

/// For work whose effect lives in memory only: without an Idempotency-Key does it; with one, answers a repetition like the
/// first time for `kept_ms`. Errors: MALFORMED, SAME-KEY, CONFLICT, those of `work`.
Answer answer_once(const Call& call, std::int64_t kept_ms, const std::function<Answer()>& work);

/// The version in If-Match: nothing where the header is missing or `*`. Error MALFORMED.
Result<std::optional<std::uint64_t>> if_match(const Call& call);

/// Key of a task, job or incident in the path. Error NOT-FOUND.
Result<engine::EntityKey> entity_key(std::string_view text);
/// Key of a case in the path. Error NOT-FOUND.
Result<engine::InstanceKey> instance_key(std::string_view text);
/// Positive number in the path. Error NOT-FOUND.
Result<std::int64_t> number_in_path(std::string_view text);

/// Commands on tasks, jobs and incidents: submits and answers {key?, instance, seq, state}.
Answer command_on(const Call& call, const engine::EntityKey& key, engine::Command::Body command, engine::Actor actor,
                  std::string_view pointer_prefix = {}, Objection objection = {});
Answer command_on_instance(const Call& call, engine::InstanceKey key, engine::Command::Body command);

}  // namespace wf::api
