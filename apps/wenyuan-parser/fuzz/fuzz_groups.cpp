#include "fuzz_groups.h"

namespace wenyuan {

const std::vector<FuzzGroup>& FuzzGroups() {
  static const std::vector<FuzzGroup> groups = {
      {"text",
       {"txt", "csv", "dif", "xml", "json", "jsonl", "yaml", "toml", "ini", "subtitles", "source",
        "rst", "org", "asciidoc", "textile", "tex"}},
      {"web", {"html", "md", "ipynb", "chm"}},
      {"mail", {"eml", "mbox", "mhtml"}},
      {"office",
       {"docx", "pptx", "xlsx", "odf", "epub", "hwpx", "rtf", "xps", "ofd", "vsdx", "iwork",
        "refused-office"}},
      {"legacy", {"doc", "xls", "ppt", "msg", "hwp", "one", "compound"}},
      {"pdf", {"pdf"}},
      {"archive", {"zip", "archive", "warc"}},
      {"picture", {"picture"}},
      {kScanGroup, {"pdf", "picture"}}};
  return groups;
}

}  // namespace wenyuan
