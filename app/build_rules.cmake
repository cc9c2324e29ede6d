# Compiler settings and the one function by which a folder becomes a library.

add_library(countersign_settings INTERFACE)
target_include_directories(countersign_settings INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(countersign_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${COUNTERSIGN_WERROR}>:-Werror>
  # What the optimiser guesses about the flow of values is wrong at times (GCC PR105651 and its kin): told, but no error.
  $<$<AND:$<BOOL:${COUNTERSIGN_WERROR}>,$<CXX_COMPILER_ID:GNU>>:-Wno-error=maybe-uninitialized;-Wno-error=array-bounds;-Wno-error=stringop-overflow;-Wno-error=stringop-overread;-Wno-error=restrict;-Wno-error=dangling-pointer>
  $<$<CONFIG:Release>:-fstack-protector-strong>)
target_compile_definitions(countersign_settings INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER
  QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
  COUNTERSIGN_VERSION="${PROJECT_VERSION}"
  $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)

if(COUNTERSIGN_SANITIZE)
  add_compile_options(-fsanitize=${COUNTERSIGN_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${COUNTERSIGN_SANITIZE})
endif()

find_program(COUNTERSIGN_CCACHE ccache)
if(COUNTERSIGN_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${COUNTERSIGN_CCACHE}")
endif()
find_program(COUNTERSIGN_MOLD mold)
if(COUNTERSIGN_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# countersign_prefix(TARGET HEADER…)
# Qt's headers, read once for the whole target: a third of a cold build's time. Not in daily builds, where a missing
# #include must show and the compiler's cache serves better. Without COUNTERSIGN_PCH it does nothing.
function(countersign_prefix target)
  if(COUNTERSIGN_PCH)
    list(TRANSFORM ARGN REPLACE "(.+)" "<\\1>")
    target_precompile_headers(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# countersign_library(NAME [QOBJECTS] [USES library…] [PRIVATE_USES library…])
# All sources below the current folder become the static library countersign_NAME. What a folder may
# use stands in app/README.md; tests/architecture compares that table with the #include lines. QOBJECTS: the folder has
# classes with Q_OBJECT, so moc must look at it.
function(countersign_library name)
  cmake_parse_arguments(ARG "QOBJECTS" "" "USES;PRIVATE_USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "*.cpp" "*.h")
  add_library(countersign_${name} STATIC ${sources})
  set_target_properties(countersign_${name} PROPERTIES AUTOMOC ${ARG_QOBJECTS})
  target_link_libraries(countersign_${name} PUBLIC countersign_settings ${ARG_USES} PRIVATE ${ARG_PRIVATE_USES})
  set(prefix QtCore algorithm functional map memory optional string variant vector)
  foreach(module IN ITEMS Network Widgets)
    if("Qt6::${module}" IN_LIST ARG_USES OR "Qt6::${module}" IN_LIST ARG_PRIVATE_USES)
      list(APPEND prefix Qt${module})
    endif()
  endforeach()
  countersign_prefix(countersign_${name} ${prefix})
endfunction()
