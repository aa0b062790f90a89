# What comes from a package registry rather than from Debian. scripts/setup puts it under third_party/.
set(WENYUAN_NPM ${CMAKE_SOURCE_DIR}/third_party/npm/node_modules)
if(NOT EXISTS ${WENYUAN_NPM})
  message(FATAL_ERROR "third-party packages are missing; run scripts/setup first")
endif()
find_package(PkgConfig REQUIRED)

# libllama: shared libraries for this machine, and the headers of the same release. Its CPU variants are
# opened at run time and lie beside it. Without a package for this machine there is no model server.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  set(machine linux-x64)
else()
  set(machine linux-arm64)
endif()
set(WENYUAN_LLAMA_LIBRARIES ${WENYUAN_NPM}/@node-llama-cpp/${machine}/bins/${machine})
set(WENYUAN_LLAMA_SOURCE ${CMAKE_SOURCE_DIR}/third_party/llama)
if(EXISTS ${WENYUAN_LLAMA_LIBRARIES}/libllama.v0.5.0.so)
  foreach(library IN ITEMS ggml-base ggml.v0.5.0 llama.v0.5.0 llama-common)
    string(REGEX REPLACE "\\.v.*" "" target ${library})
    add_library(llamacpp::${target} SHARED IMPORTED)
    set_target_properties(llamacpp::${target} PROPERTIES
      IMPORTED_LOCATION ${WENYUAN_LLAMA_LIBRARIES}/lib${library}.so IMPORTED_SONAME lib${library}.so
      INTERFACE_INCLUDE_DIRECTORIES "${WENYUAN_LLAMA_SOURCE}/include;${WENYUAN_LLAMA_SOURCE}/ggml/include")
  endforeach()
  target_link_libraries(llamacpp::ggml INTERFACE llamacpp::ggml-base)
  target_link_libraries(llamacpp::llama INTERFACE llamacpp::ggml)
  # C++ from the same release: templates for conversations, grammars of JSON schemas; and what llama.h lacks.
  target_include_directories(llamacpp::llama-common INTERFACE ${WENYUAN_LLAMA_SOURCE}/common ${WENYUAN_LLAMA_SOURCE}/src)
  target_link_libraries(llamacpp::llama-common INTERFACE llamacpp::llama)
else()
  message(WARNING "no libllama for ${CMAKE_SYSTEM_PROCESSOR}: wenyuan-model is not built; "
                  "vectors can still come from an OpenAI-compatible server")
endif()
