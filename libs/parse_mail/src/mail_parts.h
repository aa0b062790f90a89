#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string>
#include <vector>

namespace wenyuan::parse {

struct ObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using GObjectPtr = std::unique_ptr<T, ObjectUnref>;

struct MailText {
  bool html = false;
  std::string utf8;
  bool damaged = false;
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

// "name: value" of all headers, in order, still encoded.
std::vector<std::pair<std::string, std::string>> RawHeaders(GMimeObject* object);

}  // namespace wenyuan::parse
