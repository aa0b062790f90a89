#include "data_tree.h"

#include <limits>

namespace wenyuan::parse {

DataTree::Text DataTree::Store(std::string_view text) {
  if (texts_.size() + text.size() > std::numeric_limits<std::uint32_t>::max()) {
    full_ = true;
    return {};
  }
  const Text stored{static_cast<std::uint32_t>(texts_.size()),
                    static_cast<std::uint32_t>(text.size())};
  texts_ += text;
  return stored;
}

bool DataTree::Begin(Kind kind) {
  if (full_ || values_.size() >= kMaxValues || open_.size() >= kMaxDepth) {
    full_ = true;
    return false;
  }
  open_.push_back(values_.size());
  values_.push_back({key_, {}, 0, kind});
  key_ = {};
  return true;
}

void DataTree::End() {
  if (open_.empty()) return;
  values_[open_.back()].end = static_cast<std::uint32_t>(values_.size());
  open_.pop_back();
}

void DataTree::Key(std::string_view key) { key_ = Store(key); }

bool DataTree::Scalar(std::string_view text) {
  if (full_ || values_.size() >= kMaxValues) {
    full_ = true;
    return false;
  }
  const Text stored = Store(text);
  values_.push_back({key_, stored, static_cast<std::uint32_t>(values_.size() + 1), Kind::kScalar});
  key_ = {};
  return !full_;
}

bool DataTree::Copy(std::size_t value) {
  const std::size_t count = values_[value].end - value;
  if (full_ || values_.size() + count > kMaxValues) {
    full_ = true;
    return false;
  }
  const std::size_t shift = values_.size() - value;
  for (std::size_t i = 0; i < count; ++i) {
    Value copy = values_[value + i];
    copy.end += static_cast<std::uint32_t>(shift);
    if (i == 0) copy.key = key_;
    values_.push_back(copy);
  }
  key_ = {};
  return true;
}

std::string_view DataTree::KeyOf(std::size_t value) const { return View(values_[value].key); }

std::string_view DataTree::TextOf(std::size_t value) const { return View(values_[value].text); }

std::vector<std::size_t> DataTree::ChildrenOf(std::size_t value) const {
  std::vector<std::size_t> children;
  if (values_[value].kind == Kind::kScalar) return children;
  for (std::size_t i = value + 1; i < values_[value].end; i = values_[i].end) {
    children.push_back(i);
  }
  return children;
}

}  // namespace wenyuan::parse
