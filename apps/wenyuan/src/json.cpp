#include "json.h"

#include <array>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace wenyuan::app {
namespace {

void Print(const boost::json::value& value, std::string& out, std::size_t depth) {
  const auto new_line = [&](std::size_t level) {
    out += '\n';
    out.append(level * 2, ' ');
  };
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += '{';
    bool first = true;
    for (const auto& [name, member] : *object) {
      if (!first) out += ',';
      first = false;
      new_line(depth + 1);
      out += boost::json::serialize(boost::json::string(name)) + ": ";
      Print(member, out, depth + 1);
    }
    new_line(depth);
    out += '}';
  } else if (const auto* list = value.if_array(); list != nullptr && !list->empty()) {
    out += '[';
    bool first = true;
    for (const auto& item : *list) {
      if (!first) out += ',';
      first = false;
      new_line(depth + 1);
      Print(item, out, depth + 1);
    }
    new_line(depth);
    out += ']';
  } else if (value.is_double()) {  // shortest form that reads back the same, as in 0.9449
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value.get_double(),
                                   std::chars_format::general);
    out.append(digits.data(), end.ptr);
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

const boost::json::value& MemberOf(const boost::json::value& object, std::string_view name) {
  static const boost::json::value kNone;
  const auto* members = object.if_object();
  if (members == nullptr) return kNone;
  const auto* member = members->if_contains({name.data(), name.size()});
  return member == nullptr ? kNone : *member;
}

std::string TextOf(const boost::json::value& object, std::string_view name) {
  const auto* text = MemberOf(object, name).if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

std::int64_t IntegerOf(const boost::json::value& object, std::string_view name) {
  const boost::json::value& member = MemberOf(object, name);
  boost::json::error_code code;
  const auto number = member.is_number() ? member.to_number<std::int64_t>(code) : 0;
  return code ? 0 : number;
}

double NumberOf(const boost::json::value& object, std::string_view name) {
  const boost::json::value& member = MemberOf(object, name);
  boost::json::error_code code;
  return member.is_number() ? member.to_number<double>(code) : 0;
}

bool FlagOf(const boost::json::value& object, std::string_view name) {
  const bool* flag = MemberOf(object, name).if_bool();
  return flag != nullptr && *flag;
}

const boost::json::array& ListOf(const boost::json::value& object, std::string_view name) {
  static const boost::json::array kNone;
  const auto* list = MemberOf(object, name).if_array();
  return list == nullptr ? kNone : *list;
}

std::string Pretty(const boost::json::value& value) {
  std::string out;
  Print(value, out, 0);
  return out;
}

}  // namespace wenyuan::app
