#pragma once

#include <string>

#include "../session.h"

namespace wenyuan::app {

struct ModelOptions {
  std::string path;  // a file (of inspect and verify also an installed model), of `list` a folder
  std::string name;  // of an installed model
  bool link = false;
  // Of pull: `name` is "ORG/NAME" or an address.
  std::string from = {};
  std::string revision = {};
  std::string file = {};
  bool yes = false;
  bool stop_first = false;  // of use
  std::string role = {};    // of use and unload; empty: by the file, or the generator
};
int RunModelInspect(Session& session, const ModelOptions& options);
int RunModelList(Session& session, const ModelOptions& options);
int RunModelVerify(Session& session, const ModelOptions& options);
int RunModelImport(Session& session, const ModelOptions& options);
int RunModelPull(Session& session, const ModelOptions& options);
int RunModelRemove(Session& session, const ModelOptions& options);
int RunModelUnload(Session& session, const ModelOptions& options);
int RunModelUse(Session& session, const ModelOptions& options);

// By the server that runs.
int UseOnServer(Session& session, ApiClient& api, const ModelOptions& options);
int RemoveOnServer(Session& session, ApiClient& api, const ModelOptions& options);
// Follows what the server fetches, until it is done.
Result<boost::json::value> FollowPull(Session& session, ApiClient& api);

}  // namespace wenyuan::app
