#include "yaml_reader.h"

#include <yaml.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "markup_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

using Kind = DataTree::Kind;

constexpr std::size_t kMostFromAliases = 100'000;
constexpr std::size_t kCommentedLevels = 3;

class Reader {
 public:
  Reader(std::string_view utf8, DataTree& tree) : tree_(tree), lines_(MarkupLines(utf8)) {
    yaml_parser_initialize(&parser_);
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(utf8.data()),
                                 utf8.size());
  }
  ~Reader() { yaml_parser_delete(&parser_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::optional<std::string> Run() {
    tree_.Begin(Kind::kArray);
    for (bool more = true; more;) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) == 0) return Problem();
      more = event.type != YAML_STREAM_END_EVENT && !tree_.Full();
      Take(event);
      // The end of a block is found at what follows it, behind comments.
      const bool token = event.type == YAML_SCALAR_EVENT || event.type == YAML_ALIAS_EVENT;
      if (token) last_line_ = event.end_mark.line;
      yaml_event_delete(&event);
    }
    if (!tree_.Full()) tree_.End();
    return std::nullopt;
  }

 private:
  struct Open {
    bool mapping = false;
    bool key_next = false;
  };

  static std::string_view View(const yaml_char_t* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
  }

  void Take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        anchors_.clear();
        break;
      case YAML_SCALAR_EVENT:
        TakeScalar(event);
        break;
      case YAML_ALIAS_EVENT:
        TakeAlias(std::string(View(event.data.alias.anchor)));
        break;
      case YAML_SEQUENCE_START_EVENT:
        Begin(Kind::kArray, View(event.data.sequence_start.anchor));
        break;
      case YAML_MAPPING_START_EVENT:
        Begin(Kind::kObject, View(event.data.mapping_start.anchor));
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        End();
        break;
      default:
        break;
    }
  }

  // Whether a scalar here would name a value of a mapping.
  [[nodiscard]] bool AtKey() const {
    return !open_.empty() && open_.back().mapping && open_.back().key_next;
  }

  void Done() {
    if (!open_.empty() && open_.back().mapping) open_.back().key_next = !open_.back().key_next;
  }

  void TakeScalar(const yaml_event_t& event) {
    const std::string_view text(reinterpret_cast<const char*>(event.data.scalar.value),
                                event.data.scalar.length);
    if (AtKey()) {
      TakeComments(event.start_mark.line);
      tree_.Key(text);
    } else {
      const std::string anchor(View(event.data.scalar.anchor));
      if (!anchor.empty()) anchors_[anchor] = tree_.Size();
      tree_.Scalar(text);
    }
    Done();
  }

  // The library skips comments, but people explain settings with them: those on lines of their own
  // before a key near the top are kept.
  void TakeComments(std::size_t line) {
    if (open_.size() > kCommentedLevels) return;
    std::string comment;
    for (std::size_t i = first_ ? 0 : last_line_; i < line && i < lines_.size(); ++i) {
      const std::string_view text = Trim(lines_[i]);
      const std::size_t start = std::min(text.find_first_not_of("# \t"), text.size());
      if (text.empty() || text[0] != '#' || start == text.size()) continue;
      comment += (comment.empty() ? "" : "\n") + std::string(text.substr(start));
    }
    first_ = false;
    if (comment.empty()) return;
    tree_.Key(kCommentKey);
    tree_.Scalar(comment);
  }

  void TakeAlias(const std::string& name) {
    const auto found = anchors_.find(name);
    const bool known = found != anchors_.end() && !tree_.Open(found->second);
    if (AtKey()) {
      tree_.Key("*" + name);
    } else if (known && Affords(tree_.EndOf(found->second) - found->second)) {
      tree_.Copy(found->second);
    } else {
      tree_.Scalar("*" + name);
    }
    Done();
  }

  bool Affords(std::size_t values) {
    if (from_aliases_ + values > kMostFromAliases) return false;
    from_aliases_ += values;
    return true;
  }

  // A key that is no scalar is read as a value without a name.
  void Begin(Kind kind, std::string_view anchor) {
    if (AtKey()) Done();
    if (!anchor.empty()) anchors_[std::string(anchor)] = tree_.Size();
    tree_.Begin(kind);
    open_.push_back({kind == Kind::kObject, kind == Kind::kObject});
  }

  void End() {
    tree_.End();
    if (!open_.empty()) open_.pop_back();
    Done();
  }

  std::string Problem() const {
    return "line " + std::to_string(parser_.problem_mark.line + 1) + ": " +
           (parser_.problem == nullptr ? "it is damaged" : parser_.problem);
  }

  yaml_parser_t parser_{};
  DataTree& tree_;
  std::vector<std::string_view> lines_;
  std::size_t last_line_ = 0;
  bool first_ = true;
  std::vector<Open> open_;
  std::map<std::string, std::size_t> anchors_;
  std::size_t from_aliases_ = 0;
};

}  // namespace

std::optional<std::string> ReadYaml(std::string_view utf8, DataTree& tree) {
  return Reader(utf8, tree).Run();
}

}  // namespace wenyuan::parse
