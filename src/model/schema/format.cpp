// Formats by their specifications: RFC 3339, RFC 5321 (simplified), RFC 1123, RFC 3986, RFC 4122, RFC 6901.
#include "model/schema/format.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "base/time.hpp"
#include "model/schema/pattern.hpp"

namespace wf::model::schema {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_letter(c);
}

template <class Test>
bool all(std::string_view text, Test test) {
  return std::all_of(text.begin(), text.end(), test);
}

/// The number of two digits at `at`, or -1.
int two_digits(std::string_view text, std::size_t at) {
  if (at + 2 > text.size() || !is_digit(text[at]) || !is_digit(text[at + 1])) return -1;
  return (text[at] - '0') * 10 + text[at + 1] - '0';
}

/// RFC 3339 §5.6 full-date.
bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!all(text.substr(0, 4), is_digit)) return false;
  const int month = two_digits(text, 5);
  const int day = two_digits(text, 8);
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= days_in_month(std::stoi(std::string(text.substr(0, 4))), month);
}

/// RFC 3339 §5.6 full-time; second 60 only where it is 23:59:60 in UTC.
bool is_time(std::string_view text) {
  const int hour = two_digits(text, 0);
  const int minute = two_digits(text, 3);
  const int second = two_digits(text, 6);
  if (text.size() < 9 || text[2] != ':' || text[5] != ':') return false;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false;
  std::size_t at = 8;
  if (text[at] == '.') {
    const std::size_t from = ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == from) return false;
  }
  const std::string_view zone = text.substr(at);
  int offset = 0;
  if (zone != "Z" && zone != "z") {
    const int hours = zone.size() == 6 ? two_digits(zone, 1) : -1;
    const int minutes = two_digits(zone, 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || zone[3] != ':') return false;
    if (zone[0] != '+' && zone[0] != '-') return false;
    offset = (hours * 60 + minutes) * (zone[0] == '-' ? -1 : 1);
  }
  constexpr int minutes_per_day = 1440;
  const int utc = (hour * 60 + minute - offset + 2 * minutes_per_day) % minutes_per_day;
  return second < 60 || utc == minutes_per_day - 1;
}

bool is_date_time(std::string_view text) {
  return text.size() > 11 && is_date(text.substr(0, 10)) && (text[10] == 'T' || text[10] == 't') &&
         is_time(text.substr(11));
}

/// Digits and units in order; `text` is shortened by what was read. False when malformed.
bool take_units(std::string_view& text, std::string_view units, int& count) {
  std::size_t next = 0;
  while (!text.empty() && is_digit(text.front())) {
    const auto end =
        static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    if (end == text.size()) return false;
    const auto unit = units.find(text[end], next);
    if (unit == std::string_view::npos || (count > 0 && unit != next && next > 0)) return false;
    next = unit + 1;
    ++count;
    text.remove_prefix(end + 1);
  }
  return true;
}

/// RFC 3339 appendix A: units follow each other without gaps, weeks stand alone.
bool is_duration(std::string_view text) {
  if (!text.starts_with('P')) return false;
  text.remove_prefix(1);
  int weeks = 0;
  std::string_view rest = text;
  if (take_units(rest, "W", weeks) && weeks == 1 && rest.empty()) return true;
  int count = 0;
  if (!take_units(text, "YMD", count)) return false;
  if (text.empty()) return count > 0;
  if (text.front() != 'T') return false;
  text.remove_prefix(1);
  int of_time = 0;
  return take_units(text, "HMS", of_time) && text.empty() && of_time > 0;
}

bool is_label(std::string_view label) {
  constexpr std::size_t most = 63;
  return !label.empty() && label.size() <= most && label.front() != '-' && label.back() != '-' &&
         all(label, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_hostname(std::string_view text) {
  constexpr std::size_t most = 253;
  if (text.empty() || text.size() > most) return false;
  const auto labels = split(text, '.');
  return std::all_of(labels.begin(), labels.end(), is_label);
}

bool is_ipv4(std::string_view text) {
  const auto parts = split(text, '.');
  return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           if (part.empty() || part.size() > 3 || !all(part, is_digit) || (part.size() > 1 && part[0] == '0'))
             return false;
           return std::stoi(std::string(part)) <= 255;
         });
}

/// Number of 16-bit groups in colon-separated text, or -1; a trailing IPv4 address counts two.
int group_count(std::string_view text) {
  if (text.empty()) return 0;
  int count = 0;
  const auto groups = split(text, ':');
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i + 1 == groups.size() && groups[i].find('.') != std::string_view::npos) {
      if (!is_ipv4(groups[i])) return -1;
      count += 2;
    } else if (groups[i].empty() || groups[i].size() > 4 || !all(groups[i], is_hex)) {
      return -1;
    } else {
      ++count;
    }
  }
  return count;
}

/// RFC 4291 §2.2.
bool is_ipv6(std::string_view text) {
  constexpr int groups = 8;
  const auto gap = text.find("::");
  if (gap == std::string_view::npos) return group_count(text) == groups;
  const std::string_view before = text.substr(0, gap);
  if (before.find('.') != std::string_view::npos) return false;
  const int left = group_count(before);
  const int right = group_count(text.substr(gap + 2));
  return left >= 0 && right >= 0 && left + right < groups;
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view local = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  if (domain.starts_with('[') && domain.ends_with(']')) {
    const std::string_view address = domain.substr(1, domain.size() - 2);
    const bool v6 = address.starts_with("IPv6:");
    if (v6 ? !is_ipv6(address.substr(5)) : !is_ipv4(address)) return false;
  } else if (!is_hostname(domain)) {
    return false;
  }
  if (local.size() >= 2 && local.front() == '"' && local.back() == '"') return true;
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
  return all(local, [](char c) {
    return is_alphanumeric(c) || std::string_view("!#$%&'*+/=?^_`{|}~.-").find(c) != std::string_view::npos;
  });
}

bool has_uri_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
    } else if (!is_alphanumeric(text[i]) &&
               std::string_view("-._~:/?#[]@!$&'()*+,;=").find(text[i]) == std::string_view::npos) {
      return false;
    }
  }
  return std::count(text.begin(), text.end(), '#') <= 1;
}

/// RFC 3986 §3.2: [user@]host[:port], brackets only around IPv6.
bool has_sound_authority(std::string_view rest) {
  if (!rest.starts_with("//")) return rest.find_first_of("[]") == std::string_view::npos;
  std::string_view authority = rest.substr(2, rest.find_first_of("/?#", 2) - 2);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    if (authority.substr(0, at).find_first_of("[]") != std::string_view::npos) return false;
    authority.remove_prefix(at + 1);
  }
  std::string_view port;
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos || !is_ipv6(authority.substr(1, end - 1))) return false;
    port = authority.substr(end + 1);
  } else if (const auto colon = authority.find(':'); colon != std::string_view::npos) {
    port = authority.substr(colon);
  }
  if (port.empty()) return true;
  return port.front() == ':' && all(port.substr(1), is_digit);
}

bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text[0])) return false;
  const auto in_scheme = [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; };
  return all(text.substr(0, colon), in_scheme) && has_uri_characters(text) &&
         has_sound_authority(text.substr(colon + 1));
}

bool is_uuid(std::string_view text) {
  constexpr std::size_t length = 36;
  if (text.size() != length) return false;
  for (std::size_t i = 0; i < length; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text.front() != '/') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

struct Row {
  Format format;
  std::string_view name;
  bool (*test)(std::string_view);
  std::string_view for_people;
};

constexpr std::array<Row, 13> rows = {{
    {Format::date, "date", is_date, "a date like 2026-01-31"},
    {Format::time, "time", is_time, "a time like 14:30:00+01:00"},
    {Format::date_time, "date-time", is_date_time, "a date and time like 2026-01-31T14:30:00+01:00"},
    {Format::duration, "duration", is_duration, "a duration like P3D or PT2H"},
    {Format::email, "email", is_email, "an e-mail address like name@example.org"},
    {Format::hostname, "hostname", is_hostname, "a host name like www.example.org"},
    {Format::ipv4, "ipv4", is_ipv4, "an IPv4 address like 192.0.2.1"},
    {Format::ipv6, "ipv6", is_ipv6, "an IPv6 address like 2001:db8::1"},
    {Format::uri, "uri", is_uri, "a web address like https://example.org/page"},
    {Format::uri_reference, "uri-reference",
     [](std::string_view text) {
       return is_uri(text) || (has_uri_characters(text) && has_sound_authority(text));
     },
     "a web address or path like /page"},
    {Format::uuid, "uuid", is_uuid, "a UUID like 123e4567-e89b-12d3-a456-426614174000"},
    {Format::regex, "regex", [](std::string_view text) { return Pattern::compile(text).has_value(); },
     "a regular expression"},
    {Format::json_pointer, "json-pointer", is_json_pointer, "a JSON pointer like /list/0"},
}};

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  for (const Row& row : rows) {
    if (row.name == name) return row.format;
  }
  return std::nullopt;
}

bool has_format(Format format, std::string_view text) {
  return rows[static_cast<std::size_t>(format)].test(text);
}

std::string_view format_for_people(Format format) {
  return rows[static_cast<std::size_t>(format)].for_people;
}

}  // namespace wf::model::schema
