#include "json_reader.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

namespace json = boost::json;
using Code = json::error_code;

// Called by the parser for each piece. Numbers are taken as text, so that none changes.
class Handler {
 public:
  static constexpr std::size_t max_object_size = ~std::size_t{0};
  static constexpr std::size_t max_array_size = ~std::size_t{0};
  static constexpr std::size_t max_key_size = std::size_t{1} << 20U;
  static constexpr std::size_t max_string_size = std::size_t{64} << 20U;

  explicit Handler(DataTree& tree) : tree_(tree) {}

  bool on_document_begin(Code& /*ec*/) { return true; }
  bool on_document_end(Code& /*ec*/) { return true; }
  bool on_object_begin(Code& ec) { return Check(tree_.Begin(DataTree::Kind::kObject), ec); }
  bool on_array_begin(Code& ec) { return Check(tree_.Begin(DataTree::Kind::kArray), ec); }
  bool on_object_end(std::size_t /*n*/, Code& /*ec*/) { return Ended(); }
  bool on_array_end(std::size_t /*n*/, Code& /*ec*/) { return Ended(); }
  bool on_key_part(json::string_view part, std::size_t /*n*/, Code& /*ec*/) { return Keep(part); }
  bool on_key(json::string_view part, std::size_t /*n*/, Code& /*ec*/) {
    Keep(part);
    tree_.Key(text_);
    text_.clear();
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t /*n*/, Code& /*ec*/) {
    return Keep(part);
  }
  bool on_string(json::string_view part, std::size_t /*n*/, Code& ec) { return Scalar(part, ec); }
  bool on_number_part(json::string_view part, Code& /*ec*/) { return Keep(part); }
  bool on_int64(std::int64_t /*number*/, json::string_view part, Code& ec) {
    return Scalar(part, ec);
  }
  bool on_uint64(std::uint64_t /*number*/, json::string_view part, Code& ec) {
    return Scalar(part, ec);
  }
  bool on_double(double /*number*/, json::string_view part, Code& ec) { return Scalar(part, ec); }
  bool on_bool(bool value, Code& ec) { return Scalar(value ? "true" : "false", ec); }
  bool on_null(Code& ec) { return Scalar("null", ec); }
  bool on_comment_part(json::string_view /*part*/, Code& /*ec*/) { return true; }
  bool on_comment(json::string_view /*part*/, Code& /*ec*/) { return true; }

  void Clear() { text_.clear(); }

 private:
  static bool Check(bool taken, Code& ec) {
    if (!taken) ec = json::error::too_deep;
    return taken;
  }
  bool Ended() {
    tree_.End();
    return true;
  }
  bool Keep(json::string_view part) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool Scalar(json::string_view part, Code& ec) {
    Keep(part);
    const bool taken = tree_.Scalar(text_);
    text_.clear();
    return Check(taken, ec);
  }

  DataTree& tree_;
  std::string text_;
};

json::parse_options Options() {
  json::parse_options options;
  options.max_depth = DataTree::kMaxDepth;
  options.allow_comments = true;
  options.allow_trailing_commas = true;
  return options;
}

bool OpensValue(std::string_view text) {
  text = Trim(text);
  return !text.empty() && (text[0] == '{' || text[0] == '[');
}

}  // namespace

class JsonReader::Parser {
 public:
  explicit Parser(DataTree& tree) : parser_(Options(), tree) {}
  json::basic_parser<Handler>& get() { return parser_; }

 private:
  json::basic_parser<Handler> parser_;
};

JsonReader::JsonReader(DataTree& tree) : parser_(std::make_unique<Parser>(tree)) {}
JsonReader::~JsonReader() = default;

std::optional<std::string> JsonReader::Read(std::string_view utf8) {
  auto& parser = parser_->get();
  parser.reset();
  parser.handler().Clear();
  Code ec;
  const std::size_t taken = parser.write_some(false, utf8.data(), utf8.size(), ec);
  const std::size_t read = std::min(taken, utf8.size());  // of an error it may be anything
  if (!ec && read < utf8.size()) ec = json::error::extra_data;
  if (!ec) return std::nullopt;
  const auto line =
      1 + std::count(utf8.begin(), utf8.begin() + static_cast<std::ptrdiff_t>(read), '\n');
  return "line " + std::to_string(line) + ": " + ec.message();
}

bool MayStartJson(std::string_view bytes) {
  for (const char c : bytes.substr(0, 64)) {
    if (c == '{' || c == '[') return true;
    const auto byte = static_cast<unsigned char>(c);
    const bool skipped = byte == 0 || byte >= 0xBB || c == ' ' || (c >= '\t' && c <= '\r');
    if (!skipped) return false;
  }
  return false;
}

bool StartsLikeJson(std::string_view utf8) {
  if (!OpensValue(utf8)) return false;
  DataTree tree;
  json::basic_parser<Handler> parser(Options(), tree);
  Code ec;
  const std::size_t read = parser.write_some(true, utf8.data(), utf8.size(), ec);
  return !ec && tree.Size() > 1 && Trim(utf8.substr(std::min(read, utf8.size()))).empty();
}

bool IsJson(std::string_view utf8) {
  DataTree tree;
  return OpensValue(utf8) && !JsonReader(tree).Read(utf8);
}

}  // namespace wenyuan::parse
