# What `cmake --install` installs, and the Debian package that `make package` makes of it.
#
# The manual page and the completions are written by the program itself, from the very table that
# its --help shows, so that the four cannot disagree.
#
# Two packages, because a server that runs `parley` in tests has no use for a window.

include(GNUInstallDirs)
find_program(PARLEY_GZIP gzip REQUIRED)

set(generated ${CMAKE_BINARY_DIR}/generated)
set(documents)
foreach(form man bash zsh fish)
  add_custom_command(OUTPUT ${generated}/parley.${form}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${generated}
    COMMAND $<TARGET_FILE:parley> --generate ${form} > ${generated}/parley.${form}
    DEPENDS parley
    COMMENT "parley --generate ${form}"
    VERBATIM)
  list(APPEND documents ${generated}/parley.${form})
endforeach()
# -n leaves out name and time: the same sources make the same package.
set(sources ${generated}/parley.man ${CMAKE_SOURCE_DIR}/cmake/package/changelog)
set(names parley.1 changelog)
if(PARLEY_DESK)
  list(APPEND sources ${CMAKE_SOURCE_DIR}/cmake/package/parley-desk.1)
  list(APPEND names parley-desk.1)
endif()
foreach(from name IN ZIP_LISTS sources names)
  add_custom_command(OUTPUT ${generated}/${name}.gz
    COMMAND ${PARLEY_GZIP} -9 -n -c ${from} > ${generated}/${name}.gz
    DEPENDS ${from}
    COMMENT "gzip ${name}"
    VERBATIM)
  list(APPEND documents ${generated}/${name}.gz)
endforeach()
add_custom_target(documents ALL DEPENDS ${documents})

set(completions_bash ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
set(completions_zsh ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
set(completions_fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(TARGETS parley RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${generated}/parley.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${generated}/parley.bash DESTINATION ${completions_bash} RENAME parley)
install(FILES ${generated}/parley.zsh DESTINATION ${completions_zsh} RENAME _parley)
install(FILES ${generated}/parley.fish DESTINATION ${completions_fish})
# The board kit installs itself (board/kit.cmake).
if(PARLEY_BOARD)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/sketches/
    DESTINATION ${CMAKE_INSTALL_DATADIR}/parley/sketches)
endif()
set(papers ${CMAKE_SOURCE_DIR}/cmake/package/copyright ${generated}/changelog.gz)
install(FILES ${papers} ${CMAKE_SOURCE_DIR}/README.md
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/parley)

if(PARLEY_DESK)
  set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
  install(TARGETS parley-desk RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT desk)
  install(FILES ${generated}/parley-desk.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
    COMPONENT desk)
  install(FILES ${CMAKE_SOURCE_DIR}/cmake/package/parley-desk.desktop
    DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT desk)
  foreach(size 16 24 32 48 64 128 256)
    install(FILES ${CMAKE_SOURCE_DIR}/cmake/package/icons/parley-${size}.png
      DESTINATION ${icons}/${size}x${size}/apps RENAME parley.png COMPONENT desk)
  endforeach()
  install(FILES ${CMAKE_SOURCE_DIR}/cmake/package/icons/parley.svg
    DESTINATION ${icons}/scalable/apps COMPONENT desk)
  install(FILES ${papers} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/parley-desk COMPONENT desk)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_NAME parley)
set(CPACK_PACKAGE_CONTACT "Parley maintainers <maintainers@parley.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
  "talk TCP with the things on your network and see what they say")
set(CPACK_DEBIAN_PARLEY_DESCRIPTION
"Parley is a TCP, TLS, UDP, raw IP and serial peer for people who build with
small boards. It listens to many devices at once, numbers and names them,
connects to one, stands between two, answers by rules, and shows every byte
safely on a terminal, exactly on a pipe, or as JSON lines for other programs.

When something fails it says what was tried, what was seen, and what to do.")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_PARLEY_PACKAGE_NAME parley)
set(CPACK_DEBIAN_DESK_PACKAGE_NAME parley-desk)
set(CPACK_DEBIAN_DESK_PACKAGE_DEPENDS "parley (= ${PROJECT_VERSION})")
# Letters of content, Chinese ones too; Qt's own words in Chinese; Qt on a Wayland desktop.
set(CPACK_DEBIAN_DESK_PACKAGE_RECOMMENDS
  "fonts-dejavu-core, fonts-noto-cjk, qt6-translations-l10n, qt6-wayland")
set(CPACK_DEBIAN_DESK_DESCRIPTION
"The window of Parley: servers, clients, serial ports and emulated boards side
by side, each with its log, which is a recording that Wireshark opens, and its
packets where they were seen. What does not connect is explained in place.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(PARLEY_BOARD)
  # For sketches: without these `parley board` says what to install, and all else works.
  set(CPACK_DEBIAN_PARLEY_PACKAGE_RECOMMENDS "g++, universal-ctags, bubblewrap")
endif()
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
