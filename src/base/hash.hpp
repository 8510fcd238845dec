// Digests and random identifiers. Not for passwords (api/auth uses Argon2id).
#pragma once
#include <string>
#include <string_view>

namespace wf {

/// Lower-case hexadecimal SHA-256 of the bytes.
std::string sha256_hex(std::string_view bytes);

}  // namespace wf
