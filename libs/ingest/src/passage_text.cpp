#include "passage_text.h"

namespace wenyuan::ingest {

std::string TitleOf(const store::Document& document) {
  if (!document.title.empty()) return document.title;
  const std::size_t folder = document.source_name.rfind('/');
  const std::string name =
      folder == std::string::npos ? document.source_name : document.source_name.substr(folder + 1);
  return name.substr(0, name.rfind('.'));
}

std::string PassageText(const store::Document& document, const store::Chunk& chunk) {
  std::string text;
  for (const std::string* part : {&document.title, &chunk.heading_path}) {
    // A first passage often begins with its own title.
    if (part->empty() || chunk.text.starts_with(*part)) continue;
    text += *part;
    text += '\n';
  }
  return text + chunk.text;
}

}  // namespace wenyuan::ingest
