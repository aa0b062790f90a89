#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wenyuan/parse_kit/document_builder.h"

namespace wenyuan::parse {

// The pictures of a Rich Text: a PNG, a JPEG, a bitmap or a metafile, in hexadecimal digits or as
// it is. Other kinds are left out. A picture waits until its paragraph has ended.
class RtfPictures {
 public:
  void Start() {
    digits_.clear();
    bytes_ = {};
  }
  void Append(std::string_view digits);
  // Requires that they outlive the picture.
  void AppendBytes(std::string_view bytes) {
    if (!bytes.empty()) bytes_ = bytes;
  }
  // The picture is complete.
  void End(DocumentBuilder& out);
  void EmitWaiting(DocumentBuilder& out);

 private:
  std::string digits_;
  std::string_view bytes_;
  std::vector<std::uint32_t> waiting_;
  std::size_t count_ = 0;
};

// Title, author and so on; `piece` is the control word of its group in \info.
void AddRtfInfo(std::string_view piece, std::string_view text, DocumentBuilder& out);

}  // namespace wenyuan::parse
