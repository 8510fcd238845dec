// Rights as text, for documents and messages.
#include "api/auth/rights.hpp"

namespace wf::api {

std::string Right::to_text() const {
  switch (form_) {
    case Form::anyone: return "anyone";
    case Form::local_or_signed_in: return "local or signed in";
    case Form::signed_in: return "signed in";
    case Form::roles: break;
  }
  std::string text;
  for (const auto role : every_role) {
    if (!roles_.has(role)) continue;
    if (!text.empty()) text += ", ";
    text += store::role_name(role);
  }
  return text;
}

}  // namespace wf::api
