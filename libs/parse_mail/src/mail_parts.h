#pragma once

#include <string>
#include <vector>

#include "gmime_message.h"

namespace wenyuan::parse {

struct MailText {
  bool html = false;
  std::string utf8;
  bool damaged = false;
  bool flowed = false;  // long lines were cut behind spaces (RFC 3676)
};

struct MailFile {
  std::string name;
  std::string bytes;
};

struct MailParts {
  std::vector<MailText> texts;  // in order, one of each set of alternatives
  std::vector<MailFile> files;
  bool encrypted = false;
};

// What a message consists of. Messages inside it are files; nothing is read recursively.
MailParts CollectParts(GMimeObject* root);

// The page of a browser's archive: the part that its root names, else the first page; null without.
GMimePart* RootPage(GMimeObject* root);

MailText ReadText(GMimePart* part, bool html);

// "name: value" of all headers, in order, still encoded.
std::vector<std::pair<std::string, std::string>> RawHeaders(GMimeObject* object);

}  // namespace wenyuan::parse
