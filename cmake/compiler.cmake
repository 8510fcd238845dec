# Compiler flags, sanitizers, ccache and the fastest linker at hand; one shared precompiled header.
find_program(WF_CCACHE ccache)
if(WF_CCACHE)
  # PCH and ccache get along only with these; base_dir and hash_dir let other checkouts share the cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${WF_CCACHE})
endif()
find_program(WF_MOLD mold)
if(WF_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(wf_flags INTERFACE)
# -pthread everywhere: a precompiled header is only taken where the same macros are set (some libraries ask for it).
target_compile_options(wf_flags INTERFACE -pthread)
target_compile_options(wf_flags INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor
                                         -Woverloaded-virtual -Wswitch-enum)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(wf_flags INTERFACE -fpch-preprocess)
  # g++ 12 sees overruns inside std::string's operator+ at -O2 that are not there (GCC bugs 105329, 105651).
  target_compile_options(wf_flags INTERFACE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
endif()
target_compile_definitions(wf_flags INTERFACE _GLIBCXX_ASSERTIONS WF_VERSION="${PROJECT_VERSION}")
if(WF_WERROR)
  target_compile_options(wf_flags INTERFACE -Werror)
endif()
if(WF_SANITIZE)
  add_compile_options(-fsanitize=${WF_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${WF_SANITIZE})
endif()
if(WF_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Standard headers and tl::expected, compiled once and shared by every room.
file(WRITE ${PROJECT_BINARY_DIR}/pch/pch.cpp.new "// Carries the shared precompiled header.\n")
file(COPY_FILE ${PROJECT_BINARY_DIR}/pch/pch.cpp.new ${PROJECT_BINARY_DIR}/pch/pch.cpp ONLY_IF_DIFFERENT)
add_library(wf_pch STATIC ${PROJECT_BINARY_DIR}/pch/pch.cpp)
target_link_libraries(wf_pch PUBLIC wf_flags)
target_precompile_headers(wf_pch PRIVATE
  <algorithm> <array> <atomic> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <unordered_map> <utility> <variant> <vector> <tl/expected.hpp>)
