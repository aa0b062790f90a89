#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api::testing {

std::string At(const std::string& json, const std::string& path) {
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse(json, error);
  if (error) return "";
  const auto* found = value.find_pointer("/" + path, error);
  if (found == nullptr) return "";
  return found->is_string() ? std::string(found->get_string()) : boost::json::serialize(*found);
}

}  // namespace wenyuan::api::testing
