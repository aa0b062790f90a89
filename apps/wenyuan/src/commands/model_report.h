#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "../terminal.h"
#include "wenyuan/gguf/facts.h"

namespace wenyuan::app {

// What `model inspect` says of a model: as a table, and as JSON.
std::string ModelTable(const gguf::ModelFacts& facts, const Terminal& terminal);
boost::json::object ModelJson(const gguf::ModelFacts& facts);

// "Q4_K 88 %, Q6_K 12 %": the types of the matrices, by how many numbers each holds.
std::string Quantisation(const gguf::ModelFacts& facts);

}  // namespace wenyuan::app
