#include "html_tree.h"

#include <cstddef>
#include <cstdlib>
#include <utility>

#include "wenyuan/parse_kit/errors.h"

namespace wenyuan::parse {

// Everything gumbo allocates, in one list: gumbo's own way to free a tree recurses as deep as the
// page is nested, and a page may be nested deeper than a stack.
class HtmlMemory {
 public:
  HtmlMemory() = default;
  HtmlMemory(const HtmlMemory&) = delete;
  HtmlMemory& operator=(const HtmlMemory&) = delete;
  ~HtmlMemory() {
    while (first_ != nullptr) std::free(std::exchange(first_, first_->next));
  }

  static void* Allocate(void* self, std::size_t size) {
    auto* memory = static_cast<HtmlMemory*>(self);
    auto* head = static_cast<Head*>(std::malloc(sizeof(Head) + size));
    if (head == nullptr) std::abort();  // gumbo does not check; the parser process is replaced
    head->next = memory->first_;
    head->previous = nullptr;
    if (memory->first_ != nullptr) memory->first_->previous = head;
    memory->first_ = head;
    return head + 1;
  }

  static void Free(void* self, void* pointer) {
    if (pointer == nullptr) return;
    auto* memory = static_cast<HtmlMemory*>(self);
    Head* head = static_cast<Head*>(pointer) - 1;
    if (head->next != nullptr) head->next->previous = head->previous;
    (head->previous != nullptr ? head->previous->next : memory->first_) = head->next;
    std::free(head);
  }

 private:
  struct alignas(std::max_align_t) Head {
    Head* previous;
    Head* next;
  };
  Head* first_ = nullptr;
};

namespace {

constexpr std::size_t kMaxDepth = 5'000;

// The deepest nesting that the tags allow, counted roughly: what needs no end tag does not count.
std::size_t RoughDepth(std::string_view html) {
  static constexpr std::string_view kNoEnd[] = {
      "p",    "li",   "td",  "tr",   "th",     "dt",     "dd",   "br",  "img",   "hr",    "input",
      "meta", "link", "col", "area", "option", "source", "base", "wbr", "thead", "tbody", "tfoot"};
  if (html.empty()) return 0;
  std::size_t depth = 0;
  std::size_t deepest = 0;
  for (std::size_t at = html.find('<'); at < html.size() - 1; at = html.find('<', at + 1)) {
    const char next = html[at + 1];
    if (next == '/') {
      if (depth > 0) --depth;
      continue;
    }
    const char lower = static_cast<char>(next | 0x20);
    if (lower < 'a' || lower > 'z') continue;
    std::string name;
    for (std::size_t i = at + 1; i < html.size() && name.size() < 8; ++i) {
      const char c = static_cast<char>(html[i] | 0x20);
      if (c < 'a' || c > 'z') break;
      name += c;
    }
    bool counts = true;
    for (const std::string_view free : kNoEnd) counts = counts && name != free;
    if (counts && ++depth > deepest) deepest = depth;
  }
  return deepest;
}

}  // namespace

HtmlTree::HtmlTree() = default;
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

Result<HtmlTree> HtmlTree::Parse(std::string utf8) {
  if (RoughDepth(utf8) > kMaxDepth) {
    return FileTooLarge(
        "html", {"its elements are nested deeper than 5000 levels", "它的元素嵌套超过 5000 层"});
  }
  HtmlTree tree;
  tree.text_ = std::make_unique<std::string>(std::move(utf8));
  tree.memory_ = std::make_unique<HtmlMemory>();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = HtmlMemory::Allocate;
  options.deallocator = HtmlMemory::Free;
  options.userdata = tree.memory_.get();
  options.max_errors = 0;
  const GumboOutput* output =
      gumbo_parse_with_options(&options, tree.text_->data(), tree.text_->size());
  tree.root_ = output->root;
  return tree;
}

const GumboVector* Children(const GumboNode* node) {
  if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
  return IsElement(node) ? &node->v.element.children : nullptr;
}

std::string_view Attribute(const GumboNode* node, const char* name) {
  if (!IsElement(node)) return {};
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool IsElement(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

GumboTag TagOf(const GumboNode* node) {
  return IsElement(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN;
}

}  // namespace wenyuan::parse
