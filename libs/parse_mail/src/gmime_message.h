#pragma once

#include <gmime/gmime.h>

#include <memory>
#include <string_view>

namespace wenyuan::parse {

struct ObjectUnref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using GObjectPtr = std::unique_ptr<T, ObjectUnref>;

// Starts the mail library and opens every converter that it may need, once.
void WarmUpGmime();

// Null when there is no mail header.
GObjectPtr<GMimeMessage> ReadMessage(std::string_view bytes);

}  // namespace wenyuan::parse
