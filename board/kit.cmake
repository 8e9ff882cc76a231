# The device's code, the board kit, and the same code on a board in memory for unit tests.
# board/CMakeLists.txt includes this; its parley_device lines say what the sources are.

parley_find_lwip()

add_library(parley_device_warnings INTERFACE)
target_compile_options(parley_device_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${PARLEY_WERROR}>:-Werror>)
# How the device's code is compiled, and every sketch: the chip's char is unsigned.
set(device_flags -funsigned-char -fno-exceptions -fno-rtti -ffunction-sections -fdata-sections)
add_library(parley_device_settings INTERFACE)
target_compile_options(parley_device_settings INTERFACE ${device_flags})
target_include_directories(parley_device_settings INTERFACE ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/board/api)
target_link_libraries(parley_device_settings INTERFACE parley_device_warnings)

# The board kit: what a sketch is compiled and linked with.
set(kit ${CMAKE_BINARY_DIR}/lib/parley/board)
foreach(mss 536 1460)
  parley_device_objects(parley_device_${mss} ${mss} ${board_stack_sources} ${board_api_sources})
  # Of the link a board needs its messages and its end of the connection.
  add_library(parley_board_${mss} STATIC ${board_host_sources}
    link/message.cpp link/connection.cpp)
  target_link_libraries(parley_board_${mss} PRIVATE parley_device_${mss} parley_device_${mss}_lwip
    parley_device_settings)
  set_target_properties(parley_board_${mss} PROPERTIES ARCHIVE_OUTPUT_DIRECTORY ${kit}/lib)
endforeach()

# The wrapped functions are how board/host counts the heap against the chip's.
set(wrapped malloc calloc realloc free strdup strndup)
list(TRANSFORM wrapped PREPEND "-Wl,--wrap=")
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
separate_arguments(build_flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}")
separate_arguments(link_flags UNIX_COMMAND "${CMAKE_EXE_LINKER_FLAGS}")
# What sketches ask about the board they are compiled for, as the chip's core answers.
set(core_is -DESP8266 -DARDUINO_ARCH_ESP8266 -DARDUINO=10819 -DF_CPU=80000000L)
parley_json_list(kit_compile -std=gnu++20 ${build_flags} ${device_flags} ${core_is})
parley_json_list(kit_link ${build_flags} ${link_flags} -Wl,--gc-sections ${wrapped})
configure_file(${CMAKE_CURRENT_SOURCE_DIR}/kit.json.in ${kit}/kit.json @ONLY)

# A sketch sees the API, and of the stack what the API's own headers include. Not lwIP.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/board/api/*.h)
list(FILTER headers EXCLUDE REGEX "_(twin|fixture)\\.h$")
list(APPEND headers board/stack/port.h board/stack/pump.h board/stack/uart.h)
set(copies)
foreach(header ${headers})
  add_custom_command(OUTPUT ${kit}/include/${header}
    COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/${header} ${kit}/include/${header}
    DEPENDS ${CMAKE_SOURCE_DIR}/${header} VERBATIM)
  list(APPEND copies ${kit}/include/${header})
endforeach()
add_custom_target(parley_board_headers DEPENDS ${copies})
# A sketch compiled with the headers of one state and linked with another's archive crashes.
add_dependencies(parley_board_536 parley_board_headers)
add_dependencies(parley_board_1460 parley_board_headers)
add_custom_target(parley_board_kit ALL DEPENDS parley_board_536 parley_board_1460)
install(DIRECTORY ${kit}/ DESTINATION lib/parley/board)

# parley_sketch(TARGET SOURCE...): a board with this C++ as its sketch, as the kit makes one.
function(parley_sketch target)
  add_executable(${target} ${ARGN})
  target_compile_options(${target} PRIVATE ${core_is})
  target_link_libraries(${target} PRIVATE parley_device_settings parley_board_536)
  target_link_options(${target} PRIVATE -Wl,--gc-sections ${wrapped})
endfunction()
parley_sketch(board_probe ${CMAKE_SOURCE_DIR}/tests/board_probe.cpp)
parley_sketch(board_network ${CMAKE_SOURCE_DIR}/tests/board_network.cpp)

# The same device code on a board in memory, whose clock jumps, for unit tests. Its tests are
# ordinary programs (GoogleTest and the twin use exceptions), but for the sign of char, and without
# RTTI, since they derive from classes of the API, which have none.
add_library(parley_board_twin STATIC stack/port_twin.cpp stack/frames_twin.cpp
  api/network_twin.cpp)
target_compile_options(parley_board_twin PUBLIC -funsigned-char -fno-rtti)
target_include_directories(parley_board_twin PUBLIC ${CMAKE_SOURCE_DIR}
  ${CMAKE_SOURCE_DIR}/board/api)
target_link_libraries(parley_board_twin PUBLIC parley_device_536 parley_device_536_lwip
  PRIVATE parley_device_warnings)
parley_device_fuzzers(${board_stack_fuzzers} ${board_api_fuzzers})
parley_device_test(stack ${board_stack_tests})
parley_device_test(api ${board_api_tests})
add_test(NAME board/api.missing COMMAND ${CMAKE_COMMAND} -DCOMPILER=${CMAKE_CXX_COMPILER}
  -P ${CMAKE_CURRENT_SOURCE_DIR}/api/missing_test.cmake)
set_tests_properties(board/api.missing PROPERTIES LABELS "unit;board/api")
