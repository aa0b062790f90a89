#pragma once

#include <cstdint>
#include <roaring/roaring.hh>

namespace wenyuan::index {

// Numbers of documents (store::DocumentNumber).
using DocumentSet = ::Roaring;  // CRoaring 0.2 keeps its class in the global namespace

}  // namespace wenyuan::index
